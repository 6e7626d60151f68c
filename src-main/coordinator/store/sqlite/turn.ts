import type { Turn } from './writer.ts';

/**
 * SQLite lets one connection write at a time and makes the other sleep in steps of up to 100 ms. So the two threads
 * agree first: the main thread raises a flag while it writes or wants to, a worker waits until the flag is down.
 */
export const mainTurn = (gate: SharedArrayBuffer): Turn => {
  const flag = new Int32Array(gate);
  return {
    enter: () => void Atomics.add(flag, 0, 1),
    leave: () => {
      Atomics.sub(flag, 0, 1);
      Atomics.notify(flag, 0);
    },
  };
};

/** A lost main thread must not stop a worker for ever: SQLite's own lock still keeps the data right. */
const LONGEST_WAIT_MS = 2_000;

export const workerTurn = (gate: SharedArrayBuffer): Turn => {
  const flag = new Int32Array(gate);
  return {
    enter: () => {
      const held = Atomics.load(flag, 0);
      if (held > 0) Atomics.wait(flag, 0, held, LONGEST_WAIT_MS);
    },
    leave: () => undefined,
  };
};
