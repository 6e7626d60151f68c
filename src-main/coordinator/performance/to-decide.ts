import type { ToDecide } from '../../../src-shared/contract/board.ts';
import type { CaseState } from '../../../src-shared/contract/entities.ts';
import type { Sql } from '../store/store.ts';
import { type Condition, type Scope, and } from './scope.ts';

/** What waits for a person. Each number is counted where its list is read from, so that the two agree. */
export const readToDecide = (sql: Sql, scope: Scope, now: string): ToDecide => {
  const undecided = countUndecided(sql, scope);
  const open = scope.batchOn('batch_id');
  return {
    conflicts: undecided.get('conflict') ?? 0,
    late: undecided.get('late') ?? 0,
    rejected: undecided.get('rejected') ?? 0,
    drafts: count(sql, "batches WHERE status = 'draft'", scope.mandateOn('mandate_id')),
    blocked: count(sql, 'cases WHERE blocked IS NOT NULL AND closed_class IS NULL', open),
    unassigned: count(sql, 'cases WHERE assigned_to IS NULL AND closed_class IS NULL AND blocked IS NULL', open),
    claims: countClaims(sql, scope),
    overdueCallbacks: count(
      sql,
      "cases WHERE next_kind = 'callback' AND next_at < ?",
      and({ text: '', params: [now] }, scope.operatorOn('assigned_to'), open),
    ),
  };
};

const count = (sql: Sql, what: string, { text, params }: Condition): number =>
  sql.get<{ n: number }>(`SELECT count(*) AS n FROM ${what} ${text}`, ...params)?.n ?? 0;

/** As the list of claims sees them (payments/claims.ts): still suspended by what the debtor said. */
const countClaims = (sql: Sql, scope: Scope): number => {
  const { text, params } = scope.batchOn('batch_id');
  return sql
    .all<{ assigned_to: string | null; state: string }>(
      `SELECT assigned_to, state FROM cases WHERE lattice = 'paid' AND closed_class IS NULL ${text}`,
      ...params,
    )
    .filter(({ assigned_to }) => scope.team.holds(assigned_to) !== 'elsewhere')
    .filter(({ state }) => (JSON.parse(state) as CaseState).suspended !== null).length;
};

/** Operations recorded without their effect, that nobody has decided. */
const countUndecided = (sql: Sql, scope: Scope): ReadonlyMap<string, number> => {
  const { text, params } = and(scope.operatorOn('o.operator_id'), scope.mandateOn('c.mandate_id'));
  const rows = sql.all<{ disposition: string; n: number }>(
    `SELECT o.disposition, count(*) AS n FROM oplog o LEFT JOIN cases c ON c.id = o.case_id
     WHERE o.disposition <> 'applied' AND o.decided_at IS NULL ${text} GROUP BY o.disposition`,
    ...params,
  );
  return new Map(rows.map(({ disposition, n }) => [disposition, n]));
};
