import { useSyncExternalStore } from 'react';

const now = (step: number) => (): number => Math.floor(Date.now() / step) * step;

const every =
  (step: number) =>
  (listener: () => void): (() => void) => {
    // On the beat itself, so that two clocks on one screen never show different seconds.
    let timer: ReturnType<typeof setTimeout>;
    const plan = (): void => {
      timer = setTimeout(
        () => {
          listener();
          plan();
        },
        step - (Date.now() % step) + 1,
      );
    };
    plan();
    return () => clearTimeout(timer);
  };

const SECOND = { subscribe: every(1000), read: now(1000) };
const MINUTE = { subscribe: every(60_000), read: now(60_000) };

/** The present, in epoch milliseconds, moving by whole seconds or whole minutes. */
export const useNow = (step: 'second' | 'minute'): number => {
  const clock = step === 'second' ? SECOND : MINUTE;
  return useSyncExternalStore(clock.subscribe, clock.read);
};

/** The same as a UTC instant. */
export const useInstant = (step: 'second' | 'minute'): string => new Date(useNow(step)).toISOString();
