import { civilDateAt, type CivilDate } from './civil-date.ts';
import type { Cents } from './money.ts';
import { instalmentsOf, lastDueOn, type Plan } from './plan.ts';

/** What an outcome binds the debtor and the office to. */
export type Commitment = {
  readonly promise?: { readonly amount: Cents; readonly dueOn: CivilDate } | null;
  readonly plan?: Plan | null;
  readonly callback?: { readonly at: string; readonly zone: string } | null;
};

type CommitmentFacts = {
  /** Cents still owed. */
  readonly residual: Cents;
  /** The day on which it was said, where the debtor lives. */
  readonly today: CivilDate;
  /** The mandate's last day: after it nobody may call, ask or collect. */
  readonly endsOn: CivilDate;
};

export type CommitmentProblem = 'more-than-owed' | 'not-what-is-owed' | 'in-the-past' | 'after-mandate';

/**
 * Why a promise, a plan or a callback cannot stand as it was said, or null. A promise is of what is owed at most, a plan
 * of exactly that; nothing is agreed for yesterday nor for a day after the mandate.
 */
export function commitmentProblem(
  { promise = null, plan = null, callback = null }: Commitment,
  { residual, today, endsOn }: CommitmentFacts,
): CommitmentProblem | null {
  const days = [
    ...(promise === null ? [] : [promise.dueOn]),
    ...(plan === null ? [] : [plan.firstOn, lastDueOn(plan)]),
    ...(callback === null ? [] : [civilDateAt(callback.at, callback.zone)]),
  ];
  if (promise !== null && promise.amount > residual) return 'more-than-owed';
  if (plan !== null && instalmentsOf(plan).reduce((sum, { amount }) => sum + amount, 0) !== residual) {
    return 'not-what-is-owed';
  }
  if (days.some((day) => day < today)) return 'in-the-past';
  return days.some((day) => day > endsOn) ? 'after-mandate' : null;
}
