import type { ToDecide } from '../../../src-shared/contract/board.ts';
import type { CaseState } from '../../../src-shared/contract/entities.ts';
import type { Sql } from '../store/store.ts';
import { countStopped, isClaim } from '../work/stopped-cases.ts';
import { and, type Scope } from './scope.ts';

/** What waits for a person. Each number is counted where its list is read from, so that the two agree. */
export const readToDecide = (sql: Sql, scope: Scope, now: string): ToDecide => {
  const undecided = countUndecided(sql, scope);
  return {
    conflicts: undecided.get('conflict') ?? 0,
    late: undecided.get('late') ?? 0,
    rejected: undecided.get('rejected') ?? 0,
    drafts: countDrafts(sql, scope),
    blocked: perBatch(sql, scope, 'blocked IS NOT NULL AND closed_class IS NULL'),
    unassigned: perBatch(sql, scope, 'assigned_to IS NULL AND closed_class IS NULL AND blocked IS NULL'),
    claims: countClaims(sql, scope),
    overdueCallbacks: countOverdue(sql, scope, now),
    stopped: countStopped(sql, scope),
  };
};

/** Open cases in the queues of the team's operators. */
export const countHeld = (sql: Sql, scope: Scope): number =>
  sumOf(
    sql.all<Group>(
      `SELECT assigned_to, batch_id, count(*) AS n FROM cases WHERE assigned_to IS NOT NULL AND closed_class IS NULL
       GROUP BY assigned_to, batch_id`,
    ),
    own(scope),
  );

type Group = { readonly batch_id: string; readonly assigned_to: string | null; readonly n: number };

const sumOf = (groups: readonly Group[], counts: (group: Group) => boolean): number =>
  groups.reduce((sum, group) => sum + (counts(group) ? group.n : 0), 0);

/**
 * `what` is word for word the condition of a partial index of the cases: the count then reads that index alone, some
 * nanoseconds a row. Batches are sifted here, not in SQL, where a list of them would lead the planner to the rows.
 */
const perBatch = (sql: Sql, scope: Scope, what: string): number =>
  sumOf(
    sql.all<Group>(`SELECT batch_id, NULL AS assigned_to, count(*) AS n FROM cases WHERE ${what} GROUP BY batch_id`),
    ({ batch_id }) => scope.hasBatch(batch_id),
  );

const own =
  (scope: Scope) =>
  ({ assigned_to, batch_id }: Group): boolean =>
    scope.team.holds(assigned_to) === 'own' && scope.hasBatch(batch_id);

const countOverdue = (sql: Sql, scope: Scope, now: string): number =>
  sumOf(
    sql.all<Group>(
      `SELECT assigned_to, batch_id, count(*) AS n FROM cases WHERE next_kind = 'callback' AND next_at < ?
       GROUP BY assigned_to, batch_id`,
      now,
    ),
    own(scope),
  );

const countDrafts = (sql: Sql, scope: Scope): number => {
  const { text, params } = scope.mandateOn('mandate_id');
  return sql.get<{ n: number }>(`SELECT count(*) AS n FROM batches WHERE status = 'draft' ${text}`, ...params)?.n ?? 0;
};

/** As the list of claims sees them (payments/claims.ts): still suspended by what the debtor said. */
const countClaims = (sql: Sql, scope: Scope): number => {
  const rows = sql.all<{ assigned_to: string | null; batch_id: string; state: string }>(
    "SELECT assigned_to, batch_id, state FROM cases WHERE lattice = 'paid' AND closed_class IS NULL",
  );
  return rows.filter(
    ({ assigned_to, batch_id, state }) =>
      scope.hasBatch(batch_id) &&
      scope.team.holds(assigned_to) !== 'elsewhere' &&
      isClaim(JSON.parse(state) as CaseState),
  ).length;
};

/** Operations recorded without their effect, that nobody has decided. */
const countUndecided = (sql: Sql, scope: Scope): ReadonlyMap<string, number> => {
  const { text, params } = and(scope.authorOn('o.operator_id'), scope.mandateOn('c.mandate_id'));
  const rows = sql.all<{ disposition: string; n: number }>(
    `SELECT o.disposition, count(*) AS n FROM oplog o LEFT JOIN cases c ON c.id = o.case_id
     WHERE o.disposition <> 'applied' AND o.decided_at IS NULL ${text} GROUP BY o.disposition`,
    ...params,
  );
  return new Map(rows.map(({ disposition, n }) => [disposition, n]));
};
