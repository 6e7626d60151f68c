import type { CaseState } from '../../../src-shared/contract/entities.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { DEFAULT_PROMISE_TERMS, type PromisePayment } from '../../../src-shared/domain/promise.ts';
import type { Sql } from '../store/store.ts';
import type { Entrusted } from './balance.ts';

/** The case that money comes to, with all that decides what the money does. */
export type Subject = {
  readonly id: string;
  readonly caseNumber: string;
  readonly creditorId: string;
  readonly partyId: string;
  /** The debtor's zone. */
  readonly zone: string;
  readonly state: CaseState;
  readonly positions: readonly Entrusted[];
  /** Booked payments, a reversal as a negative one. */
  readonly payments: readonly PromisePayment[];
  readonly terms: { readonly graceDays: number; readonly thresholdPercent: number };
};

type Row = {
  id: string;
  case_number: string;
  creditor_id: string;
  party_id: string;
  zone: string;
  state: string;
  status: string;
  code: string;
  terms: string;
  principal: number;
  interest: number;
  fees: number;
  other: number;
  total: number;
};
type Position = Omit<Entrusted, 'id' | 'dueOn'> & { no: number; due_on: string | null };

/** Errors: `payment-unknown-case` where no loaded case has the id; `mandate-closed`. */
export const readSubject = (sql: Sql, caseId: string): Subject => {
  const row = sql.get<Row>(
    `SELECT c.id, c.case_number, c.creditor_id, c.party_id, p.zone, c.state, m.status, m.code, m.terms,
       c.principal, c.interest, c.fees, c.other, c.total
     FROM cases c JOIN parties p ON p.id = c.party_id JOIN mandates m ON m.id = c.mandate_id
     JOIN batches b ON b.id = c.batch_id AND b.status = 'loaded' WHERE c.id = ?`,
    caseId,
  );
  if (row === undefined) throw new AppError('payment-unknown-case', { params: { case: caseId } });
  if (row.status !== 'open') throw new AppError('mandate-closed', { params: { mandate: row.code } });
  return {
    id: row.id,
    caseNumber: row.case_number,
    creditorId: row.creditor_id,
    partyId: row.party_id,
    zone: row.zone,
    state: JSON.parse(row.state) as CaseState,
    positions: positionsOf(sql, row),
    payments: paymentsOf(sql, caseId),
    terms: termsOf(row.terms),
  };
};

/** A case without positions is one of its own. */
const positionsOf = (sql: Sql, row: Row): readonly Entrusted[] => {
  const positions = sql.all<Position>(
    'SELECT no, due_on, principal, interest, fees, other, total FROM positions WHERE case_id = ? ORDER BY no',
    row.id,
  );
  if (positions.length > 0)
    return positions.map(({ no, due_on, ...rest }) => ({ ...rest, id: String(no), dueOn: due_on }));
  const { principal, interest, fees, other, total } = row;
  return [{ id: '', dueOn: null, principal, interest, fees, other, total }];
};

type Payment = { id: string; amount: number; paid_on: string; reversed_on: string | null };

/** In the order in which they were booked. */
const paymentsOf = (sql: Sql, caseId: string): readonly PromisePayment[] =>
  sql
    .all<Payment>('SELECT id, amount, paid_on, reversed_on FROM payments WHERE case_id = ? ORDER BY seq', caseId)
    .flatMap(({ id, amount, paid_on, reversed_on }) => [
      { id, amount, paidOn: paid_on },
      ...(reversed_on === null ? [] : [{ amount: -amount, paidOn: reversed_on, reverses: id }]),
    ]);

/** What counts as kept is the mandate's, with the trade's usual where it says nothing. */
const termsOf = (text: string): Subject['terms'] => {
  const terms = JSON.parse(text) as { promiseGraceDays?: number; promiseThresholdPercent?: number };
  return {
    graceDays: terms.promiseGraceDays ?? DEFAULT_PROMISE_TERMS.graceDays,
    thresholdPercent: terms.promiseThresholdPercent ?? DEFAULT_PROMISE_TERMS.thresholdPercent,
  };
};
