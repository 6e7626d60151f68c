import { readFile } from 'node:fs/promises';
import { top } from '../place.ts';
import { speechFile, type Language, type Voice } from './cast.ts';
import type { LineName } from './lines/italian.ts';

/** Spoken lines as µ-law, read once. */
export type Speech = { readonly line: (name: LineName, voice: Voice) => Promise<Uint8Array> };

export function createSpeech(language: Language): Speech {
  const known = new Map<string, Promise<Uint8Array>>();
  return {
    line: (name, voice) => {
      const file = speechFile(language, name, voice);
      const read = known.get(file) ?? readFile(new URL(`assets/speech/${file}`, top));
      known.set(file, read);
      return read;
    },
  };
}
