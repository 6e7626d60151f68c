import { assignmentRoutes as routes } from '../../../src-shared/contract/assignment.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Context } from '../context.ts';
import { on, type Registration } from '../http/registration.ts';
import { applyMoves } from './apply.ts';
import { listCases } from './case-list.ts';
import { planMove } from './move.ts';
import { readOverview } from './overview.ts';
import { planShare } from './share.ts';
import { teamOf } from './team.ts';
import { unblockCases } from './unblock.ts';

/** Assegnazione: what stands where, who would get what, and the moves. A leader's own teams only. */
export const assignmentRoomRoutes = (context: Context): readonly Registration[] => {
  const { store } = context;
  return [
    on(routes.assignmentOverview, ({ user }) => readOverview(store, teamOf(store.sql, user))),
    on(routes.assignmentCases, ({ user, body }) => {
      const { offset, limit, ...filter } = body;
      return listCases(store, teamOf(store.sql, user), filter, { offset, limit });
    }),
    on(routes.previewShare, ({ user, body }) => planShare(store, teamOf(store.sql, user), body).plan),
    on(routes.share, async ({ user, body }) => {
      const { plan, moves } = planShare(store, teamOf(store.sql, user), body);
      confirmSame(plan.fingerprint, body.fingerprint);
      const done = await applyMoves(context, user, moves, { action: 'case.share', detail: { by: body.by } });
      return { ...done, operators: plan.operators.filter(({ gets }) => gets.cases > 0).length };
    }),
    on(routes.previewMove, ({ user, body }) => planMove(store, teamOf(store.sql, user), body).plan),
    on(routes.move, async ({ user, body }) => {
      const { plan, moves } = planMove(store, teamOf(store.sql, user), body);
      confirmSame(plan.fingerprint, body.fingerprint);
      const done = await applyMoves(context, user, moves, { action: 'case.assign', detail: {} });
      return { ...done, operators: plan.from.length + (body.to === null ? 0 : 1) };
    }),
    on(routes.unblockCases, ({ user, body }) => unblockCases(context, user, body.caseIds, body.reason)),
  ];
};

/** What is done is what was seen: cases changed meanwhile make another plan, which must be looked at again. */
const confirmSame = (now: string, seen: string): void => {
  if (now !== seen) throw new AppError('stale-version', { recovery: 'resync' });
};
