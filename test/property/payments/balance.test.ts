import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceOf, type Entrusted } from '../../../src-main/coordinator/payments/balance.ts';

const cents = fc.integer({ min: -20_000, max: 500_000 });
const positions = fc.array(
  fc
    .record({
      dueOn: fc.option(fc.constantFrom('2026-01-10', '2026-03-10', '2025-12-31'), { nil: null }),
      principal: cents,
      interest: cents,
      fees: cents,
      other: cents,
      rounding: fc.integer({ min: -5, max: 5 }),
    })
    .map(({ rounding, ...p }) => ({ ...p, total: p.principal + p.interest + p.fees + p.other + rounding })),
  { minLength: 1, maxLength: 8 },
);
const debts = positions.map((list) => list.map((p, i): Entrusted => ({ id: String(i), ...p })));
const owed = (list: readonly Entrusted[]): number => list.reduce((sum, p) => sum + Math.max(0, p.total), 0);

describe('balance', () => {
  it('PY-01 components and overpayment add up to what was paid, positions to what was counted', () => {
    fc.assert(
      fc.property(debts, fc.nat(3_000_000), (list, paid) => {
        const { split, byPosition, residual, overpaid } = balanceOf(list, paid);
        const { over, ...components } = split;
        const counted = Object.values(components).reduce((a, b) => a + b, 0);
        expect(counted + over).toBe(paid);
        expect([...byPosition.values()].reduce((a, b) => a + b, 0)).toBe(counted);
        expect(residual).toBe(owed(list) - counted);
        expect(overpaid).toBe(over);
        expect(over === 0 || residual === 0).toBe(true);
        expect(Math.min(residual, ...Object.values(split))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('PY-01 no position gets more than it owes, and a later one nothing before the earlier is paid', () => {
    fc.assert(
      fc.property(debts, fc.nat(3_000_000), (list, paid) => {
        const { byPosition } = balanceOf(list, paid);
        const order = list.toSorted((a, b) =>
          (a.dueOn ?? '9') < (b.dueOn ?? '9') ? -1 : (a.dueOn ?? '9') > (b.dueOn ?? '9') ? 1 : a.id < b.id ? -1 : 1,
        );
        const full = order.findIndex((p) => (byPosition.get(p.id) ?? 0) < Math.max(0, p.total));
        for (const [i, p] of order.entries()) {
          expect(byPosition.get(p.id) ?? 0).toBeLessThanOrEqual(Math.max(0, p.total));
          if (full >= 0 && i > full) expect(byPosition.get(p.id) ?? 0).toBe(0);
        }
      }),
    );
  });

  it('PY-02 more paid never takes from a component', () => {
    fc.assert(
      fc.property(debts, fc.nat(1_000_000), fc.nat(1_000_000), (list, paid, more) => {
        const before = balanceOf(list, paid).split;
        const after = balanceOf(list, paid + more).split;
        for (const key of ['principal', 'interest', 'fees', 'other', 'over'] as const) {
          expect(after[key]).toBeGreaterThanOrEqual(before[key]);
        }
      }),
    );
  });
});
