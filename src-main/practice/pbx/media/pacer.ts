import { FRAME_MS } from './frames.ts';

/** How many frames are due now; `skipped` were missed for good. */
export type Due = { readonly frames: number; readonly skipped: number };

/** After a longer pause than this (a computer that slept) what was missed is left out instead of sent in a burst. */
const MOST_AT_ONCE = 10;

/** Frames by the clock and not by the timer: a late tick is made up for, so that a minute has 3,000 packets. */
export function createPacer(now: () => number): () => Due {
  const start = now();
  let sent = 0;
  return () => {
    const due = Math.floor((now() - start) / FRAME_MS) + 1 - sent;
    if (due <= 0) return { frames: 0, skipped: 0 };
    sent += due;
    return { frames: Math.min(due, MOST_AT_ONCE), skipped: Math.max(0, due - MOST_AT_ONCE) };
  };
}
