import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  CAST,
  LANGUAGES,
  speechFile,
  type Language,
  type Sound,
  type Voice,
} from '../../src-main/practice/pbx/debtors/cast.ts';
import { ENGLISH } from '../../src-main/practice/pbx/debtors/lines/english.ts';
import { ITALIAN, type Character, type LineName } from '../../src-main/practice/pbx/debtors/lines/italian.ts';
import { root } from './command.ts';

/**
 * Makes assets/speech again from the written lines: `node test/setup/speech.ts`. It needs `espeak-ng` and `sox`
 * (Debian has both); the product itself plays the files and needs neither.
 */
export type SpokenLine = {
  readonly file: string;
  readonly text: string;
  readonly language: Language;
  readonly sound: Sound;
};

/** Every line of both languages in every voice that says it. */
export const spokenLines = (): readonly SpokenLine[] =>
  LANGUAGES.flatMap((language) =>
    (Object.keys(CAST) as Character[]).flatMap((character) =>
      Object.entries(CAST[character]).flatMap(([voice, sound]) =>
        Object.entries((language === 'it' ? ITALIAN : ENGLISH)[character]).map(([name, text]: [string, string]) => ({
          file: speechFile(language, `${character}/${name}` as LineName, voice as Voice),
          text,
          language,
          sound,
        })),
      ),
    ),
  );

const run = promisify(execFile);
const SPEAKER = { it: 'it', en: 'en-gb' } as const;

/** A telephone carries 300 to 3,400 Hz; deep voices are brought up to the others; no silence at the ends. */
const TELEPHONE = ['highpass', '280', 'lowpass', '3400', 'silence', '1', '0.02', '0.5%', 'reverse', 'silence', '1', '0.02', '0.5%', 'reverse', 'norm', '-3', 'compand', '0.005,0.1', '-70,-70,-40,-22,-20,-12,0,-6', 'norm', '-4', 'pad', '0.06', '0.12']; // prettier-ignore

const speak = async (line: SpokenLine, scratch: string): Promise<void> => {
  const wave = path.join(scratch, 'line.wav');
  const target = path.join(root, 'assets', 'speech', line.file);
  const { variant, pitch, pace } = line.sound;
  const voice = `${SPEAKER[line.language]}+${variant}`;
  await run('espeak-ng', ['-v', voice, '-p', String(pitch), '-s', String(pace), '-w', wave, line.text]);
  await mkdir(path.dirname(target), { recursive: true });
  const raw = ['-t', 'raw', '-e', 'mu-law', '-b', '8', '-r', '8000', '-c', '1', target];
  // Without dither the same text gives the same bytes every time.
  await run('sox', ['-D', wave, ...raw, ...TELEPHONE]);
};

if (import.meta.main) {
  const scratch = await mkdtemp(path.join(tmpdir(), 'speech-'));
  try {
    const lines = spokenLines();
    for (const line of lines) await speak(line, scratch);
    console.log(`${lines.length} lines written to assets/speech`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
