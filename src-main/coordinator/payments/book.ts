import type { PaymentEffect, PaymentInput } from '../../../src-shared/contract/payments.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { isCivilDate, todayIn } from '../../../src-shared/domain/civil-date.ts';
import { readWorkspace } from '../administration/workspace.ts';
import type { Context } from '../context.ts';
import { newId } from '../identity.ts';
import type { Sql, Tx } from '../store/store.ts';
import { applyCaseEvent } from '../work/case-events.ts';
import { doubtsOf, refuseDoubts } from './doubts.ts';
import { addLine } from './history-line.ts';
import { type Booking, settle } from './settle.ts';
import { PAYMENT_KEY, paymentKey, tidyReference } from './payment-id.ts';
import { readSubject, type Subject } from './subject.ts';

type Actor = { readonly id: string };

/** Today where the workspace is: no payment is later. */
export const todayOf = (context: Context): string =>
  todayIn(readWorkspace(context.store.sql).zone, context.clock.now());

/**
 * Books one payment in the caller's transaction.
 * Errors: `payment-unknown-case`, `mandate-closed`, `payment-bad-amount`, `payment-bad-date`, `payment-repeated`;
 * `payment-before-placement`, `payment-over-residual` where nobody accepted the doubt.
 */
export const bookPayment = (
  context: Context,
  tx: Tx,
  actor: Actor,
  input: PaymentInput,
  from: { readonly today: string; readonly fileId?: string },
): { readonly id: string; readonly effect: PaymentEffect } => {
  const at = context.clock.now();
  const subject = readSubject(tx, input.caseId, at);
  refuseWrong(tx, subject.creditorId, input, from.today);
  refuseDoubts(doubtsOf(subject, input), input.accepted);
  const id = newId(context.clock.ms());
  const reference = tidyReference(input.reference);
  const booking = settle(subject, { id, amount: input.amount, paidOn: input.paidOn });
  tx.run(
    `INSERT INTO payments (id, creditor_id, case_id, amount, paid_on, channel, reference, file_id, recorded_by,
     recorded_at, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    subject.creditorId,
    subject.facts.id,
    input.amount,
    input.paidOn,
    input.channel,
    reference,
    from.fileId ?? null,
    actor.id,
    at,
    context.store.nextSeq(tx),
  );
  const { amount, paidOn, channel } = input;
  addLine(context, tx, {
    caseId: subject.facts.id,
    kind: 'payment',
    userId: actor.id,
    params: { paymentId: id, amount, paidOn, channel, reference },
  });
  writeBooking(context, tx, actor, subject, booking);
  context.audit.record(tx, {
    userId: actor.id,
    action: 'payment.record',
    subject: id,
    caseId: subject.facts.id,
    detail: { amount, paidOn, channel, reference, ...(from.fileId === undefined ? {} : { fileId: from.fileId }) },
  });
  return { id, effect: { ...booking.effect, doubts: doubtsOf(subject, input) } };
};

/** What booking it would do. Reads only. Errors: as `bookPayment`. */
export const previewPayment = (context: Context, sql: Sql, input: PaymentInput): PaymentEffect => {
  const subject = readSubject(sql, input.caseId, context.clock.now());
  refuseWrong(sql, subject.creditorId, input, todayOf(context));
  const { effect } = settle(subject, { id: '', amount: input.amount, paidOn: input.paidOn });
  return { ...effect, doubts: doubtsOf(subject, input) };
};

const refuseWrong = (sql: Sql, creditorId: string, input: PaymentInput, today: string): void => {
  if (!Number.isSafeInteger(input.amount) || input.amount <= 0) throw new AppError('payment-bad-amount');
  if (!isCivilDate(input.paidOn) || input.paidOn > today) {
    throw new AppError('payment-bad-date', { params: { date: input.paidOn } });
  }
  const twin = sql.get(
    `SELECT 1 AS found FROM payments WHERE creditor_id = ? AND ${PAYMENT_KEY} = ?`,
    creditorId,
    paymentKey(tidyReference(input.reference)),
  );
  if (twin !== undefined) throw new AppError('payment-repeated', { params: { reference: input.reference } });
};

/**
 * Reverses a payment in the caller's transaction: its row stays, its money leaves the case. A direct debit can come back
 * months after it was paid (SEPA: eight weeks, thirteen months where it was not authorised): where the mandate is closed
 * by then, balance and promises follow the money, while the case's end and the return file stay as they were sent.
 * Errors: `not-found`, `payment-already-reversed`, `payment-bad-date`.
 */
export const reversePayment = (
  context: Context,
  tx: Tx,
  actor: Actor,
  paymentId: string,
  { reversedOn, reason }: { readonly reversedOn: string; readonly reason: string },
): PaymentEffect => {
  const payment = tx.get<{ case_id: string; amount: number; paid_on: string; reversed_on: string | null }>(
    'SELECT case_id, amount, paid_on, reversed_on FROM payments WHERE id = ?',
    paymentId,
  );
  if (payment === undefined) throw new AppError('not-found', { params: { payment: paymentId } });
  if (payment.reversed_on !== null) throw new AppError('payment-already-reversed');
  if (!isCivilDate(reversedOn) || reversedOn > todayOf(context) || reversedOn < payment.paid_on) {
    throw new AppError('payment-bad-date', { params: { date: reversedOn } });
  }
  const at = context.clock.now();
  const subject = readSubject(tx, payment.case_id, at, true);
  const { amount } = payment;
  const booking = settle(subject, { amount: -amount, paidOn: reversedOn, reverses: paymentId });
  tx.run(
    `UPDATE payments SET reversed_on = ?, reversed_by = ?, reversed_at = ?, reversed_seq = ?, reversal_reason = ?
     WHERE id = ?`,
    reversedOn,
    actor.id,
    at,
    context.store.nextSeq(tx),
    reason,
    paymentId,
  );
  addLine(context, tx, {
    caseId: subject.facts.id,
    kind: 'payment-reversal',
    userId: actor.id,
    text: reason,
    params: { paymentId, amount, reversedOn },
  });
  writeBooking(context, tx, actor, subject, booking);
  context.audit.record(tx, {
    userId: actor.id,
    action: 'payment.reverse',
    subject: paymentId,
    caseId: subject.facts.id,
    detail: { amount, reversedOn, reason, ...(subject.settlement.final === true ? { afterClosing: true } : {}) },
  });
  return booking.effect;
};

/** Balances, positions, then the state with its promises; the debtor's other cases travel too: they show its residual. */
const writeBooking = (context: Context, tx: Tx, actor: Actor, subject: Subject, booking: Booking): void => {
  const { id } = subject.facts;
  tx.run('UPDATE cases SET paid = ? WHERE id = ?', booking.paid, id);
  for (const position of subject.positions) {
    const part = booking.balance.byPosition.get(position.id) ?? 0;
    tx.run('UPDATE positions SET paid = ? WHERE case_id = ? AND no = ?', part, id, Number(position.id));
  }
  applyCaseEvent(context, tx, id, actor.id, { kind: 'payment', settlement: booking.settlement });
  const siblings = tx.all<{ id: string }>(
    'SELECT id FROM cases WHERE party_id = ? AND id <> ? AND assigned_to IS NOT NULL',
    subject.facts.partyId,
    id,
  );
  for (const sibling of siblings) context.feed.touchCase(tx, sibling.id);
};
