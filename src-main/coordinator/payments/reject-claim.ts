import type { SessionUser } from '../../../src-shared/contract/session.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { teamOf } from '../assignment/team.ts';
import type { Context } from '../context.ts';
import { applyCaseEvent } from '../work/case-events.ts';
import { readCase } from '../work/read-state.ts';
import { listClaims } from './claims.ts';
import { addLine } from './history-line.ts';

/**
 * Puts the case of a claim back to work: no payment came, and a leader says why he does not wait for one. The operator
 * who holds the case has it in his queue again, with the reason in its history.
 * Errors: `stale-version` where the claim no longer waits: a payment came, or somebody else has rejected it.
 */
export const rejectPaymentClaim = (context: Context, leader: SessionUser, claimId: string, reason: string): void =>
  context.store.transaction((tx) => {
    const claim = listClaims(tx, teamOf(tx, leader)).find(({ id }) => id === claimId);
    const found = claim === undefined ? undefined : readCase(tx, claim.caseId);
    if (found === undefined) throw new AppError('stale-version', { recovery: 'resync' });
    const { id: caseId, zone, partyId } = found;
    const at = context.clock.now();
    applyCaseEvent(context, tx, caseId, leader.id, { kind: 'resumed', at, zone, partyId, lift: [] });
    addLine(context, tx, {
      caseId,
      kind: 'note',
      userId: leader.id,
      code: 'claim-rejected',
      text: reason,
      params: { claimId },
    });
    context.audit.record(tx, {
      userId: leader.id,
      action: 'claim.reject',
      subject: claimId,
      caseId,
      detail: { reason },
    });
  });
