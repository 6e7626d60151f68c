import type { Decision } from '../../../src-shared/contract/decisions.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../store/store.ts';
import { applyCaseEvent } from './case-events.ts';
import { queueScope } from './feed.ts';
import type { FoldContexts } from './fold-contexts.ts';
import { readCase } from './read-state.ts';
import { findUndecided, type Waiting } from './undecided.ts';

type Choice = { readonly opId: string; readonly decision: Decision; readonly reason: string };

/**
 * A leader decides an operation that did not simply apply. The operation and its disposition stay in the log as they
 * are; a decision to apply is an event of the case, folded like every other (SY-12).
 * Errors: `stale-version` where it was decided meanwhile, is none, or is another team's; `bad-request` for a choice
 * that it does not offer.
 */
export const decide = (context: Context, contexts: FoldContexts, user: SessionUser, choice: Choice): void =>
  context.store.transaction((tx) => {
    const waiting = findUndecided(tx, context.caseKeys, user, choice.opId);
    if (waiting === undefined) throw new AppError('stale-version', { recovery: 'resync' });
    if (!waiting.choices.includes(choice.decision)) throw new AppError('bad-request', { params: { path: 'decision' } });
    const { row } = waiting;
    if (choice.decision === 'apply') makeGood(context, contexts, tx, user, waiting);
    tx.run(
      'UPDATE oplog SET decided_by = ?, decided_at = ? WHERE op_id = ?',
      user.id,
      context.clock.now(),
      choice.opId,
    );
    context.audit.record(tx, {
      userId: user.id,
      action: 'operation.decide',
      subject: choice.opId,
      caseId: waiting.state === null ? null : row.case_id,
      detail: { decision: choice.decision, reason: choice.reason, disposition: row.disposition, code: row.code },
    });
    // Its author's screen stops showing it as waiting.
    tx.onCommit(() => context.feed.poke([queueScope(row.operator_id)]));
  });

const makeGood = (context: Context, contexts: FoldContexts, tx: Tx, user: SessionUser, { row, op }: Waiting): void => {
  const found = readCase(tx, row.case_id);
  if (found === undefined || op === null || row.context_id === null) throw new AppError('unknown-case');
  // By the rules under which it was captured: its outcome may have left the catalogue since.
  const rules = contexts.read(tx, row.context_id);
  applyCaseEvent(context, tx, row.case_id, user.id, { kind: 'decision', op, zone: found.zone, rules });
};
