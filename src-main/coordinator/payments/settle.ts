import type { PaymentEffect } from '../../../src-shared/contract/payments.ts';
import type { PromisePayment } from '../../../src-shared/domain/promise.ts';
import { settlePayment, type Settlement } from '../../../src-shared/sync/payments.ts';
import { type Balance, balanceOf } from './balance.ts';
import type { Subject } from './subject.ts';

/** What a payment or a reversal leaves behind. */
export type Booking = {
  readonly paid: number;
  readonly balance: Balance;
  /** As things stand after it: the coordinator's event on the case. */
  readonly settlement: Settlement;
  readonly effect: PaymentEffect;
};

/** The case after one more booking (`added`), which is in none of the subject's payments yet. Pure. */
export const settle = (subject: Subject, added: PromisePayment): Booking => {
  const { positions, facts } = subject;
  const payments = [...subject.settlement.payments, added];
  const before = balanceOf(positions, sumOf(subject.settlement.payments));
  const paid = sumOf(payments);
  const balance = balanceOf(positions, paid);
  const settlement = { ...subject.settlement, residual: balance.residual, payments };
  const { changes } = settlePayment(facts.state, settlement);
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
    settlement,
    effect: {
      residualBefore: before.residual,
      residualAfter: balance.residual,
      overpaid: balance.overpaid,
      split,
      promisesKept: changes.filter(({ to }) => to === 'kept').length,
      promisesReopened: changes.filter(({ from }) => from === 'kept').length,
      doubts: [],
    },
  };
};

const sumOf = (payments: readonly PromisePayment[]): number => payments.reduce((sum, { amount }) => sum + amount, 0);
