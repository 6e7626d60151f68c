import type { ShareOrder, SharePlan } from '../../../src-shared/contract/assignment.ts';
import { sumCents } from '../../../src-shared/domain/money.ts';
import { shareCases, type SharingUnit } from '../../../src-shared/domain/sharing.ts';
import { fingerprintOf, heapOf, type Move } from './plan.ts';
import type { SelectedCase } from './selection.ts';
import type { Operator } from './team.ts';

/** A case that an operator of the team already has and that is not dealt now. */
export type HeldCase = { readonly partyId: string; readonly operatorId: string; readonly residual: number };

export type Deal = {
  readonly moves: readonly Move[];
  readonly plan: Omit<SharePlan, 'leftOut'>;
};

/**
 * Deals the cases to the chosen operators, equally by number or by value. A debtor whose other cases an operator of the
 * team already has follows them there, also where that operator was not chosen: one debtor, one voice (domain.md §5).
 */
export const dealCases = (
  cases: readonly SelectedCase[],
  chosen: readonly Operator[],
  team: readonly Operator[],
  held: readonly HeldCase[],
  order: Pick<ShareOrder, 'by' | 'countHeld'>,
): Deal => {
  const holders = holdersOf(held, team);
  const chosenIds = new Set(chosen.map(({ id }) => id));
  const units = unitsOf(cases, holders);
  const free = units.filter(({ holder }) => holder === undefined || chosenIds.has(holder));
  const loads = loadsOf(held);
  const nothing = { count: 0, value: 0 };
  const shares = shareCases(
    free,
    chosen.map(({ id }) => ({ id, load: order.countHeld ? (loads.get(id) ?? nothing) : nothing })),
    order.by,
  );
  for (const { holder, cases: followers } of units) {
    if (holder === undefined || chosenIds.has(holder)) continue;
    shares.set(holder, [...(shares.get(holder) ?? []), ...followers.map(({ id }) => id)]);
  }
  const byId = new Map(cases.map((item) => [item.id, item]));
  const names = new Map(team.map(({ id, name }) => [id, name]));
  const moves = [...shares].flatMap(([to, ids]) =>
    ids.map((caseId) => ({ caseId, from: byId.get(caseId)?.assignedTo ?? null, to })),
  );
  const operators = [...shares].map(([id, ids]) => {
    const gets = heapOf(ids.flatMap((caseId) => byId.get(caseId) ?? []));
    const load = loads.get(id) ?? nothing;
    const holds = { cases: load.count + gets.cases, residual: load.value + gets.residual };
    return { id, name: names.get(id) ?? '', chosen: chosenIds.has(id), gets, holds };
  });
  return {
    moves: moves.filter(({ from, to }) => from !== to),
    plan: {
      operators: operators.toSorted((a, b) => Number(b.chosen) - Number(a.chosen) || (a.name < b.name ? -1 : 1)),
      total: heapOf(cases),
      followed: units.filter(({ holder }) => holder !== undefined).length,
      fingerprint: fingerprintOf(moves),
    },
  };
};

/** Who has a debtor: whoever holds most of his cases, and of equals the first by id. */
const holdersOf = (held: readonly HeldCase[], team: readonly Operator[]): ReadonlyMap<string, string> => {
  const working = new Set(team.filter(({ disabled }) => !disabled).map(({ id }) => id));
  const groups = Map.groupBy(
    held.filter(({ operatorId }) => working.has(operatorId)),
    ({ partyId }) => partyId,
  );
  return new Map(
    [...groups].flatMap(([partyId, cases]) => {
      const counts = [...Map.groupBy(cases, ({ operatorId }) => operatorId)].map(([id, of]) => ({ id, n: of.length }));
      const most = counts.toSorted((a, b) => b.n - a.n || (a.id < b.id ? -1 : 1))[0];
      return most === undefined ? [] : [[partyId, most.id] as const];
    }),
  );
};

const unitsOf = (cases: readonly SelectedCase[], holders: ReadonlyMap<string, string>): readonly SharingUnit[] =>
  [...Map.groupBy(cases, ({ partyId }) => partyId)].map(([partyId, group]) => {
    const holder = holders.get(partyId);
    const unit = { partyId, cases: group.map(({ id, residual }) => ({ id, value: residual })) };
    return holder === undefined ? unit : { ...unit, holder };
  });

const loadsOf = (held: readonly HeldCase[]): ReadonlyMap<string, { readonly count: number; readonly value: number }> =>
  new Map(
    [...Map.groupBy(held, ({ operatorId }) => operatorId)].map(([id, cases]) => [
      id,
      { count: cases.length, value: sumCents(cases.map(({ residual }) => residual)) },
    ]),
  );
