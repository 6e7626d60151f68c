import { sql as raw } from 'kysely';
import type {
  AssignmentMandate,
  AssignmentOperator,
  AssignmentOverview,
  Standing,
} from '../../../src-shared/contract/assignment.ts';
import type { Store } from '../store/store.ts';
import { openCases, RESIDUAL } from './selection.ts';
import type { Team } from './team.ts';

type Pile = { cases: number; residual: number };
type Tally = { [K in keyof Omit<Standing, 'worked'>]: Pile } & { worked: number };
type Group = Pile & { batch_id: string; assigned_to: string | null; blocked: number; worked: number };

/** How the open cases stand per mandate and batch, and what each operator of the team holds. */
export const readOverview = (store: Store, team: Team): AssignmentOverview => {
  const tallies = new Map<string, Tally>();
  const desks = new Map<string, Pile & { worked: number }>();
  for (const group of readGroups(store)) {
    const tally = tallies.get(group.batch_id) ?? emptyTally();
    tallies.set(group.batch_id, tally);
    add(tally, group, team);
    if (group.assigned_to === null || group.blocked > 0) continue;
    const desk = desks.get(group.assigned_to) ?? { cases: 0, residual: 0, worked: 0 };
    desks.set(group.assigned_to, desk);
    addPile(desk, group);
    desk.worked += group.worked;
  }
  return { mandates: readMandates(store, tallies), operators: readOperators(store, team, desks) };
};

const readGroups = (store: Store): readonly Group[] =>
  store.sql.rows(
    openCases(store.db)
      .groupBy(['c.batch_id', 'c.assigned_to', raw`CASE WHEN c.blocked IS NULL THEN 0 ELSE 1 END`])
      .select(['c.batch_id', 'c.assigned_to'])
      .select((eb) => [
        raw<number>`CASE WHEN c.blocked IS NULL THEN 0 ELSE 1 END`.as('blocked'),
        eb.fn.countAll<number>().as('cases'),
        raw<number>`SUM(${RESIDUAL})`.as('residual'),
        raw<number>`SUM(CASE WHEN c.worked > 0 THEN 1 ELSE 0 END)`.as('worked'),
      ]),
  );

const add = (tally: Tally, group: Group, team: Team): void => {
  const held = team.holds(group.assigned_to);
  addPile(tally.all, group);
  tally.worked += group.worked;
  if (held === 'elsewhere') addPile(tally.elsewhere, group);
  else if (group.blocked > 0) addPile(tally.blocked, group);
  else addPile(held === 'own' ? tally.assigned : tally.unassigned, group);
};

const addPile = (pile: Pile, { cases, residual }: Pile): void => {
  pile.cases += cases;
  pile.residual += residual;
};

const pile = (): Pile => ({ cases: 0, residual: 0 });
const emptyTally = (): Tally => ({
  all: pile(),
  unassigned: pile(),
  assigned: pile(),
  blocked: pile(),
  elsewhere: pile(),
  worked: 0,
});

const sumOf = (tallies: readonly Tally[]): Tally => {
  const sum = emptyTally();
  for (const tally of tallies) {
    for (const key of ['all', 'unassigned', 'assigned', 'blocked', 'elsewhere'] as const) addPile(sum[key], tally[key]);
    sum.worked += tally.worked;
  }
  return sum;
};

const readMandates = (store: Store, tallies: ReadonlyMap<string, Tally>): AssignmentMandate[] => {
  const rows = store.sql.rows(
    store.db
      .selectFrom('batches as b')
      .innerJoin('mandates as m', 'm.id', 'b.mandate_id')
      .innerJoin('creditors as k', 'k.id', 'm.creditor_id')
      .where('b.status', '=', 'loaded')
      .where('m.status', '=', 'open')
      .orderBy('m.ends_on')
      .orderBy('m.id')
      .orderBy('b.loaded_at', 'desc')
      .orderBy('b.id')
      .select(['b.id', 'b.name', 'b.loaded_at', 'm.id as mandate_id', 'm.code', 'm.title', 'm.ends_on'])
      .select('k.name as creditor'),
  );
  return [...Map.groupBy(rows, (row) => row.mandate_id)].flatMap(([id, of]) => {
    const first = of[0];
    if (first === undefined) return [];
    const batches = of.map((row) => ({
      id: row.id,
      name: row.name,
      loadedAt: row.loaded_at,
      standing: tallies.get(row.id) ?? emptyTally(),
    }));
    const standing = sumOf(batches.map((batch) => batch.standing));
    return [
      { id, code: first.code, title: first.title, creditor: first.creditor, endsOn: first.ends_on, standing, batches },
    ];
  });
};

const readOperators = (
  store: Store,
  team: Team,
  desks: ReadonlyMap<string, Pile & { worked: number }>,
): AssignmentOperator[] => {
  const debtors = new Map(
    store.sql
      .rows(
        openCases(store.db)
          .where('c.assigned_to', 'is not', null)
          .groupBy('c.assigned_to')
          .select('c.assigned_to')
          .select((eb) => eb.fn.count<number>('c.party_id').distinct().as('debtors')),
      )
      .map((row) => [row.assigned_to, row.debtors]),
  );
  return [...team.operators.values()].map(({ id, name, team: teamName, disabled }) => {
    const desk = desks.get(id) ?? { cases: 0, residual: 0, worked: 0 };
    const holds = { cases: desk.cases, residual: desk.residual, debtors: debtors.get(id) ?? 0 };
    return { id, name, team: teamName, disabled, holds, worked: desk.worked };
  });
};
