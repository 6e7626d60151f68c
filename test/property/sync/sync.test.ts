import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calmHistory, disturbances, history, type Action } from './actions.ts';
import { makeSeed } from './coordinator.ts';
import { KEPT, keepFailure, readHistory } from './kept.ts';
import { play } from './run.ts';
import { resultOf } from './same-result.ts';
import { testTime } from './time.ts';

/**
 * A failure prints its seed and path and keeps its history in test-results/sync.
 * `SYNC_SEED`, `SYNC_PATH` play one run again, with `SYNC_SHRINK=1` to make it smaller; `SYNC_HISTORY=FILE` plays a
 * kept one; `SYNC_RUNS=2000 npx vitest run --project property test/property/sync/sync.test.ts` looks longer.
 */
const { SYNC_RUNS, SYNC_SEED, SYNC_PATH, SYNC_SHRINK, SYNC_HISTORY } = process.env;
const RUNS = Number(SYNC_RUNS ?? 50);
const again = {
  endOnFailure: SYNC_SHRINK === undefined,
  ...(SYNC_SEED === undefined ? {} : { seed: Number(SYNC_SEED) }),
  ...(SYNC_PATH === undefined ? {} : { path: SYNC_PATH }),
};
/** Only for whoever looks longer on purpose: an ordinary run ends within the minute. */
const TIMEOUT_MS = 60_000 + RUNS * 4_000;

let seed: string;
beforeAll(async () => {
  seed = await makeSeed(testTime());
});
afterAll(() => rmSync(seed, { recursive: true, force: true }));

describe('computers and a coordinator over a line that loses, delays, repeats and reorders', () => {
  it(
    'SY-01 SY-02 SY-03 SY-04 SY-05 SY-06 SY-08 SY-09 SY-10 SY-11 SY-12 hold after every step of any day',
    async () => {
      if (SYNC_HISTORY !== undefined) return play(seed, readHistory(SYNC_HISTORY));
      const property = fc.asyncProperty(history(60), (actions) => play(seed, actions));
      const examples = SYNC_PATH === undefined ? KEPT.map((kept): [Action[]] => [[...kept]]) : [];
      const found = await fc.check(property, { numRuns: RUNS, examples, ...again });
      if (!found.failed) return;
      const kept = keepFailure(`history${found.seed}`, found.counterexample?.[0] ?? []);
      throw new Error(`${fc.defaultReportMessage(found)}\nkept in ${kept}`, { cause: found.errorInstance });
    },
    TIMEOUT_MS,
  );

  it(
    'SY-14 page size, crash point and restart do not change the result',
    async () => {
      const property = fc.asyncProperty(calmHistory(40), disturbances, async (actions, how) => {
        expect(await resultOf(seed, actions, how)).toBe(await resultOf(seed, actions, []));
      });
      await fc.assert(property, { numRuns: Math.ceil(RUNS / 4), ...again });
    },
    TIMEOUT_MS,
  );
});
