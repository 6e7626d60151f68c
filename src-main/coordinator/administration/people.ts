import type { TeamRow, UserInput, UserRow } from '../../../src-shared/contract/administration.ts';
import type { Role } from '../../../src-shared/contract/basics.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import type { Sql, Tx } from '../store/store.ts';

type Row = {
  id: string;
  login: string;
  name: string;
  role: Role;
  team_id: string | null;
  lang: 'it' | 'en';
  created_at: string;
  disabled_at: string | null;
  password_changed_at: string;
  holds: number;
};

/** A password that was given and not yet replaced by its user has no day of change. */
export const GIVEN = '';

const SELECT = `SELECT u.id, u.login, u.name, u.role, u.team_id, u.lang, u.created_at, u.disabled_at,
  u.password_changed_at,
  (SELECT count(*) FROM cases c WHERE c.assigned_to = u.id AND c.closed_class IS NULL) AS holds FROM users u`;

const userOf = (row: Row): UserRow => ({
  id: row.id,
  login: row.login,
  name: row.name,
  role: row.role,
  teamId: row.team_id,
  lang: row.lang,
  createdAt: row.created_at,
  disabledAt: row.disabled_at,
  passwordGiven: row.password_changed_at === GIVEN,
  holds: row.holds,
});

/** Errors: `unknown-user`. */
export const readUser = (sql: Sql, id: string): UserRow => {
  const row = sql.get<Row>(`${SELECT} WHERE u.id = ?`, id);
  if (row === undefined) throw new AppError('unknown-user', { params: { user: id } });
  return userOf(row);
};

/**
 * All users for the administrator and the auditor; a leader sees the own team, and everybody in a workspace without
 * teams.
 */
export const listUsers = (sql: Sql, reader: Pick<SessionUser, 'role' | 'teamId'>): UserRow[] => {
  const team = reader.role === 'leader' ? reader.teamId : null;
  return sql
    .all<Row>(`${SELECT} WHERE ? IS NULL OR u.team_id = ? ORDER BY u.disabled_at IS NOT NULL, u.name, u.id`, team, team)
    .map((row) => userOf(row));
};

export const listTeams = (sql: Sql, reader: Pick<SessionUser, 'role' | 'teamId'>): TeamRow[] => {
  const team = reader.role === 'leader' ? reader.teamId : null;
  return sql.all<TeamRow>(
    `SELECT t.id, t.name, (SELECT count(*) FROM users u WHERE u.team_id = t.id) AS members FROM teams t
     WHERE ? IS NULL OR t.id = ? ORDER BY t.name`,
    team,
    team,
  );
};

/** A workspace that nobody can administer any more could not be put right from inside. */
export const keepAnAdministrator = (tx: Tx, but: string): void => {
  const other = tx.get(
    "SELECT 1 AS found FROM users WHERE role = 'administrator' AND disabled_at IS NULL AND id <> ?",
    but,
  );
  if (other === undefined) throw new AppError('last-administrator');
};

export const refuseUnknownTeam = (tx: Tx, teamId: UserInput['teamId']): void => {
  if (teamId !== null && tx.get('SELECT 1 AS found FROM teams WHERE id = ?', teamId) === undefined) {
    throw new AppError('not-found', { params: { team: teamId } });
  }
};
