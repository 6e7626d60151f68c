import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Settlement } from '../../../src-shared/sync/payments.ts';
import type { Sql } from '../store/store.ts';
import { readSettlement } from '../work/promise-clock.ts';
import { type CaseFacts, readCase } from '../work/read-state.ts';
import type { Entrusted } from './balance.ts';

/** The case that money comes to, with all that decides what the money does. */
export type Subject = {
  readonly facts: CaseFacts;
  readonly creditorId: string;
  /** The day on which the creditor entrusted it. */
  readonly placedOn: string;
  readonly positions: readonly Entrusted[];
  /** As things stand before the booking. */
  readonly settlement: Settlement;
};

type Row = { creditor_id: string; placed_on: string; status: string; code: string } & Omit<Entrusted, 'id' | 'dueOn'>;
type Position = Omit<Entrusted, 'id' | 'dueOn'> & { no: number; due_on: string | null };

/**
 * The case as a booking finds it. `late`: a reversal, which banks send whether the mandate runs or not.
 * Errors: `payment-unknown-case` where no loaded case has the id; `mandate-closed`, unless `late`.
 */
export const readSubject = (sql: Sql, caseId: string, at: string, late = false): Subject => {
  const facts = readCase(sql, caseId);
  const settlement = readSettlement(sql, caseId, at);
  const row = sql.get<Row>(
    `SELECT c.creditor_id, c.placed_on, m.status, m.code, c.principal, c.interest, c.fees, c.other, c.total
     FROM cases c JOIN mandates m ON m.id = c.mandate_id WHERE c.id = ?`,
    caseId,
  );
  if (facts === undefined || settlement === undefined || row === undefined) {
    throw new AppError('payment-unknown-case', { params: { case: caseId } });
  }
  const final = row.status !== 'open';
  if (final && !late) throw new AppError('mandate-closed', { params: { mandate: row.code } });
  return {
    facts,
    settlement: final ? { ...settlement, final } : settlement,
    creditorId: row.creditor_id,
    placedOn: row.placed_on,
    positions: positionsOf(sql, caseId, row),
  };
};

/** A case without positions is one of its own. */
const positionsOf = (sql: Sql, caseId: string, row: Row): readonly Entrusted[] => {
  const positions = sql.all<Position>(
    'SELECT no, due_on, principal, interest, fees, other, total FROM positions WHERE case_id = ? ORDER BY no',
    caseId,
  );
  if (positions.length > 0) {
    return positions.map(({ no, due_on, ...rest }) => ({ ...rest, id: String(no), dueOn: due_on }));
  }
  const { principal, interest, fees, other, total } = row;
  return [{ id: '', dueOn: null, principal, interest, fees, other, total }];
};
