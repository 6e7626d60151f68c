import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const WindowState = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof WindowState>;

const Settings = z.object({
  window: WindowState.nullable().default(null).catch(null),
  coordinator: z
    .object({ address: z.string(), fingerprint: z.string().nullable() })
    .nullable()
    .default(null)
    .catch(null),
  /** Leader mode: start the coordinator of this computer together with the application. */
  leader: z.object({ share: z.boolean(), sample: z.boolean() }).nullable().default(null).catch(null),
});
export type Settings = z.infer<typeof Settings>;

export type SettingsFile = {
  readonly get: () => Settings;
  readonly change: (part: Partial<Settings>) => void;
};

/** Replaces a small file whole: after a power cut there is the old one or the new one, never half of either. */
export const replaceFile = (file: string, text: string): void => {
  mkdirSync(path.dirname(file), { recursive: true });
  const fresh = `${file}.new`;
  const handle = openSync(fresh, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(fresh, file);
};

/** The text of a file, or null when there is none. */
export const readFileIfThere = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};

const parseSettings = (text: string | null): Settings => {
  try {
    return Settings.parse(JSON.parse(text ?? '{}'));
  } catch {
    // A damaged file costs the window's place and an address typed once; it must not keep the program from starting.
    return Settings.parse({});
  }
};

/** The desktop's own few settings, in one JSON file. Nothing in it is personal or secret. */
export const openSettings = (file: string): SettingsFile => {
  let current = parseSettings(readFileIfThere(file));
  return {
    get: () => current,
    change: (part) => {
      current = { ...current, ...part };
      replaceFile(file, JSON.stringify(current, null, 2));
    },
  };
};
