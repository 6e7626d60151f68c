import { FRAME_SAMPLES, SILENCE, frameAt } from './frames.ts';

/** Gives the next 20 ms, or null for silence. */
export type Source = () => Uint8Array | null;

export type Player = {
  readonly next: Source;
  /** Plays from the beginning, in place of what was playing; resolves at the end, rejects when the signal stops it. */
  readonly play: (audio: Uint8Array, signal: AbortSignal) => Promise<void>;
  /** Plays over and over until the signal. */
  readonly loop: (audio: Uint8Array, signal: AbortSignal) => void;
};

type Playing = { readonly audio: Uint8Array; position: number; readonly ended: (() => void) | null };

/** Time passes for it only while somebody takes its frames: on hold it waits. */
export function createPlayer(): Player {
  let playing: Playing | null = null;
  const start = (fresh: Playing): Playing => {
    playing?.ended?.();
    playing = fresh;
    return fresh;
  };
  const stop = (mine: Playing): void => {
    if (playing === mine) playing = null;
  };
  return {
    next: () => {
      if (playing === null) return null;
      const frame = frameAt(playing.audio, playing.position);
      playing.position += FRAME_SAMPLES;
      if (playing.position < playing.audio.length) return frame;
      if (playing.ended === null) playing.position = 0;
      else {
        const { ended } = playing;
        playing = null;
        ended();
      }
      return frame;
    },
    play: (audio, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const mine = start({
          audio: audio.length === 0 ? SILENCE : audio,
          position: 0,
          ended: () => {
            signal.removeEventListener('abort', onAbort);
            resolve();
          },
        });
        const onAbort = (): void => {
          stop(mine);
          reject(signal.reason as Error);
        };
        signal.addEventListener('abort', onAbort, { once: true });
      }),
    loop: (audio, signal) => {
      if (signal.aborted) return;
      const mine = start({ audio, position: 0, ended: null });
      signal.addEventListener('abort', () => stop(mine), { once: true });
    },
  };
}
