import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { catchUp, emptyTally } from '../../../src-main/coordinator/performance/tally/catch-up.ts';
import type { Sql } from '../../../src-main/coordinator/store/store.ts';
import { type Desk, openDesk } from '../../integration/administration/desk.ts';
import { addTeams, makePortfolio, type Portfolio } from '../../integration/board/portfolio.ts';

const TABLES = ['hours', 'calls', 'worked', 'cases', 'batches', 'collected', 'payments'] as const;

type Step =
  | { readonly kind: 'work'; readonly n: number; readonly by: number; readonly code: string; readonly day: number }
  | { readonly kind: 'call'; readonly n: number; readonly by: number; readonly day: number }
  | { readonly kind: 'pay'; readonly n: number; readonly amount: number; readonly day: number }
  | { readonly kind: 'reverse'; readonly which: number }
  | { readonly kind: 'count' };

const CASES = 6;
const n = fc.integer({ min: 1, max: CASES });
const day = fc.integer({ min: 10, max: 25 });
const by = fc.integer({ min: 1, max: 3 });
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('work' as const),
      n,
      by,
      day,
      code: fc.constantFrom('NRI', 'RIC', 'PDP', 'TER', 'GPA'),
    }),
    fc.record({ kind: fc.constant('call' as const), n, by, day }),
    fc.record({ kind: fc.constant('pay' as const), n, day, amount: fc.integer({ min: 1, max: 9_000 }) }),
    fc.record({ kind: fc.constant('reverse' as const), which: fc.nat(20) }),
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('count' as const) }) },
  ),
  { minLength: 8, maxLength: 40, size: 'max' },
);

const tallyOf = (sql: Sql): unknown =>
  TABLES.map((table) =>
    sql
      .all(`SELECT * FROM tally_${table}`)
      // A day on which what came in was reversed says the same as a day that is not there.
      .filter((row) => !(table === 'collected' && row['amount'] === 0 && row['payments'] === 0))
      .filter((row) => !(table === 'cases' && Number(row['worked']) + Number(row['paying']) === 0))
      .map((row) => JSON.stringify(Object.values(row)))
      .sort(),
  );

const play = (portfolio: Portfolio, step: Step, paid: string[]): void => {
  if (step.kind === 'work') {
    const params =
      step.code === 'PDP' ? { promiseDueOn: '2026-12-01', promiseAmount: 100, callOpId: `k${step.n}` } : {};
    portfolio.work(`b1/${step.n}`, {
      by: `op-${step.by}`,
      at: `2026-11-${step.day}T10:00:00.000Z`,
      code: step.code,
      params,
    });
  } else if (step.kind === 'call') {
    const at = `2026-11-${step.day}T11:00:00.000Z`;
    portfolio.work(`b1/${step.n}`, { by: `op-${step.by}`, at, kind: 'call', params: { direction: 'out' } });
  } else if (step.kind === 'pay') {
    paid.push(portfolio.pay(`b1/${step.n}`, step.amount, `2026-11-${step.day}`));
  } else if (step.kind === 'reverse') {
    const [id] = paid.splice(step.which % Math.max(1, paid.length), 1);
    if (id !== undefined) portfolio.reverse(id);
  }
};

describe('the tally', () => {
  let desk: Desk | null = null;
  afterEach(async () => {
    await desk?.close();
    desk = null;
  });

  it('BO-01 counted step by step, at whatever moments, equals counted at once', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        const mine = await openDesk();
        desk = mine;
        try {
          addTeams(mine);
          const portfolio = makePortfolio(mine);
          portfolio.addBatch('b1', CASES);
          const paid: string[] = [];
          for (const step of plan) {
            if (step.kind === 'count') await catchUp(mine.context);
            else play(portfolio, step, paid);
          }
          await catchUp(mine.context);
          const stepwise = tallyOf(mine.context.store.sql);
          mine.context.store.transaction(emptyTally);
          await catchUp(mine.context);
          expect(stepwise).toEqual(tallyOf(mine.context.store.sql));
          const open = mine.context.store.sql.get<{ n: number }>(
            'SELECT coalesce(sum(amount), 0) AS n FROM payments WHERE reversed_at IS NULL',
          )?.n;
          const counted = mine.context.store.sql.get<{ n: number }>(
            'SELECT coalesce(sum(amount), 0) AS n FROM tally_collected',
          )?.n;
          expect(counted).toBe(open);
        } finally {
          await mine.close();
          desk = null;
        }
      }),
      { numRuns: 30 },
    );
  });
});
