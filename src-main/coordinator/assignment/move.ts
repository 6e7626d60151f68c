import type { MoveOrder, MovePlan } from '../../../src-shared/contract/assignment.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Store } from '../store/store.ts';
import { chunksOf, MANY } from './chunks.ts';
import { fingerprintOf, heapOf, sortOut, type Move } from './plan.ts';
import { type SelectedCase, selectedCases, siblingsOf } from './selection.ts';
import { operatorsById, type Team } from './team.ts';

/**
 * What moving cases by hand would change, and the moves. Reads only.
 * Errors: `unknown-user`; `assignment-empty` where nothing of the selection would change hands.
 */
export const planMove = (
  store: Store,
  team: Team,
  order: MoveOrder,
): { readonly plan: MovePlan; readonly moves: readonly Move[] } => {
  const to = order.to === null ? null : (operatorsById(team, [order.to])[0]?.id ?? null);
  const chosen = sortOut(selectedCases(store, order.selection), team, { keepHeld: false });
  const siblings = order.wholeDebtor ? sortOut(siblingsOf(store, chosen.free), team, { keepHeld: false }).free : [];
  const changing = [...chosen.free, ...siblings].filter(({ assignedTo }) => assignedTo !== to);
  if (changing.length === 0) {
    const { blocked, closed, held, elsewhere } = chosen.leftOut;
    throw new AppError('assignment-empty', { params: { blocked, closed, held, elsewhere } });
  }
  const moves = changing.map(({ id, assignedTo }) => ({ caseId: id, from: assignedTo, to }));
  const added = new Set(siblings.map(({ id }) => id));
  return {
    moves,
    plan: {
      moves: heapOf(changing),
      siblings: changing.filter(({ id }) => added.has(id)).length,
      alreadyThere: chosen.free.length + siblings.length - changing.length,
      worked: changing.filter(({ worked }) => worked).length,
      openPromises: openPromisesOf(store, changing),
      from: fromOf(changing, team),
      leftOut: chosen.leftOut,
      fingerprint: fingerprintOf(moves),
    },
  };
};

const fromOf = (cases: readonly SelectedCase[], team: Team): MovePlan['from'] =>
  [...Map.groupBy(cases, ({ assignedTo }) => assignedTo)]
    .map(([id, of]) => ({ id, name: team.operators.get(id ?? '')?.name ?? '', cases: of.length }))
    .toSorted((a, b) => b.cases - a.cases || (a.name < b.name ? -1 : 1));

const openPromisesOf = (store: Store, cases: readonly SelectedCase[]): number =>
  chunksOf(cases, MANY).reduce((sum, chunk) => {
    const query = store.db
      .selectFrom('promises')
      .where('status', '=', 'open')
      .where(
        'case_id',
        'in',
        chunk.map(({ id }) => id),
      )
      .select((eb) => eb.fn.countAll<number>().as('n'));
    return sum + (store.sql.rows(query)[0]?.n ?? 0);
  }, 0);
