import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { history } from './actions.ts';
import { makeSeed } from './coordinator.ts';
import { play } from './run.ts';
import { testTime } from './time.ts';

/**
 * `SYNC_SEED` and `SYNC_PATH` (as a failure prints them) play one run again, with `SYNC_SHRINK=1` to make it smaller.
 * `SYNC_RUNS=2000 npx vitest run --project property test/property/sync` looks longer.
 */
const RUNS = Number(process.env['SYNC_RUNS'] ?? 25);

let seed: string;
beforeAll(async () => {
  seed = await makeSeed(testTime());
});
afterAll(() => rmSync(seed, { recursive: true, force: true }));

describe('computers and a coordinator over a line that loses, delays, repeats and reorders', () => {
  it(
    'SY-01 … SY-06, SY-08 … SY-12: nothing is lost, doubled, out of place or forgotten',
    async () => {
      await fc.assert(
        fc.asyncProperty(history(60), (actions) => play(seed, actions)),
        {
          numRuns: RUNS,
          endOnFailure: process.env['SYNC_SHRINK'] === undefined,
          ...(process.env['SYNC_SEED'] === undefined ? {} : { seed: Number(process.env['SYNC_SEED']) }),
          ...(process.env['SYNC_PATH'] === undefined ? {} : { path: process.env['SYNC_PATH'] }),
        },
      );
    },
    24 * 3_600_000,
  );
});
