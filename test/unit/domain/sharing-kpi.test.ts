import { describe, expect, it } from 'vitest';
import {
  contactRate,
  intensity,
  keptRate,
  penetration,
  promiseRate,
  recoveredCases,
  recoveryRate,
  rightPartyRate,
} from '../../../src-shared/domain/kpi.ts';
import { shareCases } from '../../../src-shared/domain/sharing.ts';

const nobody = { count: 0, value: 0 };

describe('sharing', () => {
  const units = [
    { partyId: 'p1', cases: [{ id: 'c1', value: 900 }] },
    {
      partyId: 'p2',
      cases: [
        { id: 'c2', value: 100 },
        { id: 'c3', value: 100 },
      ],
    },
    { partyId: 'p3', cases: [{ id: 'c4', value: 100 }] },
    { partyId: 'p4', cases: [{ id: 'c5', value: 600 }] },
  ];
  const two = [
    { id: 'anna', load: nobody },
    { id: 'bruno', load: nobody },
  ];

  it('DM-49 by number and by value, one debtor to one operator', () => {
    expect(shareCases(units, two, 'number')).toEqual(
      new Map([
        ['anna', ['c2', 'c3', 'c4']],
        ['bruno', ['c1', 'c5']],
      ]),
    );
    expect(shareCases(units, two, 'value')).toEqual(
      new Map([
        ['anna', ['c1']],
        ['bruno', ['c5', 'c2', 'c3', 'c4']],
      ]),
    );
  });

  it('DM-50 what an operator already has counts, and so does the debtor he already works', () => {
    const busy = [
      { id: 'anna', load: { count: 100, value: 0 } },
      { id: 'bruno', load: nobody },
    ];
    expect(shareCases(units, busy, 'number').get('anna')).toEqual([]);
    const held = units.map((unit) => (unit.partyId === 'p3' ? { ...unit, holder: 'anna' } : unit));
    expect(shareCases(held, busy, 'number').get('anna')).toEqual(['c4']);
    const gone = units.map((unit) => ({ ...unit, holder: 'who left' }));
    expect(shareCases(gone, busy, 'number').get('bruno')).toHaveLength(5);
    expect(() => shareCases(units, [], 'number')).toThrow(RangeError);
  });
});

describe('rates', () => {
  it('DM-51 are ratios of sums, never means of ratios', () => {
    const rows = [
      { entrusted: 1_000_000, collected: 100_000 },
      { entrusted: 10_000, collected: 10_000 },
    ];
    expect(recoveryRate(rows)).toEqual({ value: 110_000 / 1_010_000, numerator: 110_000, denominator: 1_010_000 });
    expect(recoveredCases([...rows, { entrusted: 1, collected: 0 }])).toEqual({
      value: 2 / 3,
      numerator: 2,
      denominator: 3,
    });
  });

  it('DM-51 can be capped at what was entrusted', () => {
    const rows = [{ entrusted: 100, collected: 150 }];
    expect(recoveryRate(rows).value).toBe(1.5);
    expect(recoveryRate(rows, { capped: true }).value).toBe(1);
  });

  it('DM-52 show their denominator, and are nothing without one', () => {
    const work = [
      { attempts: 30, contacts: 12, rightParty: 6, promises: 3 },
      { attempts: 10, contacts: 0, rightParty: 0, promises: 0 },
    ];
    expect(contactRate(work)).toEqual({ value: 0.3, numerator: 12, denominator: 40 });
    expect(rightPartyRate(work, 'attempts')).toEqual({ value: 0.15, numerator: 6, denominator: 40 });
    expect(rightPartyRate(work, 'contacts')).toEqual({ value: 0.5, numerator: 6, denominator: 12 });
    expect(promiseRate(work)).toEqual({ value: 0.5, numerator: 3, denominator: 6 });
    expect(promiseRate([])).toEqual({ value: null, numerator: 0, denominator: 0 });
    expect(penetration([{ attempts: 0 }, { attempts: 3 }])).toEqual({ value: 0.5, numerator: 1, denominator: 2 });
    expect(intensity([{ attempts: 0 }, { attempts: 3 }])).toEqual({ value: 1.5, numerator: 3, denominator: 2 });
  });

  it('DM-52 promises that are not due yet are on neither side', () => {
    const statuses = ['open', 'kept', 'partial', 'broken', 'cancelled'] as const;
    expect(keptRate(statuses.map((status) => ({ status })))).toEqual({ value: 1 / 3, numerator: 1, denominator: 3 });
  });
});
