import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { Clock } from '../../clock.ts';

/** Counts failed sign-ins per login and address; a success forgets them. */
export type Attempts = {
  /** Errors: `too-many-attempts` {seconds}. */
  readonly check: (login: string, address: string) => void;
  readonly failed: (login: string, address: string) => void;
  readonly succeeded: (login: string, address: string) => void;
};

/** So many names are remembered at most: inventing logins must not fill the memory. */
const REMEMBERED = 10_000;

export const createAttempts = (
  clock: Pick<Clock, 'ms'>,
  limit: { readonly attempts: number; readonly windowMs: number },
): Attempts => {
  const failures = new Map<string, { count: number; readonly since: number }>();
  const keyOf = (login: string, address: string): string => `${login.toLowerCase()}\n${address}`;
  const current = (key: string): { count: number; readonly since: number } | null => {
    const entry = failures.get(key);
    if (entry === undefined) return null;
    if (clock.ms() - entry.since < limit.windowMs) return entry;
    failures.delete(key);
    return null;
  };
  return {
    check: (login, address) => {
      const entry = current(keyOf(login, address));
      if (entry === null || entry.count < limit.attempts) return;
      const seconds = Math.ceil((entry.since + limit.windowMs - clock.ms()) / 1000);
      throw new AppError('too-many-attempts', { params: { seconds } });
    },
    failed: (login, address) => {
      const key = keyOf(login, address);
      const entry = current(key);
      if (entry !== null) entry.count += 1;
      else failures.set(key, { count: 1, since: clock.ms() });
      if (failures.size > REMEMBERED) failures.delete(failures.keys().next().value ?? '');
    },
    succeeded: (login, address) => void failures.delete(keyOf(login, address)),
  };
};
