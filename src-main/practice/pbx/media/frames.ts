import { encodeSample } from './ulaw.ts';

export const SAMPLES_PER_SECOND = 8_000;
/** One packet: 20 ms. */
export const FRAME_MS = 20;
export const FRAME_SAMPLES = (SAMPLES_PER_SECOND * FRAME_MS) / 1_000;

export const SILENCE: Uint8Array = new Uint8Array(FRAME_SAMPLES).fill(0xff);

/** A pure tone in µ-law; amplitude of 0…1. */
export function tone(hz: number, seconds: number, amplitude = 0.25): Uint8Array {
  const step = (2 * Math.PI * hz) / SAMPLES_PER_SECOND;
  const sound = new Uint8Array(Math.round(seconds * SAMPLES_PER_SECOND));
  // Whole waves fit in a second, so the rest is copied: minutes of sines would hold up everybody else's voice.
  const made = Number.isInteger(hz) ? Math.min(sound.length, SAMPLES_PER_SECOND) : sound.length;
  for (let at = 0; at < made; at += 1) sound[at] = encodeSample(amplitude * 32_767 * Math.sin(step * at));
  for (let at = made; at < sound.length; at += made) sound.copyWithin(at, 0, made);
  return sound;
}

/** The frame that begins at a sample; what the audio lacks at its end is silence. */
export function frameAt(audio: Uint8Array, position: number): Uint8Array {
  const part = audio.subarray(position, position + FRAME_SAMPLES);
  if (part.length === FRAME_SAMPLES) return part;
  const whole = SILENCE.slice();
  whole.set(part);
  return whole;
}
