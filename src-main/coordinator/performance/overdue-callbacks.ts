import { OVERDUE_SHOWN, type OverdueCallback } from '../../../src-shared/contract/board.ts';
import type { CaseState } from '../../../src-shared/contract/entities.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import type { Sql } from '../store/store.ts';
import { scopeOf } from './scope.ts';

type Row = {
  id: string;
  batch_id: string;
  case_number: string;
  debtor: string;
  creditor: string;
  mandate: string;
  total: number;
  paid: number;
  next_at: string;
  state: string;
  operator: string;
};

/** Callbacks of the team's operators whose hour has passed, oldest first; as many as the board counts, up to the limit. */
export const listOverdueCallbacks = (sql: Sql, user: Pick<SessionUser, 'teamId'>, now: string): OverdueCallback[] => {
  const scope = scopeOf(sql, user, undefined);
  const { text, params } = scope.operatorOn('c.assigned_to');
  return sql
    .all<Row>(
      `SELECT c.id, c.batch_id, c.case_number, p.name AS debtor, k.name AS creditor, m.title AS mandate, c.total, c.paid, c.next_at,
       c.state, u.name AS operator FROM cases c JOIN parties p ON p.id = c.party_id
       JOIN creditors k ON k.id = c.creditor_id JOIN mandates m ON m.id = c.mandate_id JOIN users u ON u.id = c.assigned_to
       WHERE c.next_kind = 'callback' AND c.next_at < ? ${text} ORDER BY c.next_at LIMIT ${OVERDUE_SHOWN}`,
      now,
      ...params,
    )
    .filter(({ batch_id }) => scope.hasBatch(batch_id))
    .map((row) => ({
      caseId: row.id,
      caseNumber: row.case_number,
      debtor: row.debtor,
      creditor: row.creditor,
      mandate: row.mandate,
      residual: Math.max(0, row.total - row.paid),
      at: row.next_at,
      zone: (JSON.parse(row.state) as CaseState).next.zone,
      operator: row.operator,
    }));
};
