import { describe, expect, it } from 'vitest';
import type { AssignmentMandate, Standing } from '../../../src-shared/contract/assignment.ts';
import { asQuery, narrowings, NO_FILTER } from '../../../src-renderer/leader/assignment/filter.ts';
import { standingOf } from '../../../src-renderer/leader/assignment/standing.ts';

const standing = (cases: number): Standing => {
  const none = { cases: 0, residual: 0 };
  const pile = { cases, residual: cases * 100 };
  return { all: pile, unassigned: pile, assigned: none, blocked: none, elsewhere: none, worked: cases };
};
const mandate = (id: string, batches: readonly (readonly [string, number])[]): AssignmentMandate => ({
  id,
  code: id,
  title: id,
  creditor: 'Banca Levante',
  endsOn: '2027-01-31',
  standing: standing(batches.reduce((sum, [, cases]) => sum + cases, 0)),
  batches: batches.map(([batch, cases]) => ({ id: batch, name: batch, loadedAt: null, standing: standing(cases) })),
});

describe('the filter bar', () => {
  it('AS-08 asks only for what narrows, and not for what is half typed', () => {
    expect(asQuery(NO_FILTER)).toEqual({ standing: 'unassigned' });
    const typed = { ...NO_FILTER, standing: 'all' as const, province: 'M', postalCode: '20a', text: '  ', from: 0 };
    expect(asQuery(typed)).toEqual({ residualFrom: 0 });
    expect(asQuery({ ...typed, province: 'mi', postalCode: '201', text: ' rossi ' })).toEqual({
      residualFrom: 0,
      province: 'MI',
      postalCode: '201',
      text: 'rossi',
    });
    expect(narrowings(NO_FILTER)).toBe(0);
    expect(narrowings(typed)).toBe(4);
  });

  it('AS-06 the numbers above the list are those of the chosen batch, mandate, or of all', () => {
    const mandates = [mandate('m1', [['b1', 3], ['b2', 4]]), mandate('m2', [['b3', 5]])]; // prettier-ignore
    const cases = (mandateId: string | null, batchId: string | null): number =>
      standingOf(mandates, { mandateId, batchId }).all.cases;
    expect([cases(null, null), cases('m1', null), cases('m1', 'b2'), cases('m9', null)]).toEqual([12, 7, 4, 0]);
    expect(standingOf(mandates, { mandateId: null, batchId: null }).worked).toBe(12);
  });
});
