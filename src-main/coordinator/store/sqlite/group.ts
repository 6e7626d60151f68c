import type { Tx } from '../store.ts';
import type { Task, Writer } from './writer.ts';

/** So many waiting writes share one COMMIT; more would make the first of them wait for the last. */
const GROUP_MAX = 256;

type Waiting = {
  readonly task: Task;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
};

export type Group = { readonly add: <T>(fn: (tx: Tx) => T) => Promise<T>; readonly drain: () => Promise<void> };

/**
 * Group commit: writes that arrive while the event loop is busy with the last COMMIT share the next one, so a hundred
 * connections cost one fsync instead of a hundred.
 */
export const createGroup = (writer: Writer): Group => {
  let waiting: Waiting[] = [];
  let scheduled = false;
  const flush = (): void => {
    scheduled = false;
    const now = waiting.slice(0, GROUP_MAX);
    waiting = waiting.slice(GROUP_MAX);
    if (waiting.length > 0) schedule();
    if (now.length === 0) return;
    try {
      const outcomes = writer.batch(now.map((w) => w.task));
      for (const [i, w] of now.entries()) {
        const outcome = outcomes[i];
        if (outcome?.ok === true) w.resolve(outcome.value);
        else w.reject(outcome?.error);
      }
    } catch (error) {
      for (const w of now) w.reject(error);
    }
  };
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(flush);
  };
  return {
    add: <T>(fn: (tx: Tx) => T) =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ task: fn, resolve: (value) => resolve(value as T), reject });
        schedule();
      }),
    drain: async () => {
      while (waiting.length > 0) await new Promise((r) => setImmediate(r));
    },
  };
};
