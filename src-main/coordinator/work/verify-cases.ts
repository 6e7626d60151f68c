import type { CaseState } from '../../../src-shared/contract/entities.ts';
import { initialCaseState } from '../../../src-shared/sync/work.ts';
import type { Sql } from '../store/store.ts';
import { differenceOf } from './verify-difference.ts';

/** A case that somebody worked is never taken back, save in the very moment: then it is among those that are gone. */
const MISSING = `SELECT l.case_id AS id FROM (
    SELECT case_id FROM case_events
    UNION ALL SELECT case_id FROM oplog WHERE kind = 'outcome' AND disposition = 'applied' AND context_id IS NOT NULL
  ) l WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = l.case_id)
  AND NOT EXISTS (SELECT 1 FROM gone_cases g WHERE g.case_id = l.case_id) LIMIT 1`;

const LOADED = "FROM cases c JOIN batches b ON b.id = c.batch_id AND b.status = 'loaded'";

const WRONG_TOTAL = `SELECT c.case_number AS id, c.total, s.total AS owed ${LOADED}
  JOIN (SELECT case_id, sum(total) AS total FROM positions GROUP BY case_id) s ON s.case_id = c.id
  WHERE s.total <> c.total LIMIT 1`;

type Untouched = { readonly id: string; readonly number: string; readonly state: string };

/**
 * What holds of cases beyond those that a log tells of: one that a log tells of is there; what is owed is the sum of
 * the positions; and one that no log tells of (`isTold`) stands as it was placed.
 */
export const caseEnd = (sql: Sql, isTold: (caseId: string) => boolean): string | null => {
  const missing = sql.get<{ id: string }>(MISSING);
  if (missing !== undefined) return `case ${missing.id} is in the log and not in the tables`;
  const wrong = sql.get<{ id: string; total: number; owed: number }>(WRONG_TOTAL);
  if (wrong !== undefined) return `case ${wrong.id}: total is ${wrong.total}, and ${wrong.owed} by its positions`;
  for (const { id, number, state } of sql.iterate<Untouched>(
    `SELECT c.id, c.case_number AS number, c.state ${LOADED}`,
  )) {
    if (isTold(id)) continue;
    const now = JSON.parse(state) as CaseState;
    // When and where it waits for its first call is the placement's, which no other table repeats.
    const placed = initialCaseState({ zone: now.next.zone, at: now.next.at ?? '' });
    const found = differenceOf(now, placed, 'state');
    if (found !== null) return `case ${number} (${id}) has no log: ${found}`;
  }
  return null;
};
