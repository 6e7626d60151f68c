import { addDays, type CivilDate } from './civil-date.ts';
import { rollToWorkingDay } from './holidays.ts';
import type { Cents } from './money.ts';

/** What a mandate starts with: days after the due date, and the share of the amount that counts as kept. */
export const DEFAULT_PROMISE_TERMS = { graceDays: 3, thresholdPercent: 95 } as const;

export type PromiseTerms = {
  readonly amount: Cents;
  readonly dueOn: CivilDate;
  readonly graceDays: number;
  /** Whole percent of the promised amount, 1-100. */
  readonly thresholdPercent: number;
  readonly madeOn: CivilDate;
};

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
 * What became of a promise, from booked payments alone. Payments count from the day it was made to the check day;
 * reversals count whenever they come, so a promise that was kept can break later. Before the check day has passed,
 * what is not kept is open.
 */
export function promiseStatus(
  terms: PromiseTerms,
  payments: readonly PromisePayment[],
  today: CivilDate,
  holidays: readonly string[] = [],
): PromiseStatus {
  const last = checkOn(terms.dueOn, terms.graceDays, holidays);
  const paid = paidTowards(terms, payments, last);
  // Compared in whole numbers: a percentage of cents is not always whole.
  if (paid > 0 && paid * 100 >= terms.amount * terms.thresholdPercent) return 'kept';
  if (today <= last) return 'open';
  return paid > 0 ? 'partial' : 'broken';
}

function paidTowards(terms: PromiseTerms, payments: readonly PromisePayment[], last: CivilDate): Cents {
  const counts = ({ amount, paidOn }: PromisePayment): boolean =>
    amount > 0 && paidOn >= terms.madeOn && paidOn <= last;
  const counted = new Set(
    payments.flatMap((payment) => (counts(payment) && payment.id !== undefined ? [payment.id] : [])),
  );
  let paid = 0;
  for (const payment of payments) {
    if (counts(payment)) paid += payment.amount;
    else if (payment.amount >= 0) continue;
    else if (payment.reverses === undefined ? payment.paidOn >= terms.madeOn : counted.has(payment.reverses))
      paid += payment.amount;
  }
  return paid;
}
