/** Reconnection: 250 ms, doubling to 5 s, each shortened by up to half at random so that a whole room does not knock at once. */
const FIRST_MS = 250;
const MOST_MS = 5000;
/**
 * Somebody is on the line, and may not hear us. No oftener and no longer: after some forty failures Chromium holds every new
 * WebSocket back for one to five seconds.
 */
const MOST_IN_CALL_MS = 2000;
const IN_CALL = 20;
/** Enough for a first packet and its repetition after a second; every fourth try has the library's own, longer time. */
const KNOCK_MS = 1500;
const LONG_KNOCK = 4;

/** Somebody is on the line, and it has not been tried too often yet to be in a hurry. */
const isUrgent = (attempt: number, inCall: boolean): boolean => inCall && attempt < IN_CALL;

/** Milliseconds to wait before the attempt, counted from 0; `chance` is 0..1; `hung`: the one before waited in vain itself. */
export const backOffMs = (attempt: number, chance: number, inCall: boolean, hung = false): number => {
  const urgent = isUrgent(attempt, inCall);
  const full =
    urgent && hung ? FIRST_MS : Math.min(urgent ? MOST_IN_CALL_MS : MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(full * (1 - chance / 2));
};

/**
 * Milliseconds after which the attempt is given up for the next one; null: when the library gives it up. One that hangs
 * on a dead network does not see it come back until its system sends again, seconds later.
 */
export const knockMs = (attempt: number, inCall: boolean): number | null =>
  isUrgent(attempt, inCall) && attempt % LONG_KNOCK !== LONG_KNOCK - 1 ? KNOCK_MS : null;
