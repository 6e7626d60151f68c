import type { PullAnswer } from '../../../src-shared/contract/sync.ts';
import type { LogRow } from './oplog.ts';
import type { Sql } from '../store/store.ts';

const SHOWN_DAYS = 7;
const SHOWN_MAX = 200;

/** An operator's operations that did not simply apply: undecided, or decided in the last days. For his screen. */
export const readDecisions = (sql: Sql, userId: string, nowMs: number): PullAnswer['decisions'] => {
  const since = new Date(nowMs - SHOWN_DAYS * 86_400_000).toISOString();
  const rows = sql.all<Pick<LogRow, 'op_id' | 'case_id' | 'disposition' | 'code'>>(
    `SELECT op_id, case_id, disposition, code FROM oplog
     WHERE operator_id = ? AND disposition <> 'applied' AND case_id <> '' AND (decided_at IS NULL OR decided_at > ?)
     ORDER BY seq DESC LIMIT ${SHOWN_MAX}`,
    userId,
    since,
  );
  return rows.map(({ op_id, case_id, disposition, code }) => ({
    opId: op_id,
    caseId: case_id,
    disposition: { kind: disposition, code },
  }));
};
