import type { PromiseRow } from '../contract/entities.ts';
import type { Operation } from '../contract/operations.ts';
import { addDays, civilDate, type CivilDate } from '../domain/civil-date.ts';
import { checkOn, DEFAULT_PROMISE_TERMS } from '../domain/promise.ts';
import { instantOf, type FoldContext } from './work.ts';

/** The days of grace by which promises of this case are looked at. */
export const graceOf = ({ graceDays }: Pick<FoldContext, 'graceDays'>): number =>
  graceDays ?? DEFAULT_PROMISE_TERMS.graceDays;

/**
 * The promises that an outcome makes: one, or one for each instalment of a plan. They are looked at by the mandate's
 * grace, whatever day the workstation reckoned.
 */
export function promisesMade(op: Operation<'outcome'>, context: Pick<FoldContext, 'graceDays'>): readonly PromiseRow[] {
  const { promise, plan } = op.body;
  const madeAt = instantOf(op);
  const single: readonly PromiseRow[] =
    promise === null
      ? []
      : [{ id: op.opId, ...promise, checkOn: checkOn(promise.dueOn, graceOf(context)), madeAt, status: 'open' }];
  if (plan === null) return single;
  const instalments = Array.from({ length: plan.instalments }, (_, n): PromiseRow => {
    const dueOn = addMonths(plan.firstOn, n);
    return {
      id: `${op.opId}.${n + 1}`,
      amount: plan.amount,
      dueOn,
      method: 'plan',
      checkOn: checkOn(dueOn, graceOf(context)),
      madeAt,
      status: 'open',
    };
  });
  return [...single, ...instalments];
}

/** The same day `months` later, or the last day of a shorter month. */
function addMonths(date: CivilDate, months: number): CivilDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const index = year * 12 + month - 1 + months;
  const [y, m] = [Math.floor(index / 12), (index % 12) + 1];
  for (let d = day; d > 27; d -= 1) {
    const found = civilDate(y, m, d);
    if (found !== null) return found;
  }
  return civilDate(y, m, day) ?? addDays(date, 30 * months);
}
