import type { z } from 'zod';
import type { FlagName } from '../../../src-shared/contract/entities.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import type { stoppedRoutes } from '../../../src-shared/contract/stopped.ts';
import { teamOf } from '../assignment/team.ts';
import type { Context } from '../context.ts';
import { addLine } from '../payments/history-line.ts';
import type { Tx } from '../store/store.ts';
import { applyCaseEvent } from './case-events.ts';
import { readCase, readPartyState } from './read-state.ts';
import { isClaim } from './stopped-cases.ts';

type Resume = z.output<typeof stoppedRoutes.resumeCases.body>;

/**
 * Puts stopped cases back to work, all or none of those that still wait: what suspended them and what `lift` names ends,
 * and they stand in their operators' queues at once. Those that no longer wait, or are another team's, are passed over.
 * Errors: `stale-version` where none of them waits any more.
 */
export const resumeCases = (context: Context, leader: SessionUser, { caseIds, reason, lift }: Resume): number =>
  context.store.transaction((tx) => {
    const team = teamOf(tx, leader);
    let resumed = 0;
    for (const caseId of new Set(caseIds)) {
      const found = readCase(tx, caseId);
      if (found === undefined || team.holds(found.assignedTo) === 'elsewhere') continue;
      const { next } = found.state;
      if ((next.kind !== 'leader' && next.kind !== 'back-office') || isClaim(found.state)) continue;
      const lifted = standingOf(tx, found.partyId, lift);
      const { zone, partyId } = found;
      const at = context.clock.now();
      applyCaseEvent(context, tx, caseId, leader.id, { kind: 'resumed', at, zone, partyId, lift: lifted });
      addLine(context, tx, {
        caseId,
        kind: 'note',
        userId: leader.id,
        code: 'resumed',
        text: reason,
        params: { lifted: lifted.join(',') },
      });
      context.audit.record(tx, {
        userId: leader.id,
        action: 'case.resume',
        subject: partyId,
        caseId,
        detail: { reason, lifted },
      });
      resumed += 1;
    }
    if (resumed === 0) throw new AppError('stale-version', { recovery: 'resync' });
    return resumed;
  });

const standingOf = (tx: Tx, partyId: string, lift: readonly FlagName[]): readonly FlagName[] => {
  const flags = readPartyState(tx, partyId)?.flags;
  return lift.filter((flag) => flags?.[flag] != null);
};
