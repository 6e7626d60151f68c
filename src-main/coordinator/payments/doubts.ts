import type { PaymentDoubt, PaymentInput } from '../../../src-shared/contract/payments.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Subject } from './subject.ts';

/**
 * What a person must say yes to before it is booked: money from before the placement is usually in the entrusted amount
 * already, and more than is owed is usually a slip of the keyboard. Both can be right.
 */
export const doubtsOf = (
  { placedOn, settlement }: Pick<Subject, 'placedOn' | 'settlement'>,
  { amount, paidOn }: Pick<PaymentInput, 'amount' | 'paidOn'>,
): PaymentDoubt[] => [
  ...(paidOn < placedOn ? ['before-placement' as const] : []),
  ...(amount > settlement.residual ? ['over-residual' as const] : []),
];

/** Errors: `payment-before-placement`, `payment-over-residual`, where nobody has said that it is right. */
export const refuseDoubts = (doubts: readonly PaymentDoubt[], accepted: readonly PaymentDoubt[] = []): void => {
  const [open] = doubts.filter((doubt) => !accepted.includes(doubt));
  if (open !== undefined) throw new AppError(`payment-${open}`);
};
