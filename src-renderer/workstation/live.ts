import { useCallback, useEffect, useRef, useState } from 'react';
import type { WorkstationStore } from '../offline/api.ts';
import { keepSameParts } from './same-parts.ts';

export type Live<T> = {
  /** Undefined until the first answer; afterwards the last good one. */
  readonly data: T | undefined;
  readonly error: unknown;
  readonly again: () => void;
};

/**
 * Reads the store and reads it again whenever it says that something changed. One question runs at a time; changes
 * meanwhile ask once more afterwards, so a burst of writes costs two reads. An answer that says the same draws nothing
 * again. `read` must be stable (useCallback).
 */
export const useLive = <T>(store: Pick<WorkstationStore, 'subscribe'>, read: () => Promise<T>): Live<T> => {
  const [state, setState] = useState<{
    readonly read: () => Promise<T>;
    readonly data: T | undefined;
    readonly error: unknown;
  }>({
    read,
    data: undefined,
    error: null,
  });
  const ask = useRef<() => void>(() => undefined);
  useEffect(() => {
    let running = false;
    let stale = false;
    let over = false;
    const run = (): void => {
      if (running) {
        stale = true;
        return;
      }
      running = true;
      stale = false;
      void read()
        .then(
          (data) => {
            if (!over) setState((now) => keepSameParts(now, { read, data, error: null }));
          },
          (error: unknown) => {
            if (!over) setState((now) => ({ read, data: now.read === read ? now.data : undefined, error }));
          },
        )
        .finally(() => {
          running = false;
          if (stale && !over) run();
        });
    };
    ask.current = run;
    run();
    const end = store.subscribe(run);
    return () => {
      over = true;
      end();
    };
  }, [store, read]);
  const again = useCallback(() => ask.current(), []);
  // An answer to an earlier question is not an answer to this one.
  return { data: state.read === read ? state.data : undefined, error: state.read === read ? state.error : null, again };
};
