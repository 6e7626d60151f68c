import { randomBytes } from 'node:crypto';

/** What a nonce that came back is worth. */
export type NonceState = 'fresh' | 'stale' | 'unknown';

export type Nonces = {
  readonly issue: () => string;
  /** Uses it once more: a count that is not higher than the last one is a repetition and makes it stale. */
  readonly use: (nonce: string, nc: string | null) => NonceState;
};

const LIFE_MS = 300_000;
const MOST = 5_000;

/** The nonces given out; the oldest go first when there are too many. `now` in milliseconds. */
export function createNonces(now: () => number): Nonces {
  const given = new Map<string, { readonly until: number; count: number }>();
  return {
    issue: () => {
      const nonce = randomBytes(16).toString('hex');
      given.set(nonce, { until: now() + LIFE_MS, count: 0 });
      const [oldest] = given.keys();
      if (given.size > MOST && oldest !== undefined) given.delete(oldest);
      return nonce;
    },
    use: (nonce, nc) => {
      const entry = given.get(nonce);
      if (entry === undefined) return 'unknown';
      const count = nc === null ? entry.count + 1 : Number.parseInt(nc, 16);
      // Without a count every use would be a repetition that nobody can tell: the first one is the only one.
      if (entry.until < now() || count <= entry.count || (nc === null && entry.count > 0)) return 'stale';
      entry.count = count;
      return 'fresh';
    },
  };
}
