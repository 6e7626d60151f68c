import { AppError } from '../../src-shared/contract/errors.ts';

export type LoopDeps = {
  readonly run: () => Promise<void>;
  /** `error` null after a cycle that went through. */
  readonly ended: (error: unknown) => Promise<void>;
  readonly began: () => void;
  readonly setTimer: (fn: () => void, ms: number) => unknown;
  readonly clearTimer: (timer: unknown) => void;
  readonly random: () => number;
  /** Milliseconds to the next cycle when nothing asks for one. */
  readonly idleMs: () => number;
};

export type SyncLoop = {
  /** Runs a cycle now, or one more after the running one; resolves when it has ended, however it ended. */
  readonly kick: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

/** Half to one and a half of 1 s, 2 s, 4 s … 60 s: a room of workstations must not come back in step. */
export const retryDelay = (failures: number, random: number): number =>
  Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.max(0, failures - 1)) * (0.5 + random);

/** One cycle at a time, soon after it is asked for, again after a while, later and later while nobody answers. */
export function createSyncLoop(deps: LoopDeps): SyncLoop {
  let timer: unknown = null;
  let running: Promise<void> | null = null;
  let again: Promise<void> | null = null;
  let failures = 0;
  let stopped = false;

  const plan = (): void => {
    if (timer !== null) deps.clearTimer(timer);
    timer = null;
    if (stopped) return;
    const wait = failures > 0 ? retryDelay(failures, deps.random()) : deps.idleMs();
    timer = deps.setTimer(() => void kick(), wait);
  };
  const attempt = async (): Promise<unknown> => {
    try {
      deps.began();
      await deps.run();
      return null;
    } catch (error) {
      return error;
    }
  };
  const cycle = async (): Promise<void> => {
    const error = await attempt();
    if (error === null) failures = 0;
    else if (error instanceof AppError && error.recovery !== 'retry') failures = Math.max(failures + 1, 5);
    else failures += 1;
    // What cannot even be noted (the storage is gone) shows itself to whoever asks the store next.
    await deps.ended(error).catch(() => undefined);
  };
  const start = (): Promise<void> => {
    running = cycle().finally(() => {
      running = null;
      plan();
    });
    return running;
  };
  const kick = (): Promise<void> => {
    if (stopped) return Promise.resolve();
    if (running === null) return start();
    // What asked during a cycle may have missed it: one more, however many asked.
    again ??= running.then(() => {
      again = null;
      return stopped ? undefined : start();
    });
    return again;
  };
  return {
    kick,
    stop: async () => {
      stopped = true;
      if (timer !== null) deps.clearTimer(timer);
      await running;
    },
  };
}
