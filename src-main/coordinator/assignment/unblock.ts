import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Context } from '../context.ts';
import { addLine } from '../payments/history-line.ts';
import { chunksOf } from './chunks.ts';
import { teamOf } from './team.ts';

const CHUNK = 100;

/**
 * Lets blocked cases be assigned and worked, with the reason in their history and in the audit. Cases that are not
 * blocked, closed or another team's are passed over.
 * Errors: `assignment-empty` where none of them is blocked.
 */
export const unblockCases = async (
  context: Context,
  leader: { readonly id: string; readonly teamId: string | null },
  caseIds: readonly string[],
  reason: string,
): Promise<{ readonly unblocked: number }> => {
  const team = teamOf(context.store.sql, leader);
  let unblocked = 0;
  for (const chunk of chunksOf([...new Set(caseIds)], CHUNK)) {
    unblocked += await context.store.grouped((tx) => {
      let done = 0;
      for (const caseId of chunk) {
        const row = tx.get<{ blocked: string; assigned_to: string | null }>(
          'SELECT blocked, assigned_to FROM cases WHERE id = ? AND blocked IS NOT NULL AND closed_class IS NULL',
          caseId,
        );
        if (row === undefined || team.holds(row.assigned_to) === 'elsewhere') continue;
        const blocked = JSON.parse(row.blocked) as { readonly rule: string; readonly field: string };
        const { rule, field } = blocked;
        tx.run('UPDATE cases SET blocked = NULL WHERE id = ?', caseId);
        addLine(context, tx, {
          caseId,
          kind: 'note',
          userId: leader.id,
          code: 'unblocked',
          text: reason,
          params: { rule, field },
        });
        context.feed.touchCase(tx, caseId);
        context.audit.record(tx, {
          userId: leader.id,
          action: 'case.unblock',
          subject: caseId,
          caseId,
          detail: { rule, field, reason },
        });
        done += 1;
      }
      return done;
    });
  }
  if (unblocked === 0) throw new AppError('assignment-empty');
  return { unblocked };
};
