import { FRAME_SAMPLES } from './frames.ts';
import type { Source } from './player.ts';
import { decodeByte, encodeSample } from './ulaw.ts';

/** One place in a conference: what it says goes to everybody else, what it hears is the sum of the others. */
export type Seat = {
  readonly speak: (payload: Uint8Array) => void;
  readonly hear: Source;
  readonly leave: () => void;
};

export type Mixer = { readonly join: () => Seat; readonly size: () => number };

/** At most 100 ms of somebody wait to be heard: clocks differ a little, and a delay must not grow. */
const MOST_WAITING = 5;

export function createMixer(): Mixer {
  /** Listener → speaker → frames not heard yet. */
  const seats = new Map<symbol, Map<symbol, Uint8Array[]>>();
  return {
    size: () => seats.size,
    join: () => {
      const me = Symbol('seat');
      const inbox = new Map<symbol, Uint8Array[]>();
      seats.set(me, inbox);
      return {
        speak: (payload) => {
          if (payload.length !== FRAME_SAMPLES || !seats.has(me)) return;
          for (const [listener, box] of seats) {
            if (listener === me) continue;
            const waiting = box.get(me) ?? [];
            box.set(me, [...waiting, payload].slice(-MOST_WAITING));
          }
        },
        hear: () => {
          const frames = [...inbox.values()].map((waiting) => waiting.shift()).filter((frame) => frame !== undefined);
          const [only] = frames;
          return frames.length > 1 ? mixed(frames) : (only ?? null);
        },
        leave: () => {
          seats.delete(me);
          for (const box of seats.values()) box.delete(me);
        },
      };
    },
  };
}

const mixed = (frames: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from({ length: FRAME_SAMPLES }, (_, i) =>
    encodeSample(frames.reduce((sum, frame) => sum + decodeByte(frame[i] ?? 0xff), 0)),
  );
