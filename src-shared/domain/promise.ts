import { addDays, type CivilDate } from './civil-date.ts';
import { rollToWorkingDay } from './holidays.ts';
import type { Cents } from './money.ts';

/** What a mandate starts with: days after the due date, and the share of the amount that counts as kept. */
export const DEFAULT_PROMISE_TERMS = { graceDays: 3, thresholdPercent: 95 } as const;

/** What a promise says; `madeOn` is the day on which it was made, where the debtor lives. */
type Promised = {
  readonly id: string;
  readonly amount: Cents;
  readonly dueOn: CivilDate;
  readonly madeOn: CivilDate;
};

/** `thresholdPercent`: whole percent of the promised amount that counts as kept, 1-100. */
export type PromiseTerms = { readonly graceDays: number; readonly thresholdPercent: number };

/** A booked payment; a reversal is a negative one. `id` and `reverses` join the two where they are known. */
export type PromisePayment = {
  readonly amount: Cents;
  readonly paidOn: CivilDate;
  readonly id?: string;
  readonly reverses?: string;
};

export type PromiseStatus = 'open' | 'kept' | 'partial' | 'broken';

/** The day on which a promise is looked at: due date and grace, moved to a working day because banks book on those. */
export function checkOn(dueOn: CivilDate, graceDays: number, holidays: readonly string[] = []): CivilDate {
  return rollToWorkingDay(addDays(dueOn, graceDays), holidays);
}

/**
 * What became of a case's promises, from booked payments alone. Each cent counts for one promise: those of the earliest
 * due date are filled first, so that one instalment never keeps the whole plan. A payment counts from the day on which
 * a promise was made to its check day; a reversal takes its payment away whenever it comes, so a promise that was kept
 * can break later. Before the check day has passed, what is not kept is open.
 */
export function promiseStatuses(
  promises: readonly Promised[],
  payments: readonly PromisePayment[],
  terms: PromiseTerms,
  today: CivilDate,
  holidays: readonly string[] = [],
): ReadonlyMap<string, PromiseStatus> {
  const waiting = promises
    .map((promise) => ({ ...promise, last: checkOn(promise.dueOn, terms.graceDays, holidays), paid: 0 }))
    .toSorted((a, b) => compare(a.dueOn, b.dueOn) || compare(a.madeOn, b.madeOn) || compare(a.id, b.id));
  for (const { amount, paidOn } of standing(payments)) {
    let left = amount;
    for (const promise of waiting) {
      if (paidOn < promise.madeOn || paidOn > promise.last) continue;
      const part = Math.min(left, promise.amount - promise.paid);
      promise.paid += part;
      left -= part;
    }
  }
  return new Map(waiting.map((promise) => [promise.id, statusOf(promise, terms.thresholdPercent, today)]));
}

type Filled = Promised & { readonly last: CivilDate; readonly paid: Cents };

function statusOf({ amount, paid, last }: Filled, thresholdPercent: number, today: CivilDate): PromiseStatus {
  // Compared in whole numbers: a percentage of cents is not always whole.
  if (paid > 0 && paid * 100 >= amount * thresholdPercent) return 'kept';
  if (today <= last) return 'open';
  return paid > 0 ? 'partial' : 'broken';
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The payments less their reversals, in the order of their days. A reversal that names none takes from the latest. */
function standing(payments: readonly PromisePayment[]): readonly { amount: Cents; readonly paidOn: CivilDate }[] {
  const booked = payments
    .filter(({ amount }) => amount > 0)
    .map(({ id, amount, paidOn }) => ({ id, amount, paidOn }))
    .toSorted((a, b) => compare(a.paidOn, b.paidOn));
  for (const { amount, paidOn, reverses } of payments) {
    if (amount >= 0) continue;
    const from = booked.filter((one) => (reverses === undefined ? one.paidOn <= paidOn : one.id === reverses));
    let back = -amount;
    for (const one of from.toReversed()) {
      const part = Math.min(back, one.amount);
      one.amount -= part;
      back -= part;
    }
  }
  return booked;
}
