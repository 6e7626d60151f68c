import type { Operation } from '../../../src-shared/contract/operations.ts';
import { civilDateAt } from '../../../src-shared/domain/civil-date.ts';
import { type Commitment, commitmentProblem } from '../../../src-shared/domain/commitment.ts';
import { instantOf, type Withheld } from '../../../src-shared/sync/fold.ts';
import type { Sql } from '../store/store.ts';
import type { CaseFacts } from './read-state.ts';

/**
 * Why the effect of an operation waits for a leader, whatever the workstation let through: it binds to what is not owed,
 * to a day that cannot be, or it was said when the mandate had ended. Judged by what stands when it arrives.
 */
export const withheldReason = (
  sql: Sql,
  op: Operation,
  found: Pick<CaseFacts, 'id' | 'zone' | 'state'>,
): Withheld | undefined => {
  const said = commitmentOf(op);
  if (said === null || found.state.closed !== null) return undefined;
  const row = sql.get<{ residual: number; ends_on: string }>(
    'SELECT c.total - c.paid AS residual, m.ends_on FROM cases c JOIN mandates m ON m.id = c.mandate_id WHERE c.id = ?',
    found.id,
  );
  if (row === undefined) return undefined;
  const today = civilDateAt(instantOf(op), found.zone);
  if (today > row.ends_on) return 'mandate-ended';
  return commitmentProblem(said, { residual: row.residual, today, endsOn: row.ends_on }) ?? undefined;
};

/** What it binds to; null for what changes no next step. */
const commitmentOf = (op: Operation): Commitment | null => {
  if (op.kind === 'reschedule') return { callback: op.body };
  if (op.kind !== 'outcome') return null;
  const { promise, plan, callback } = op.body;
  return { promise, plan, callback };
};
