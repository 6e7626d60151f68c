import { decodeByte } from '../../../src-main/practice/pbx/media/ulaw.ts';

const samplesOf = (ulaw: Uint8Array): number[] => [...ulaw].map((byte) => decodeByte(byte) / 32_768);

/** Root of the mean square, full scale 1. A tone of amplitude 0.25 has 0.177. */
export const rmsOf = (ulaw: Uint8Array): number => {
  const samples = samplesOf(ulaw);
  return samples.length === 0 ? 0 : Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / samples.length);
};

/** How much of the energy is at one frequency, 0…1 (Goertzel): near 1 for that tone, near 0 for any other sound. */
export const shareAt = (ulaw: Uint8Array, hz: number): number => {
  // Short pieces, so that a lost packet or a drift of clocks turns the phase in one of them only.
  const size = 800;
  let [at, all] = [0, 0];
  const samples = samplesOf(ulaw);
  for (let from = 0; from + size <= samples.length; from += size) {
    const piece = samples.slice(from, from + size);
    const step = (2 * Math.PI * hz) / 8_000;
    const re = piece.reduce((sum, s, i) => sum + s * Math.cos(step * i), 0);
    const im = piece.reduce((sum, s, i) => sum + s * Math.sin(step * i), 0);
    at += (2 * (re * re + im * im)) / size;
    all += piece.reduce((sum, s) => sum + s * s, 0);
  }
  return all === 0 ? 0 : at / all;
};
