import type { SharePlan, ShareOrder } from '../../../src-shared/contract/assignment.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Store } from '../store/store.ts';
import { dealCases, type HeldCase } from './deal.ts';
import { sortOut, type Move } from './plan.ts';
import { openCases, RESIDUAL, selectedCases } from './selection.ts';
import { operatorsById, type Team } from './team.ts';

/**
 * Who would get what, and the moves that make it so. Reads only.
 * Errors: `unknown-user` for an operator who is not of the team or cannot sign in; `assignment-empty` where no case of
 * the selection may be dealt, with the numbers left out.
 */
export const planShare = (
  store: Store,
  team: Team,
  order: ShareOrder,
): { readonly plan: SharePlan; readonly moves: readonly Move[] } => {
  const chosen = operatorsById(team, order.operatorIds);
  const { free, leftOut } = sortOut(selectedCases(store, order.selection), team, { keepHeld: !order.again });
  if (free.length === 0) {
    const { blocked, closed, held, elsewhere } = leftOut;
    throw new AppError('assignment-empty', { params: { blocked, closed, held, elsewhere } });
  }
  const dealt = new Set(free.map(({ id }) => id));
  const held = readHeld(store, team).flatMap(({ id, ...rest }) => (dealt.has(id) ? [] : [rest]));
  const deal = dealCases(free, chosen, [...team.operators.values()], held, order);
  return { plan: { ...deal.plan, leftOut }, moves: deal.moves };
};

const readHeld = (store: Store, team: Team): readonly (HeldCase & { readonly id: string })[] =>
  store.sql
    .rows(
      openCases(store.db)
        .where('c.assigned_to', 'in', ['', ...team.operators.keys()])
        .orderBy('c.id')
        .select(['c.id', 'c.party_id', 'c.assigned_to'])
        .select(RESIDUAL.as('residual')),
    )
    .map((row) => ({
      id: row.id,
      partyId: row.party_id,
      operatorId: row.assigned_to ?? '',
      residual: row.residual,
    }));
