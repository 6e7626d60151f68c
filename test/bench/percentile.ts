import type { Row } from './bench.ts';

/** The value that so large a share of all do not exceed. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};

/** A row of 95th percentiles in milliseconds. */
export const rowOf = (measured: {
  readonly what: string;
  readonly times: readonly number[];
  readonly bare: readonly [string, readonly number[]];
  readonly budget: NonNullable<Row['budget']>;
}): Row => ({
  what: measured.what,
  value: percentile(measured.times, 0.95),
  unit: 'ms',
  budget: measured.budget,
  baseline: { what: measured.bare[0], value: percentile(measured.bare[1], 0.95) },
  note: `half ${percentile(measured.times, 0.5).toFixed(1)} ms of ${measured.times.length}`,
});
