/** Timers that do not depend on a visible window. Each call returns the function that takes the wish back. */
export type Timers = {
  readonly after: (ms: number, run: () => void) => () => void;
  readonly every: (ms: number, run: () => void) => () => void;
  readonly stop: () => void;
};

/** Timers in a worker of their own (`timer-worker.ts`). */
export const createTimers = (worker: Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>): Timers => {
  const waiting = new Map<number, () => void>();
  let last = 0;
  worker.addEventListener('message', (event) => {
    const id = (event as MessageEvent<number>).data;
    const run = waiting.get(id);
    waiting.delete(id);
    run?.();
  });
  const after = (ms: number, run: () => void): (() => void) => {
    last += 1;
    const id = last;
    waiting.set(id, run);
    worker.postMessage({ id, ms });
    return () => {
      if (waiting.delete(id)) worker.postMessage({ id, ms: null });
    };
  };
  return {
    after,
    every: (ms, run) => {
      let cancel = (): void => undefined;
      const again = (): void => {
        cancel = after(ms, () => {
          again();
          run();
        });
      };
      again();
      return () => cancel();
    },
    stop: () => {
      waiting.clear();
      worker.terminate();
    },
  };
};
