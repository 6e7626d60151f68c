import type { PromiseRow } from '../contract/entities.ts';
import type { Operation } from '../contract/operations.ts';
import { instalmentsOf } from '../domain/plan.ts';
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
  const instalments = instalmentsOf(plan).map(({ amount, dueOn }, n): PromiseRow => ({
    id: `${op.opId}.${n + 1}`,
    amount,
    dueOn,
    method: 'plan',
    checkOn: checkOn(dueOn, graceOf(context)),
    madeAt,
    status: 'open',
  }));
  return [...single, ...instalments];
}
