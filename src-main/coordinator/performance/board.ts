import type { Board, PeriodSums, WorkSums } from '../../../src-shared/contract/board.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import { addDays, todayIn } from '../../../src-shared/domain/civil-date.ts';
import { readWorkspace } from '../administration/workspace.ts';
import type { Sql, SqlValue } from '../store/store.ts';
import { readCurves, readFunnel, readMandates } from './portfolio.ts';
import { type Scope, and, scopeOf } from './scope.ts';
import { countHeld, readToDecide } from './to-decide.ts';

const HOURS_DAYS = 30;
const WEEK_DAYS = 7;

export type BoardInput = {
  readonly user: SessionUser;
  readonly mandateId: string | undefined;
  readonly now: string;
  readonly workstations: number;
  readonly behind: number;
};

/** The board from the tally and from narrow indexes: its cost does not grow with the number of cases. */
export const readBoard = (sql: Sql, input: BoardInput): Board => {
  const { zone } = readWorkspace(sql);
  const today = todayIn(zone, input.now);
  const scope = scopeOf(sql, input.user, input.mandateId);
  const month = `${today.slice(0, 7)}-01`;
  const before = sameDaysBefore(today);
  return {
    asOf: input.now,
    zone,
    behind: input.behind,
    today: readPeriod(sql, scope, today, today),
    month: readPeriod(sql, scope, month, today),
    monthBefore: { ...before, collected: readCollected(sql, scope, before.from, before.to).amount },
    week: readWork(sql, scope, addDays(today, -WEEK_DAYS), addDays(today, -1)),
    assigned: countHeld(sql, scope),
    toDecide: readToDecide(sql, scope, input.now),
    team: {
      name: teamName(sql, input.user.teamId),
      operators: [...scope.team.operators.values()].filter(({ disabled }) => !disabled).length,
    },
    workstations: input.workstations,
    hours: readHours(sql, scope, today),
    funnel: readFunnel(sql, scope),
    mandates: readMandates(sql),
    curves: readCurves(sql, scope, today),
  };
};

/** From the first of the month before to its day of the same number, or to its last. */
const sameDaysBefore = (today: string): { readonly from: string; readonly to: string } => {
  const last = addDays(`${today.slice(0, 7)}-01`, -1);
  const same = `${last.slice(0, 7)}-${today.slice(8)}`;
  return { from: `${last.slice(0, 7)}-01`, to: same < last ? same : last };
};

const teamName = (sql: Sql, teamId: string | null): string | null =>
  teamId === null ? null : (sql.get<{ name: string }>('SELECT name FROM teams WHERE id = ?', teamId)?.name ?? null);

const readPeriod = (sql: Sql, scope: Scope, from: string, to: string): PeriodSums => {
  const { amount, payments } = readCollected(sql, scope, from, to);
  const { due, kept } = readPromises(sql, scope, from, to);
  return {
    from,
    to,
    ...readWork(sql, scope, from, to),
    promisedAmount: readPromised(sql, scope, from, to),
    collected: amount,
    payments,
    promisesDue: due,
    promisesKept: kept,
    casesWorked: countWorkedSince(sql, scope, from),
  };
};

const WORK = `coalesce(sum(attempts), 0) AS attempts, coalesce(sum(contacts), 0) AS contacts,
  coalesce(sum(right_party), 0) AS rightParty, coalesce(sum(promises), 0) AS promises`;
const NO_WORK: WorkSums = { attempts: 0, contacts: 0, rightParty: 0, promises: 0 };

const readWork = (sql: Sql, scope: Scope, from: string, to: string): WorkSums => {
  const { text, params } = and(scope.teamOn('team_id'), scope.mandateOn('mandate_id'));
  const row = sql.get<WorkSums>(
    `SELECT ${WORK} FROM tally_hours WHERE day >= ? AND day <= ? ${text}`,
    from,
    to,
    ...params,
  );
  return row === undefined ? NO_WORK : plain(row);
};

/** node:sqlite answers rows without a prototype. */
const plain = ({ attempts, contacts, rightParty, promises }: WorkSums): WorkSums => ({
  attempts,
  contacts,
  rightParty,
  promises,
});

const readPromised = (sql: Sql, scope: Scope, from: string, to: string): number => {
  const { text, params } = and(scope.teamOn('team_id'), scope.mandateOn('mandate_id'));
  return number(
    sql,
    `SELECT coalesce(sum(promised), 0) AS n FROM tally_hours WHERE day >= ? AND day <= ? ${text}`,
    from,
    to,
    ...params,
  );
};

const number = (sql: Sql, text: string, ...params: readonly SqlValue[]): number =>
  sql.get<{ n: number }>(text, ...params)?.n ?? 0;

const readCollected = (
  sql: Sql,
  scope: Scope,
  from: string,
  to: string,
): { readonly amount: number; readonly payments: number } => {
  const { text, params } = scope.mandateOn('b.mandate_id');
  return (
    sql.get(
      `SELECT coalesce(sum(t.amount), 0) AS amount, coalesce(sum(t.payments), 0) AS payments
       FROM tally_collected t JOIN tally_batches b ON b.batch_id = t.batch_id
       WHERE t.paid_on >= ? AND t.paid_on <= ? ${text}`,
      from,
      to,
      ...params,
    ) ?? { amount: 0, payments: 0 }
  );
};

const readPromises = (
  sql: Sql,
  scope: Scope,
  from: string,
  to: string,
): { readonly due: number; readonly kept: number } => {
  const { text, params } = scope.mandateOn('c.mandate_id');
  return (
    sql.get(
      `SELECT count(*) AS due, coalesce(sum(CASE WHEN p.status = 'kept' THEN 1 ELSE 0 END), 0) AS kept
       FROM promises p JOIN cases c ON c.id = p.case_id
       WHERE p.status IN ('kept', 'partial', 'broken') AND p.check_on >= ? AND p.check_on <= ? ${text}`,
      from,
      to,
      ...params,
    ) ?? { due: 0, kept: 0 }
  );
};

const countWorkedSince = (sql: Sql, scope: Scope, from: string): number => {
  const { text, params } = and(scope.teamOn('team_id'), scope.mandateOn('mandate_id'));
  return number(
    sql,
    // Two teams may have worked the same case.
    `SELECT ${scope.oneTeam ? 'count(*)' : 'count(DISTINCT case_id)'} AS n FROM tally_worked WHERE last_day >= ? ${text}`,
    from,
    ...params,
  );
};

const readHours = (sql: Sql, scope: Scope, today: string): Board['hours'] => {
  const { text, params } = and(scope.teamOn('team_id'), scope.mandateOn('mandate_id'));
  const perHour = (from: string, to: string): ReadonlyMap<number, WorkSums> =>
    new Map(
      sql
        .all<WorkSums & { hour: number }>(
          `SELECT hour, ${WORK} FROM tally_hours WHERE day >= ? AND day <= ? ${text} GROUP BY hour`,
          from,
          to,
          ...params,
        )
        .map((row) => [row.hour, plain(row)]),
    );
  const now = perHour(today, today);
  const before = perHour(addDays(today, -HOURS_DAYS), addDays(today, -1));
  return [...new Set([...now.keys(), ...before.keys()])]
    .toSorted((a, b) => a - b)
    .map((hour) => ({ hour, today: now.get(hour) ?? NO_WORK, before: before.get(hour) ?? NO_WORK }));
};
