/** Reconnection: 250 ms, doubling to 5 s, each shortened by up to half at random so that a whole room does not knock at once. */
const FIRST_MS = 250;
const MOST_MS = 5000;
/**
 * Somebody is on the line, and may not hear us. No oftener and no longer: after some forty failures Chromium holds every new
 * WebSocket back for one to five seconds.
 */
const MOST_IN_CALL_MS = 2000;
const IN_CALL = 20;

/** Milliseconds to wait before the attempt, counted from 0; `chance` is 0..1. */
export const backOffMs = (attempt: number, chance: number, inCall: boolean): number => {
  const full = Math.min(inCall && attempt < IN_CALL ? MOST_IN_CALL_MS : MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(full * (1 - chance / 2));
};
