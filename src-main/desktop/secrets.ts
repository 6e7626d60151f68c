import { z } from 'zod';
import type { TextSeal } from './sealed-text.ts';
import { readFileIfThere, replaceFile } from './settings.ts';

export type Secrets = {
  readonly get: (name: string) => string | null;
  readonly set: (name: string, value: string) => void;
  readonly remove: (name: string) => void;
};

const Stored = z.record(z.string(), z.string());

const parseStored = (text: string | null): Record<string, string> => {
  try {
    return Stored.parse(JSON.parse(text ?? '{}'));
  } catch {
    return {};
  }
};

/**
 * Small secrets in one file, each sealed by the system's key store. A secret that cannot be opened any more is as good
 * as absent: the program asks for a new one instead of failing at every start.
 */
export const openSecrets = (file: string, seal: TextSeal): Secrets => {
  const read = (): Record<string, string> => parseStored(readFileIfThere(file));
  return {
    get: (name) => {
      const sealed = read()[name];
      if (sealed === undefined) return null;
      try {
        return seal.open(sealed);
      } catch {
        return null;
      }
    },
    set: (name, value) => replaceFile(file, JSON.stringify({ ...read(), [name]: seal.seal(value) })),
    remove: (name) => {
      const { [name]: _gone, ...rest } = read();
      replaceFile(file, JSON.stringify(rest));
    },
  };
};
