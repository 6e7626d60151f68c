import { closeSync, openSync, readSync } from 'node:fs';

/** The sounds that are known, as bands around their tones: microphones 440 Hz, the people of the network 660, music 880. */
export type Tone = 'operator' | 'people' | 'music';
const BANDS: Readonly<Record<Tone, readonly number[]>> = {
  operator: [380, 400, 420, 440, 460, 480, 500],
  people: [620, 640, 660, 680, 700],
  music: [840, 860, 880, 900, 920],
};

const TONES = Object.keys(BANDS) as Tone[];

const RATE = 96_000;
/** 50 ms: steps of 20 Hz, of which each holds its own part of the energy. */
const WINDOW = 4800;

/** Goertzel: the energy of one frequency in a window, as full scale² × seconds. */
const energyOf = (samples: Int16Array, hz: number): number => {
  const factor = 2 * Math.cos((2 * Math.PI * hz) / RATE);
  let one = 0;
  let two = 0;
  for (const sample of samples) {
    const next = sample / 32_768 + factor * one - two;
    two = one;
    one = next;
  }
  const power = one * one + two * two - factor * one * two;
  // A sine of amplitude A gives (A·N/2)², its mean square is A²/2.
  return ((2 * power) / (WINDOW * WINDOW)) * (WINDOW / RATE);
};

/** What a person heard, read from the recording while it grows. */
export type Recording = { readonly energy: () => Readonly<Record<Tone, number>> };

export const followRecording = (file: string): Recording => {
  const sum: Record<Tone, number> = { operator: 0, people: 0, music: 0 };
  const buffer = Buffer.alloc(WINDOW * 2);
  let offset = 0;
  return {
    energy: () => {
      let handle: number;
      try {
        handle = openSync(file, 'r');
      } catch {
        // Nobody has answered yet.
        return { ...sum };
      }
      while (readSync(handle, buffer, 0, buffer.length, offset) === buffer.length) {
        offset += buffer.length;
        const samples = new Int16Array(buffer.buffer, buffer.byteOffset, WINDOW);
        for (const tone of TONES) for (const hz of BANDS[tone]) sum[tone] += energyOf(samples, hz);
      }
      closeSync(handle);
      return { ...sum };
    },
  };
};
