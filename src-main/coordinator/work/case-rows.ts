import type { CaseRow, CaseState, HistoryEntry, PaymentRow, Position } from '../../../src-shared/contract/entities.ts';
import type { Sql, SqlValue } from '../store/store.ts';

type CaseColumns = {
  id: string;
  case_number: string;
  creditor_id: string;
  mandate_id: string;
  batch_id: string;
  party_id: string;
  product: string;
  placed_on: string;
  ends_on: string;
  oldest_due_on: string | null;
  principal: number;
  interest: number;
  fees: number;
  other: number;
  total: number;
  paid: number;
  blocked: string | null;
  warnings: string;
  custom: string;
  assigned_to: string | null;
  state: string;
  batch_name: string;
  loaded_at: string | null;
};

/** `?, ?, …`: one text per number of ids, so pages of one size share a prepared statement. */
export const marks = (items: readonly unknown[]): string => items.map(() => '?').join(', ');

/** Rows of one query gathered by the case they belong to. */
const byCase = <R extends { case_id: string }>(
  sql: Sql,
  text: string,
  ids: readonly SqlValue[],
): ReadonlyMap<string, R[]> => Map.groupBy(sql.all<R>(text, ...ids), (row) => row.case_id);

type PositionColumns = {
  case_id: string;
  no: number;
  contract: string;
  product: string;
  due_on: string | null;
  principal: number;
  interest: number;
  fees: number;
  other: number;
  total: number;
  paid: number;
};

const positionOf = (row: PositionColumns): Position => ({
  id: `${row.case_id}.${row.no}`,
  contract: row.contract,
  product: row.product,
  dueOn: row.due_on,
  principal: row.principal,
  interest: row.interest,
  fees: row.fees,
  other: row.other,
  total: row.total,
  paid: row.paid,
  residual: row.total - row.paid,
});

type PaymentColumns = {
  case_id: string;
  id: string;
  amount: number;
  paid_on: string;
  channel: string;
  reference: string;
  reversed_on: string | null;
};

const paymentOf = (row: PaymentColumns): PaymentRow => ({
  id: row.id,
  amount: row.amount,
  paidOn: row.paid_on,
  channel: row.channel,
  reference: row.reference,
  reversedOn: row.reversed_on,
});

type ActivityColumns = {
  case_id: string;
  id: string;
  at: string;
  kind: HistoryEntry['kind'];
  by: string | null;
  code: string | null;
  text: string;
  params: string;
  disposition: HistoryEntry['disposition'];
};

export const historyOf = (row: ActivityColumns): HistoryEntry => ({
  id: row.id,
  at: row.at,
  kind: row.kind,
  by: row.by ?? '',
  code: row.code,
  text: row.text,
  params: JSON.parse(row.params) as HistoryEntry['params'],
  disposition: row.disposition,
});

/** Where every case's history begins. It follows from the batch: a million rows that all say the same are not kept. */
const placementOf = (row: CaseColumns): HistoryEntry => ({
  id: `${row.id}.placement`,
  at: row.loaded_at ?? `${row.placed_on}T00:00:00.000Z`,
  kind: 'placement',
  by: '',
  code: null,
  text: '',
  params: { batch: row.batch_name, placedOn: row.placed_on, amount: row.total },
  disposition: 'applied',
});

/**
 * Case rows as they travel, for many cases with a few queries. Cases that are not there, or whose batch is not loaded,
 * are missing from the answer. `reader` decides which siblings are “mine”.
 */
export const readCaseRows = (sql: Sql, caseIds: readonly string[], reader: string): ReadonlyMap<string, CaseRow> => {
  if (caseIds.length === 0) return new Map();
  const ids = marks(caseIds);
  const cases = sql.all<CaseColumns>(
    `SELECT c.*, b.name AS batch_name, b.loaded_at FROM cases c
     JOIN batches b ON b.id = c.batch_id AND b.status = 'loaded' WHERE c.id IN (${ids})`,
    ...caseIds,
  );
  const positions = byCase<PositionColumns>(
    sql,
    `SELECT * FROM positions WHERE case_id IN (${ids}) ORDER BY case_id, no`,
    caseIds,
  );
  const parties = byCase<{ case_id: string; party_id: string; role: CaseRow['parties'][number]['role']; name: string }>(
    sql,
    `SELECT cp.case_id, cp.party_id, cp.role, p.name FROM case_parties cp JOIN parties p ON p.id = cp.party_id
     WHERE cp.case_id IN (${ids}) ORDER BY cp.case_id, cp.role, cp.party_id`,
    caseIds,
  );
  const siblings = byCase<{ case_id: string; id: string; case_number: string; residual: number; mine: number }>(
    sql,
    `SELECT c.id AS case_id, s.id, s.case_number, s.total - s.paid AS residual,
     CASE WHEN s.assigned_to = ? THEN 1 ELSE 0 END AS mine
     FROM cases c JOIN cases s ON s.party_id = c.party_id AND s.id <> c.id
     JOIN batches b ON b.id = s.batch_id AND b.status = 'loaded' WHERE c.id IN (${ids}) ORDER BY c.id, s.case_number`,
    [reader, ...caseIds],
  );
  const payments = byCase<PaymentColumns>(
    sql,
    `SELECT case_id, id, amount, paid_on, channel, reference, reversed_on FROM payments WHERE case_id IN (${ids})
     ORDER BY case_id, seq`,
    caseIds,
  );
  const history = byCase<ActivityColumns>(
    sql,
    `SELECT a.case_id, a.id, a.at, a.kind, u.name AS by, a.code, a.text, a.params, a.disposition FROM activities a
     LEFT JOIN users u ON u.id = a.user_id WHERE a.case_id IN (${ids}) ORDER BY a.case_id, a.seq DESC`,
    caseIds,
  );
  const rowOf = (row: CaseColumns): CaseRow => ({
    id: row.id,
    caseNumber: row.case_number,
    creditorId: row.creditor_id,
    mandateId: row.mandate_id,
    batchId: row.batch_id,
    partyId: row.party_id,
    product: row.product,
    currency: 'EUR',
    amounts: {
      principal: row.principal,
      interest: row.interest,
      fees: row.fees,
      other: row.other,
      total: row.total,
      paid: row.paid,
      residual: row.total - row.paid,
    },
    placedOn: row.placed_on,
    endsOn: row.ends_on,
    oldestDueOn: row.oldest_due_on,
    positions: (positions.get(row.id) ?? []).map(positionOf),
    parties: (parties.get(row.id) ?? []).map(({ party_id, role, name }) => ({ partyId: party_id, role, name })),
    siblings: (siblings.get(row.id) ?? []).map(({ id, case_number, residual, mine }) => ({
      caseId: id,
      caseNumber: case_number,
      residual,
      mine: mine === 1,
    })),
    blocked: row.blocked === null ? null : (JSON.parse(row.blocked) as CaseRow['blocked']),
    warnings: JSON.parse(row.warnings) as CaseRow['warnings'],
    custom: JSON.parse(row.custom) as CaseRow['custom'],
    assignedTo: row.assigned_to,
    payments: (payments.get(row.id) ?? []).map(paymentOf),
    history: [...(history.get(row.id) ?? []).map(historyOf), placementOf(row)],
    state: JSON.parse(row.state) as CaseState,
  });
  return new Map(cases.map((row) => [row.id, rowOf(row)]));
};
