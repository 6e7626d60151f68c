import type { CaseState } from '../../../../src-shared/contract/entities.ts';
import type { Tx } from '../../store/store.ts';
import { changeOf, type Milestones, milestonesOf, NOT_YET } from './counting.ts';

type CaseRow = { batch_id: string; worked: number; paid: number; state: string };

/** Brings the milestones of these cases, and with them the sums of their batches, to what the rows say now. */
export const recountCases = (tx: Tx, caseIds: readonly string[]): void => {
  for (const caseId of caseIds) {
    const row = tx.get<CaseRow>('SELECT batch_id, worked, paid, state FROM cases WHERE id = ?', caseId);
    if (row === undefined) continue;
    const before = tx.get<Milestones>(
      'SELECT worked, reached, promised, paying FROM tally_cases WHERE case_id = ?',
      caseId,
    );
    write(tx, caseId, row.batch_id, before ?? NOT_YET, milestonesOf(factsOf(row)));
  }
};

const factsOf = ({ worked, paid, state }: CaseRow): Parameters<typeof milestonesOf>[0] => {
  const { conversations, promises, firstWorkedAt } = JSON.parse(state) as CaseState;
  return {
    worked: worked > 0 || firstWorkedAt !== null ? 1 : 0,
    paid,
    conversations,
    promises: promises.length,
  };
};

const write = (tx: Tx, caseId: string, batchId: string, before: Milestones, after: Milestones): void => {
  const { worked, reached, promised, paying } = changeOf(before, after);
  if (worked === 0 && reached === 0 && promised === 0 && paying === 0) return;
  tx.run(
    `INSERT INTO tally_cases (case_id, batch_id, worked, reached, promised, paying) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (case_id) DO UPDATE SET worked = excluded.worked, reached = excluded.reached,
     promised = excluded.promised, paying = excluded.paying`,
    caseId,
    batchId,
    after.worked,
    after.reached,
    after.promised,
    after.paying,
  );
  tx.run(
    `UPDATE tally_batches SET worked = worked + ?, reached = reached + ?, promised = promised + ?, paying = paying + ?
     WHERE batch_id = ?`,
    worked,
    reached,
    promised,
    paying,
    batchId,
  );
};
