import { describe, expect, it } from 'vitest';
import { curveRows, hourlyRates, recoveryOf, shareTicks } from '../../../src-renderer/leader/board/series.ts';
import type { BatchCurve, HourSums, WorkSums } from '../../../src-shared/contract/board.ts';

const work = (attempts: number, rightParty: number): WorkSums => ({ attempts, contacts: 0, rightParty, promises: 0 });
const hour = (at: number, today: WorkSums, before: WorkSums = work(0, 0)): HourSums => ({ hour: at, today, before });
const curve = (entrusted: number, ...points: readonly (readonly [number, number])[]): BatchCurve => ({
  id: 'b',
  name: 'b',
  creditor: 'k',
  mandateId: 'm',
  placedOn: '2026-11-01',
  entrusted,
  points: points.map(([day, collected]) => ({ day, collected })),
});

describe('the board’s pictures', () => {
  it('BO-03 hours without calls between others stay as gaps, those around are left out', () => {
    const rows = hourlyRates([hour(7, work(0, 0)), hour(9, work(10, 4)), hour(11, work(0, 0), work(4, 1))]);
    expect(rows.map(({ hour: at, today, before }) => [at, today, before])).toEqual([
      [9, 0.4, null],
      [10, null, null],
      [11, null, 0.25],
    ]);
    expect(hourlyRates([hour(9, work(0, 0))])).toEqual([]);
  });

  it('BO-06 a curve holds its level between payments and ends with its last day', () => {
    const rows = curveRows([curve(1_000, [0, 0], [3, 250], [5, 200]), curve(2_000, [0, 0], [4, 500], [9, 500])]);
    expect(rows.map((row) => [row['day'], row['b0'], row['b1']])).toEqual([
      [0, 0, 0],
      [3, 0.25, 0],
      [4, 0.25, 0.25],
      [5, 0.2, 0.25],
      [9, null, 0.25],
    ]);
  });

  it('BO-06 nothing entrusted has no rate', () => {
    expect(recoveryOf(curve(0, [0, 0]))).toBeNull();
    expect(curveRows([curve(0, [0, 0])])).toEqual([{ day: 0, b0: null }]);
  });

  it.each([
    [[0.31], [0, 0.1, 0.2, 0.3, 0.4]],
    [
      [0.04, null],
      [0, 0.01, 0.02, 0.03, 0.04],
    ],
    [[], [0, 0.005, 0.01]],
    [[0.3], [0, 0.1, 0.2, 0.3]],
    [[1], [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [[1.7], [0, 1, 2]],
  ])('BO-06 the marks for %j are round and reach above it', (shares, ticks) => {
    expect(shareTicks(shares)).toEqual(ticks);
  });
});
