import { setTimeout as sleep } from 'node:timers/promises';
import { SILENCE, tone } from '../media/frames.ts';
import type { Line } from '../media/line.ts';
import { createPlayer, type Source } from '../media/player.ts';
import type { CallReport } from './report.ts';

/** What a simulated person says and hears in one call, whichever session carries it at the moment. */
export type CallVoice = {
  readonly play: (audio: Uint8Array, signal: AbortSignal) => Promise<void>;
  /** Gives back what it hears, a few packets later. */
  readonly echo: (seconds: number, signal: AbortSignal) => Promise<void>;
  /** Music while the other side is put on hold. */
  readonly music: (on: boolean) => void;
  readonly line: () => Line | undefined;
  /** Takes hold of the line that carries the call now. */
  readonly wire: () => void;
  readonly measure: () => Pick<CallReport, 'heard' | 'sent' | 'held'>;
};

/** Two soft notes and a rest. */
const MUSIC = Buffer.concat([
  tone(392, 0.5, 0.08),
  tone(330, 0.5, 0.08),
  ...Array.from({ length: 100 }, () => SILENCE),
]);
const MOST_WAITING = 10;

export function createCallVoice(line: () => Line | undefined): CallVoice {
  const player = createPlayer();
  let source: Source = player.next;
  let listener: ((payload: Uint8Array) => void) | null = null;
  let musicStops = new AbortController();

  const wire = (): void => {
    line()?.setSource(source);
    line()?.setListener(listener);
  };

  return {
    line,
    wire,
    play: player.play,
    music: (on) => {
      musicStops.abort();
      musicStops = new AbortController();
      if (on) player.loop(MUSIC, musicStops.signal);
    },
    echo: async (seconds, signal) => {
      const waiting: Uint8Array[] = [];
      const mine: Source = () => waiting.shift() ?? null;
      source = mine;
      listener = (payload) => {
        waiting.push(payload);
        if (waiting.length > MOST_WAITING) waiting.shift();
      };
      wire();
      try {
        await sleep(seconds * 1_000, undefined, { signal });
      } finally {
        // Whatever is done next may have begun already.
        if (source === mine) {
          source = player.next;
          listener = null;
          wire();
        }
      }
    },
    measure: () => {
      const now = line();
      return now === undefined
        ? { heard: { packets: 0, energy: 0, seconds: 0 }, sent: 0, held: false }
        : { heard: now.heard(), sent: now.sent(), held: now.isHeld() };
    },
  };
}
