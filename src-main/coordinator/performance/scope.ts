import type { SessionUser } from '../../../src-shared/contract/session.ts';
import { type Team, teamOf } from '../assignment/team.ts';
import type { Sql, SqlValue } from '../store/store.ts';

/** A condition that is appended to a WHERE: empty, or `AND …`. */
export type Condition = { readonly text: string; readonly params: readonly SqlValue[] };

const NONE: Condition = { text: '', params: [] };

/**
 * What a leader's board counts: the work of the own team (of everybody in a workspace without teams), of one mandate or
 * of all. Money and milestones belong to the mandate, whoever worked it.
 */
export type Scope = {
  readonly teamOn: (column: string) => Condition;
  readonly mandateOn: (column: string) => Condition;
  /** Of the team's operators. */
  readonly operatorOn: (column: string) => Condition;
  /** Not by another team's operator: what nobody known wrote must be somebody's to look at too. */
  readonly authorOn: (column: string) => Condition;
  /** Loaded, and of the mandate. */
  readonly hasBatch: (batchId: string) => boolean;
  readonly team: Team;
  /** `teamOn` names one team; otherwise it lets every team in. */
  readonly oneTeam: boolean;
};

const inList = (column: string, values: readonly string[]): Condition => ({
  text: values.length === 0 ? 'AND 1 = 0' : `AND ${column} IN (${values.map(() => '?').join(', ')})`,
  params: values,
});

export const scopeOf = (sql: Sql, user: Pick<SessionUser, 'teamId'>, mandateId: string | undefined): Scope => {
  const mandateOn = (column: string): Condition =>
    mandateId === undefined ? NONE : { text: `AND ${column} = ?`, params: [mandateId] };
  const team = teamOf(sql, user);
  const operators = [...team.operators.keys()];
  const loaded = new Set(
    sql
      .all<{ batch_id: string; mandate_id: string }>('SELECT batch_id, mandate_id FROM tally_batches')
      .filter(({ mandate_id }) => mandateId === undefined || mandate_id === mandateId)
      .map(({ batch_id }) => batch_id),
  );
  return {
    team,
    oneTeam: user.teamId !== null,
    mandateOn,
    teamOn: (column) => (user.teamId === null ? NONE : { text: `AND ${column} = ?`, params: [user.teamId] }),
    operatorOn: (column) => inList(column, operators),
    authorOn: (column) =>
      user.teamId === null
        ? NONE
        : {
            text: `AND NOT EXISTS (SELECT 1 FROM users w WHERE w.id = ${column} AND w.role = 'operator'
                   AND (w.team_id IS NULL OR w.team_id <> ?))`,
            params: [user.teamId],
          },
    hasBatch: (batchId) => loaded.has(batchId),
  };
};

export const and = (...conditions: readonly Condition[]): Condition => ({
  text: conditions.map(({ text }) => text).join(' '),
  params: conditions.flatMap(({ params }) => params),
});
