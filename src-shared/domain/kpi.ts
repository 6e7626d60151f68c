import type { Cents } from './money.ts';

/** A rate with what it was made of, so that a screen can show its denominator. `value` is null where that is zero. */
export type Ratio = { readonly value: number | null; readonly numerator: number; readonly denominator: number };

/**
 * Ratio of sums, never a mean of ratios: two rates of different size must weigh as what they are made of (domain.md §5).
 */
export function ratioOfSums<Row>(
  rows: Iterable<Row>,
  numeratorOf: (row: Row) => number,
  denominatorOf: (row: Row) => number,
): Ratio {
  let numerator = 0;
  let denominator = 0;
  for (const row of rows) {
    numerator += numeratorOf(row);
    denominator += denominatorOf(row);
  }
  return { value: denominator === 0 ? null : numerator / denominator, numerator, denominator };
}

export type RecoveryRow = { readonly entrusted: Cents; readonly collected: Cents };

/** Collected on entrusted. With `capped` no case counts more than it was entrusted for ("IPR"). */
export function recoveryRate(rows: Iterable<RecoveryRow>, options: { readonly capped?: boolean } = {}): Ratio {
  const collected = ({ entrusted, collected: paid }: RecoveryRow): Cents =>
    options.capped === true ? Math.min(paid, entrusted) : paid;
  return ratioOfSums(rows, collected, ({ entrusted }) => entrusted);
}

/** Cases with something collected on cases entrusted ("IPM"). */
export function recoveredCases(rows: Iterable<RecoveryRow>): Ratio {
  return ratioOfSums(
    rows,
    ({ collected }) => (collected > 0 ? 1 : 0),
    () => 1,
  );
}

export type WorkRow = {
  /** Calls placed. */
  readonly attempts: number;
  /** Calls that reached a person, whoever it was. */
  readonly contacts: number;
  /** Calls that reached the right party. */
  readonly rightParty: number;
  readonly promises: number;
};

/** Calls that reached a person, on calls placed. */
export function contactRate(rows: Iterable<WorkRow>): Ratio {
  return ratioOfSums(
    rows,
    ({ contacts }) => contacts,
    ({ attempts }) => attempts,
  );
}

/** Right-party contacts on calls placed, or on contacts: two definitions are in use, so the caller names one. */
export function rightPartyRate(rows: Iterable<WorkRow>, on: 'attempts' | 'contacts'): Ratio {
  return ratioOfSums(
    rows,
    ({ rightParty }) => rightParty,
    (row) => row[on],
  );
}

/** Promises on right-party contacts. */
export function promiseRate(rows: Iterable<WorkRow>): Ratio {
  return ratioOfSums(
    rows,
    ({ promises }) => promises,
    ({ rightParty }) => rightParty,
  );
}

/** Promises kept on promises fallen due; open ones are not counted on either side. */
export function keptRate(
  promises: Iterable<{ readonly status: 'open' | 'kept' | 'partial' | 'broken' | 'cancelled' }>,
): Ratio {
  const due = (status: string): number => (status === 'kept' || status === 'partial' || status === 'broken' ? 1 : 0);
  return ratioOfSums(
    promises,
    ({ status }) => (status === 'kept' ? 1 : 0),
    ({ status }) => due(status),
  );
}

/** Cases touched at least once on cases entrusted. */
export function penetration(cases: Iterable<{ readonly attempts: number }>): Ratio {
  return ratioOfSums(
    cases,
    ({ attempts }) => (attempts > 0 ? 1 : 0),
    () => 1,
  );
}

/** Attempts per case entrusted. */
export function intensity(cases: Iterable<{ readonly attempts: number }>): Ratio {
  return ratioOfSums(
    cases,
    ({ attempts }) => attempts,
    () => 1,
  );
}
