import { SAMPLES_PER_SECOND } from './frames.ts';
import { decodeByte } from './ulaw.ts';

/** What came in: packets, and the energy as `totalAudioEnergy` of WebRTC counts it (full scale² × seconds). */
export type Heard = { readonly packets: number; readonly energy: number; readonly seconds: number };

export type Meter = {
  readonly take: (payload: Uint8Array) => void;
  readonly heard: () => Heard;
  /** When the last packet with a voice in it came, in the clock's milliseconds; −Infinity before the first. */
  readonly lastVoice: () => number;
};

/** Louder than this is a voice; the background of a microphone lies well below. */
const VOICE_RMS = 0.01;

export function createMeter(now: () => number): Meter {
  let [packets, energy, samples, lastVoice] = [0, 0, 0, Number.NEGATIVE_INFINITY];
  return {
    take: (payload) => {
      let squares = 0;
      for (const byte of payload) squares += (decodeByte(byte) / 32_768) ** 2;
      packets += 1;
      samples += payload.length;
      energy += squares / SAMPLES_PER_SECOND;
      if (payload.length > 0 && Math.sqrt(squares / payload.length) > VOICE_RMS) lastVoice = now();
    },
    heard: () => ({ packets, energy, seconds: samples / SAMPLES_PER_SECOND }),
    lastVoice: () => lastVoice,
  };
}
