import type { BatchCurve, HourSums } from '../../../src-shared/contract/board.ts';
import { recoveryRate, rightPartyRate } from '../../../src-shared/domain/kpi.ts';

export type HourRow = {
  readonly hour: number;
  /** Shares, null where nobody called. */
  readonly today: number | null;
  readonly before: number | null;
  readonly reached: number;
  readonly calls: number;
};

/** From the first hour with calls to the last, without gaps; empty where nobody called at all. */
export const hourlyRates = (hours: readonly HourSums[]): readonly HourRow[] => {
  const called = hours.filter(({ today, before }) => today.attempts + before.attempts > 0);
  const first = called[0]?.hour;
  const last = called.at(-1)?.hour;
  if (first === undefined || last === undefined) return [];
  const byHour = new Map(called.map((hour) => [hour.hour, hour]));
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const hour = first + index;
    const sums = byHour.get(hour);
    return {
      hour,
      today: sums === undefined ? null : rightPartyRate([sums.today], 'attempts').value,
      before: sums === undefined ? null : rightPartyRate([sums.before], 'attempts').value,
      reached: sums?.today.rightParty ?? 0,
      calls: sums?.today.attempts ?? 0,
    };
  });
};

/** A batch among those of other creditors. */
export const nameOfBatch = ({ creditor, name }: BatchCurve): string => `${creditor} ${name}`;

/** Collected on entrusted at the last point of a curve, null where nothing was entrusted. */
export const recoveryOf = ({ entrusted, points }: BatchCurve): number | null =>
  recoveryRate([{ entrusted, collected: points.at(-1)?.collected ?? 0 }]).value;

/** One row per day on which any curve moves; `b<index>` is the share collected by that day, held until it moves again. */
export const curveRows = (curves: readonly BatchCurve[]): readonly Readonly<Record<string, number | null>>[] => {
  const days = [...new Set(curves.flatMap(({ points }) => points.map(({ day }) => day)))].sort((a, b) => a - b);
  return days.map((day) =>
    Object.fromEntries([
      ['day', day],
      ...curves.map((curve, index): [string, number | null] => [`b${index}`, shareAt(curve, day)]),
    ]),
  );
};

/** null after the curve's last day: a young batch does not go on level. */
const shareAt = ({ entrusted, points }: BatchCurve, day: number): number | null => {
  const last = points.at(-1);
  if (entrusted === 0 || last === undefined || day > last.day) return null;
  const upTo = points.filter((point) => point.day <= day).at(-1);
  return (upTo?.collected ?? 0) / entrusted;
};

const STEPS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25] as const;
const LINES = 5;

/** Round marks from zero to just above the largest share, at most five steps. */
export const shareTicks = (shares: Iterable<number | null>): readonly number[] => {
  const max = Math.max(0.01, ...[...shares].filter((share) => share !== null));
  const step = STEPS.find((size) => size * LINES >= max) ?? Math.ceil(max / LINES);
  // Counted in whole steps: 0.1 three times is not 0.3.
  return Array.from({ length: Math.ceil(max / step - 1e-9) + 1 }, (_, index) => Math.round(index * step * 1e6) / 1e6);
};
