import type { AssignmentDone } from '../../../src-shared/contract/assignment.ts';
import type { Context } from '../context.ts';
import { newId } from '../identity.ts';
import { addLine } from '../payments/history-line.ts';
import { chunksOf } from './chunks.ts';
import type { Move } from './plan.ts';

/** Moves of one transaction: about 20 ms, so that pushes and pulls never wait long for a large deal. */
const CHUNK = 100;

type Actor = { readonly id: string };
type Trace = { readonly action: 'case.share' | 'case.assign'; readonly detail: Readonly<Record<string, unknown>> };

/**
 * Makes the moves: in one transaction per chunk the case leaves the old queue and enters the new one, its parties follow,
 * its history says so, and the audit has it. A case that somebody else moved meanwhile is left where it is. A deal cut
 * short by a crash has dealt whole cases, and dealing again deals the rest.
 */
export const applyMoves = async (
  context: Context,
  actor: Actor,
  moves: readonly Move[],
  trace: Trace,
): Promise<Omit<AssignmentDone, 'operators'>> => {
  const shareId = newId(context.clock.ms());
  let moved = 0;
  for (const chunk of chunksOf(moves, CHUNK)) {
    moved += await context.store.grouped((tx) => {
      const done = chunk.filter((move) => {
        const still = tx.get(
          `SELECT 1 AS found FROM cases c JOIN mandates m ON m.id = c.mandate_id AND m.status = 'open'
           WHERE c.id = ? AND c.closed_class IS NULL AND c.blocked IS NULL AND coalesce(c.assigned_to, '') = ?`,
          move.caseId,
          move.from ?? '',
        );
        if (still === undefined) return false;
        context.feed.moveCase(tx, move.caseId, move.from, move.to);
        addLine(context, tx, {
          caseId: move.caseId,
          kind: 'assignment',
          userId: actor.id,
          params: { from: move.from, to: move.to },
        });
        return true;
      });
      if (done.length === 0) return 0;
      const to = Object.fromEntries([...Map.groupBy(done, (move) => move.to ?? '')].map(([id, of]) => [id, of.length]));
      context.audit.record(tx, {
        userId: actor.id,
        action: trace.action,
        subject: shareId,
        caseId: done.length === 1 ? (done[0]?.caseId ?? null) : null,
        detail: { ...trace.detail, cases: done.map(({ caseId }) => caseId), to },
      });
      return done.length;
    });
  }
  return { moved };
};
