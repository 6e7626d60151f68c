import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Sql } from '../store/store.ts';

export type Operator = {
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
  readonly disabled: boolean;
};

/**
 * The operators a leader may give cases to: those of his team, or all of them where he belongs to none (a workspace
 * without teams). Cases held by anybody else are another team's: he neither sees nor moves them.
 */
export type Team = {
  readonly operators: ReadonlyMap<string, Operator>;
  /** Where a case stands for this leader. */
  readonly holds: (assignedTo: string | null) => 'nobody' | 'own' | 'elsewhere';
};

export const teamOf = (sql: Sql, leader: { readonly teamId: string | null }): Team => {
  const rows = sql.all<{ id: string; name: string; team: string | null; disabled_at: string | null }>(
    `SELECT u.id, u.name, t.name AS team, u.disabled_at FROM users u LEFT JOIN teams t ON t.id = u.team_id
     WHERE u.role = 'operator' AND (? IS NULL OR u.team_id = ?) ORDER BY u.name, u.id`,
    leader.teamId,
    leader.teamId,
  );
  const operators = new Map(
    rows.map(({ id, name, team, disabled_at }) => [id, { id, name, team, disabled: disabled_at !== null }]),
  );
  return {
    operators,
    holds: (assignedTo) => (assignedTo === null ? 'nobody' : operators.has(assignedTo) ? 'own' : 'elsewhere'),
  };
};

/** The operators of the ids, each one of the team and able to sign in. Errors: `unknown-user`. */
export const operatorsById = (team: Team, ids: readonly string[]): readonly Operator[] =>
  [...new Set(ids)].map((id) => {
    const operator = team.operators.get(id);
    if (operator === undefined || operator.disabled) throw new AppError('unknown-user', { params: { user: id } });
    return operator;
  });
