import type { PaymentEffect } from '../../../src-shared/contract/payments.ts';
import type { PromisePayment } from '../../../src-shared/domain/promise.ts';
import { settlePayment, type Settled } from '../../../src-shared/sync/payments.ts';
import { balanceOf, type Balance } from './balance.ts';
import type { Subject } from './subject.ts';

/** What a payment or a reversal leaves behind. */
export type Settlement = {
  readonly paid: number;
  readonly balance: Balance;
  readonly settled: Settled;
  readonly effect: PaymentEffect;
};

/** The case after one more booking (`added`), which is in none of the subject's payments yet. Pure. */
export const settle = (subject: Subject, added: PromisePayment, at: string): Settlement => {
  const payments = [...subject.payments, added];
  const before = balanceOf(subject.positions, sumOf(subject.payments));
  const paid = sumOf(payments);
  const balance = balanceOf(subject.positions, paid);
  const { zone, terms } = subject;
  const settled = settlePayment(subject.state, { at, zone, residual: balance.residual, payments, terms });
  const split = {
    principal: balance.split.principal - before.split.principal,
    interest: balance.split.interest - before.split.interest,
    fees: balance.split.fees - before.split.fees,
    other: balance.split.other - before.split.other,
    over: balance.split.over - before.split.over,
  };
  return {
    paid,
    balance,
    settled,
    effect: {
      residualBefore: before.residual,
      residualAfter: balance.residual,
      overpaid: balance.overpaid,
      split,
      promisesKept: settled.changes.filter(({ to }) => to === 'kept').length,
      promisesReopened: settled.changes.filter(({ from }) => from === 'kept').length,
    },
  };
};

const sumOf = (payments: readonly PromisePayment[]): number => payments.reduce((sum, { amount }) => sum + amount, 0);
