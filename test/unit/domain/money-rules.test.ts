import { describe, expect, it } from 'vitest';
import { allocatePayment, type PositionResidual } from '../../../src-shared/domain/allocation.ts';
import { finalClass, NEGATIVE_REASONS } from '../../../src-shared/domain/final-class.ts';
import { DEFAULT_OUTCOMES } from '../../../src-shared/domain/outcome-catalogue.ts';
import {
  checkOn,
  promiseStatuses,
  type PromisePayment,
  type PromiseStatus,
} from '../../../src-shared/domain/promise.ts';

describe('promises', () => {
  /** 806.20 euro by Friday 27 November 2026, three days of grace: looked at on Monday the 30th. */
  const one = { id: 'a', amount: 80_620, dueOn: '2026-11-27', madeOn: '2026-11-20' };
  const terms = { graceDays: 3, thresholdPercent: 95 };
  const statusOf = (payments: readonly PromisePayment[], today: string): PromiseStatus | undefined =>
    promiseStatuses([one], payments, terms, today).get('a');
  const pay = (amount: number, paidOn: string, more: Partial<PromisePayment> = {}): PromisePayment => ({
    amount,
    paidOn,
    ...more,
  });

  it.each([
    [[], '2026-11-30', 'open'],
    [[], '2026-12-01', 'broken'],
    [[pay(80_620, '2026-11-25')], '2026-11-25', 'kept'],
    [[pay(80_620, '2026-11-30')], '2026-12-01', 'kept'],
    [[pay(80_620, '2026-12-01')], '2026-12-01', 'broken'],
    [[pay(80_620, '2026-11-19')], '2026-12-01', 'broken'],
    [[pay(80_620, '2026-11-20')], '2026-12-01', 'kept'],
    [[pay(40_000, '2026-11-25')], '2026-11-30', 'open'],
    [[pay(40_000, '2026-11-25')], '2026-12-01', 'partial'],
    [[pay(40_000, '2026-11-25'), pay(36_589, '2026-11-28')], '2026-12-01', 'kept'],
    [[pay(40_000, '2026-11-25'), pay(36_588, '2026-11-28')], '2026-12-01', 'partial'],
  ] as const)('DM-44 with payments %j on %s it is %s', (payments, today, status) => {
    expect(statusOf(payments, today)).toBe(status);
  });

  it('DM-45 a reversal breaks a kept promise, however late; that of an older payment does not', () => {
    const paid = pay(80_620, '2026-11-25', { id: 'p1' });
    expect(statusOf([paid, pay(-80_620, '2027-01-10', { reverses: 'p1' })], '2027-01-10')).toBe('broken');
    expect(statusOf([paid, pay(-80_620, '2027-01-10')], '2027-01-10')).toBe('broken');
    expect(statusOf([paid, pay(-50_000, '2026-11-26', { reverses: 'p0' })], '2026-12-01')).toBe('kept');
  });

  /** Three instalments of 494.82 each, on the first of December, January and February. */
  const plan = ['2026-12-01', '2027-01-01', '2027-02-01'].map((dueOn, n) => ({
    id: `i${n + 1}`,
    amount: 49_482,
    dueOn,
    madeOn: '2026-11-22',
  }));
  const planned = (payments: readonly PromisePayment[], today: string) => [
    ...promiseStatuses(plan, payments, terms, today).values(),
  ];

  it.each([
    [[pay(49_482, '2026-11-30')], '2026-12-01', ['kept', 'open', 'open']],
    [[pay(49_482, '2026-11-30')], '2027-01-10', ['kept', 'broken', 'open']],
    [[pay(60_000, '2026-11-30')], '2027-01-10', ['kept', 'partial', 'open']],
    [[pay(2 * 49_482, '2026-11-30')], '2026-12-01', ['kept', 'kept', 'open']],
    [[pay(49_482, '2026-12-20')], '2026-12-20', ['broken', 'kept', 'open']],
    // What came late is booked by its day: the money of November is the first instalment's.
    [[pay(49_482, '2026-12-20'), pay(49_482, '2026-11-30')], '2026-12-20', ['kept', 'kept', 'open']],
    [
      [pay(49_482, '2026-11-30', { id: 'p' }), pay(-49_482, '2027-01-02', { reverses: 'p' })],
      '2027-01-02',
      ['broken', 'open', 'open'],
    ],
    // 494.82, then 494.82 returned, then paid again: the money that stands keeps the instalment of its day.
    [
      [
        pay(49_482, '2026-11-30', { id: 'p' }),
        pay(49_482, '2027-01-02'),
        pay(-49_482, '2027-01-02', { reverses: 'p' }),
      ],
      '2027-01-02',
      ['broken', 'kept', 'open'],
    ],
  ] as const)('DM-70 with payments %j on %s a plan is %j', (payments, today, statuses) => {
    expect(planned(payments, today)).toEqual(statuses);
  });

  it('DM-38 the check day moves over weekends and holidays', () => {
    expect(checkOn('2026-11-27', 3)).toBe('2026-11-30');
    expect(checkOn('2026-12-22', 3)).toBe('2026-12-28');
    expect(checkOn('2026-12-04', 3, ['12-07'])).toBe('2026-12-09');
  });
});

describe('allocation of payments', () => {
  const position = (
    id: string,
    dueOn: string | null,
    parts: Partial<PositionResidual['residual']>,
  ): PositionResidual => ({
    id,
    dueOn,
    residual: { principal: 0, interest: 0, fees: 0, other: 0, ...parts },
  });
  const two = [
    position('b', '2026-09-18', { principal: 78_000, interest: 980, fees: 1_200 }),
    position('a', '2026-08-18', { principal: 78_000, interest: 1_420, fees: 1_200 }),
    position('z', null, { other: 500 }),
  ];

  it('DM-46 oldest position first, costs and interest before principal', () => {
    expect(allocatePayment(two, 81_000)).toEqual({
      lines: [
        { id: 'a', total: 80_620, principal: 78_000, interest: 1_420, fees: 1_200, other: 0 },
        { id: 'b', total: 380, principal: 0, interest: 0, fees: 380, other: 0 },
      ],
      allocated: 81_000,
      overpayment: 0,
    });
  });

  it('DM-46 the order of the components is data', () => {
    const [line] = allocatePayment(two, 78_000, ['principal', 'interest', 'fees', 'other']).lines;
    expect(line).toEqual({ id: 'a', total: 78_000, principal: 78_000, interest: 0, fees: 0, other: 0 });
  });

  it('DM-47 what is too much is reported, credits are left alone, nonsense is refused', () => {
    expect(allocatePayment(two, 200_000)).toMatchObject({ allocated: 161_300, overpayment: 38_700 });
    expect(allocatePayment([position('a', null, { principal: -100, fees: 50 })], 60)).toMatchObject({
      allocated: 50,
      overpayment: 10,
    });
    expect(allocatePayment([], 60)).toEqual({ lines: [], allocated: 0, overpayment: 60 });
    for (const amount of [0, -1, 0.5, Number.NaN]) expect(() => allocatePayment(two, amount)).toThrow(RangeError);
  });
});

describe('final class', () => {
  const base = { residual: 100_000, due: 100_000, collected: 0, planRunning: false };

  it.each([
    [{ residual: 0, collected: 100_000 }, 'positive', 'paid'],
    [{ residual: 500, collected: 99_500 }, 'positive', 'paid'],
    [{ residual: 501, collected: 99_499 }, 'partial', 'part-paid'],
    [{ residual: 400, due: 400 }, 'negative', 'not-worked'],
    [{ residual: 40_000, collected: 60_000, settlementAgreed: 60_000 }, 'positive', 'settled'],
    [{ residual: 41_000, collected: 59_000, settlementAgreed: 60_000 }, 'partial', 'part-paid'],
    [{ planRunning: true }, 'partial', 'plan-running'],
    [{ collected: 1, residual: 99_999 }, 'partial', 'part-paid'],
    [{ collected: -1, residual: 100_001, lastOutcome: 'PDP' }, 'negative', 'promise-open'],
    [{ lastOutcome: 'RIF' }, 'negative', 'refused'],
    [{ lastOutcome: 'NRI' }, 'negative', 'no-contact'],
    [{ lastOutcome: 'RIC' }, 'negative', 'not-paid'],
    [{ lastOutcome: 'XYZ' }, 'negative', 'not-paid'],
    [{ lastOutcome: 'PAG' }, 'negative', 'not-paid'],
  ] as const)('DM-48 %j is %s: %s', (more, expected, reason) => {
    expect(finalClass({ ...base, ...more })).toEqual({ class: expected, reason });
  });

  it('DM-48 every reason is for an outcome that exists', () => {
    const codes = DEFAULT_OUTCOMES.map(({ code }) => code);
    for (const code of Object.keys(NEGATIVE_REASONS)) expect(codes).toContain(code);
  });
});
