import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealCases, type HeldCase } from '../../../src-main/coordinator/assignment/deal.ts';
import type { SelectedCase } from '../../../src-main/coordinator/assignment/selection.ts';
import type { Operator } from '../../../src-main/coordinator/assignment/team.ts';

const operator = (n: number, disabled = false): Operator => ({
  id: `o${n}`,
  name: `Operator ${n}`,
  team: null,
  disabled,
});

const situation = fc
  .record({
    cases: fc.array(fc.record({ party: fc.nat(15), residual: fc.nat(500_000) }), { minLength: 1, maxLength: 60 }),
    held: fc.array(fc.record({ party: fc.nat(15), operator: fc.nat(5), residual: fc.nat(500_000) }), { maxLength: 20 }),
    chosen: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 6 }),
    disabled: fc.option(fc.nat(5), { nil: null }),
    by: fc.constantFrom('number', 'value'),
    countHeld: fc.boolean(),
  })
  .map(({ cases, held, chosen, disabled, by, countHeld }) => ({
    cases: cases.map(({ party, residual }, i): SelectedCase => ({
      id: `c${i}`,
      partyId: `p${party}`,
      residual,
      assignedTo: null,
      blocked: null,
      closed: false,
      worked: false,
    })),
    held: held.map((h): HeldCase => ({ partyId: `p${h.party}`, operatorId: `o${h.operator}`, residual: h.residual })),
    team: [0, 1, 2, 3, 4, 5].map((n) => operator(n, n === disabled && !chosen.includes(n))),
    chosen: chosen.map((n) => operator(n)),
    order: { by, countHeld } as const,
  }));

const deal = (s: typeof situation extends fc.Arbitrary<infer T> ? T : never) =>
  dealCases(s.cases, s.chosen, s.team, s.held, s.order);

describe('dealing cases', () => {
  it('AS-01 deals every case exactly once, and the plan’s sums are those of the cases', () => {
    fc.assert(
      fc.property(situation, (s) => {
        const { moves, plan } = deal(s);
        expect(moves.map(({ caseId }) => caseId).toSorted()).toEqual(s.cases.map(({ id }) => id).toSorted());
        const sum = (pick: (gets: { cases: number; residual: number }) => number): number =>
          plan.operators.reduce((total, { gets }) => total + pick(gets), 0);
        expect(sum((g) => g.cases)).toBe(s.cases.length);
        expect(sum((g) => g.residual)).toBe(s.cases.reduce((total, c) => total + c.residual, 0));
        expect(plan.total.cases).toBe(s.cases.length);
      }),
    );
  });

  it('AS-02 gives all cases of a debtor to one operator, and to the one who already has him', () => {
    fc.assert(
      fc.property(situation, (s) => {
        const { moves } = deal(s);
        const partyOf = new Map(s.cases.map(({ id, partyId }) => [id, partyId]));
        const working = new Set(s.team.filter(({ disabled }) => !disabled).map(({ id }) => id));
        for (const [party, of] of Map.groupBy(moves, ({ caseId }) => partyOf.get(caseId))) {
          const targets = new Set(of.map(({ to }) => to));
          expect(targets.size).toBe(1);
          const holders = s.held
            .filter((h) => h.partyId === party && working.has(h.operatorId))
            .map((h) => h.operatorId);
          if (holders.length > 0) expect(holders).toContain([...targets][0]);
        }
      }),
    );
  });

  it('AS-03 nobody who was not chosen, or cannot sign in, gets a case unless he has the debtor', () => {
    fc.assert(
      fc.property(situation, (s) => {
        const chosen = new Set(s.chosen.map(({ id }) => id));
        const disabled = new Set(s.team.filter((o) => o.disabled).map(({ id }) => id));
        const partyOf = new Map(s.cases.map(({ id, partyId }) => [id, partyId]));
        for (const { caseId, to } of deal(s).moves) {
          expect(disabled.has(to ?? '')).toBe(false);
          if (chosen.has(to ?? '')) continue;
          expect(s.held.some((h) => h.operatorId === to && h.partyId === partyOf.get(caseId))).toBe(true);
        }
      }),
    );
  });

  it('AS-04 is equal: without held debtors nobody is ahead by more than the heaviest debtor', () => {
    fc.assert(
      fc.property(situation, (s) => {
        const { plan } = deal({ ...s, held: [], order: { ...s.order, countHeld: false } });
        const weight = (h: { cases: number; residual: number }): number =>
          s.order.by === 'number' ? h.cases : h.residual;
        const debtors = Map.groupBy(s.cases, ({ partyId }) => partyId);
        const heaviest = Math.max(
          ...[...debtors.values()].map((of) =>
            weight({ cases: of.length, residual: of.reduce((n, c) => n + c.residual, 0) }),
          ),
        );
        const loads = plan.operators.map(({ gets }) => weight(gets));
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(heaviest);
      }),
    );
  });

  it('AS-05 the same cases in another order give the same plan', () => {
    fc.assert(
      fc.property(situation, (s) => {
        expect(deal({ ...s, cases: s.cases.toReversed() }).plan.fingerprint).toBe(deal(s).plan.fingerprint);
      }),
    );
  });
});
