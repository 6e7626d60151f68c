import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CivilDate } from '../../../src-shared/contract/basics.ts';
import { commitmentProblem, type Commitment } from '../../../src-shared/domain/commitment.ts';
import { instalmentOf, instalmentsOf, lastDueOn, lastInstalment } from '../../../src-shared/domain/plan.ts';

const FACTS = { residual: 148_445, today: '2026-11-23', endsOn: '2027-01-31' } as const;

describe('what a debtor may be bound to', () => {
  const promise = { amount: 148_445, dueOn: '2027-01-31' };
  const plan = { instalments: 3, amount: 49_482, lastAmount: 49_481, firstOn: '2026-11-30' };
  const callback = { at: '2027-01-31T16:00:00.000Z', zone: 'Europe/Rome' };

  it.each<[Commitment, string | null]>([
    [{}, null],
    [{ promise }, null],
    [{ promise: { ...promise, amount: 148_446 } }, 'more-than-owed'],
    [{ promise: { ...promise, dueOn: '2026-11-23' } }, null],
    [{ promise: { ...promise, dueOn: '2026-11-22' } }, 'in-the-past'],
    [{ promise: { ...promise, dueOn: '2027-02-01' } }, 'after-mandate'],
    [{ plan }, null],
    // A cent more than is owed: three times the rounded instalment.
    [{ plan: { ...plan, lastAmount: 49_482 } }, 'not-what-is-owed'],
    [{ plan: { ...plan, lastAmount: undefined } }, 'not-what-is-owed'],
    [{ plan: { ...plan, firstOn: '2026-11-22' } }, 'in-the-past'],
    // The first and the second are within the mandate, the last is not.
    [{ plan: { ...plan, firstOn: '2026-12-01' } }, 'after-mandate'],
    [{ callback }, null],
    [{ callback: { ...callback, at: '2027-01-31T23:30:00.000Z' } }, 'after-mandate'],
    [{ callback: { ...callback, at: '2026-11-22T10:00:00.000Z' } }, 'in-the-past'],
  ])('DM-73 %j: %s', (said, problem) => {
    expect(commitmentProblem(said, FACTS)).toBe(problem);
  });

  it('DM-74 the instalments are the residual to the cent, the last one takes the rest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_000, max: 9_999_999_99 }), fc.integer({ min: 2, max: 120 }), (residual, n) => {
        const amount = instalmentOf(residual, n);
        const last = lastInstalment(residual, n, amount);
        if ('problem' in last) throw new Error(last.problem);
        const made = instalmentsOf({ instalments: n, amount, lastAmount: last.amount, firstOn: '2026-11-30' });
        expect(made.reduce((sum, one) => sum + one.amount, 0)).toBe(residual);
        expect(made).toHaveLength(n);
        expect(last.amount).toBeGreaterThan(0);
        expect(last.amount).toBeLessThanOrEqual(amount);
      }),
    );
  });

  it.each([
    [148_445, 3, 49_482, { amount: 49_481 }],
    [148_445, 3, 49_481, { amount: 49_483 }],
    [148_445, 3, 40_000, { problem: 'too-low' }],
    [148_445, 3, 74_222, { amount: 1 }],
    [148_445, 3, 74_223, { problem: 'too-high' }],
  ] as const)('DM-74 of %d in %d instalments of %d the last is %j', (residual, n, amount, last) => {
    expect(lastInstalment(residual, n, amount)).toEqual(last);
  });

  it('DM-74 instalments are due on the same day of every month, or the last of a shorter one', () => {
    const plan3 = { instalments: 3, amount: 1, firstOn: '2026-12-31' };
    expect(instalmentsOf(plan3).map(({ dueOn }) => dueOn)).toEqual(['2026-12-31', '2027-01-31', '2027-02-28']);
    expect(lastDueOn(plan3)).toBe('2027-02-28');
  });

  it.each(['2001-02-31', '2027-02-29', '2026-13-01', '0000-01-01', '2026-11-31', '26-11-23'])(
    'DM-06 %s is no day on the wire either',
    (text) => {
      expect(CivilDate.safeParse(text).success).toBe(false);
    },
  );
  it('DM-06 a day is one', () => {
    expect(CivilDate.parse('2028-02-29')).toBe('2028-02-29');
  });
});
