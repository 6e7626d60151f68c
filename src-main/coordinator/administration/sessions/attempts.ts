import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { Clock } from '../../clock.ts';

/**
 * Counts failed sign-ins per login and address, which a success forgets, and allows ten times as many per address, where
 * it forgets only itself: trying one password on many names is counted too.
 */
export type Attempts = {
  /** Errors: `too-many-attempts` {seconds}. */
  readonly check: (login: string, address: string) => void;
  readonly failed: (login: string, address: string) => void;
  readonly succeeded: (login: string, address: string) => void;
};

const PER_ADDRESS = 10;

/** So many names are remembered at most: inventing logins must not fill the memory. */
const REMEMBERED = 10_000;

export const createAttempts = (
  clock: Pick<Clock, 'ms'>,
  limit: { readonly attempts: number; readonly windowMs: number },
): Attempts => {
  const failures = new Map<string, { count: number; readonly since: number }>();
  const keyOf = (login: string, address: string): string => `${login}\n${address}`;
  const countsOf = (login: string, address: string): readonly (readonly [key: string, most: number])[] => [
    [keyOf(login, address), limit.attempts],
    [address, limit.attempts * PER_ADDRESS],
  ];
  const current = (key: string): { count: number; readonly since: number } | null => {
    const entry = failures.get(key);
    if (entry === undefined) return null;
    if (clock.ms() - entry.since < limit.windowMs) return entry;
    failures.delete(key);
    return null;
  };
  return {
    check: (login, address) => {
      for (const [key, most] of countsOf(login, address)) {
        const entry = current(key);
        if (entry === null || entry.count < most) continue;
        const seconds = Math.ceil((entry.since + limit.windowMs - clock.ms()) / 1000);
        throw new AppError('too-many-attempts', { params: { seconds } });
      }
    },
    failed: (login, address) => {
      for (const [key] of countsOf(login, address)) {
        const entry = current(key);
        if (entry !== null) entry.count += 1;
        else failures.set(key, { count: 1, since: clock.ms() });
      }
      if (failures.size > REMEMBERED) failures.delete(failures.keys().next().value ?? '');
    },
    succeeded: (login, address) => {
      failures.delete(keyOf(login, address));
      const all = current(address);
      if (all !== null) all.count = Math.max(0, all.count - 1);
    },
  };
};
