import type { TeamRow } from '../../../src-shared/contract/administration.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Context } from '../context.ts';
import { newId } from '../identity.ts';
import type { Sql, Tx } from '../store/store.ts';

const readTeam = (sql: Sql, id: string): TeamRow => {
  const row = sql.get<TeamRow>(
    'SELECT t.id, t.name, (SELECT count(*) FROM users u WHERE u.team_id = t.id) AS members FROM teams t WHERE t.id = ?',
    id,
  );
  if (row === undefined) throw new AppError('not-found', { params: { team: id } });
  return { id: row.id, name: row.name, members: row.members };
};

const refuseTwin = (tx: Tx, name: string, but: string): void => {
  if (tx.get('SELECT 1 AS found FROM teams WHERE lower(name) = lower(?) AND id <> ?', name, but) !== undefined) {
    throw new AppError('already-exists', { params: { name } });
  }
};

export const createTeam = (context: Context, userId: string, name: string): TeamRow =>
  context.store.transaction((tx) => {
    refuseTwin(tx, name, '');
    const id = newId();
    tx.run('INSERT INTO teams (id, name) VALUES (?, ?)', id, name);
    context.audit.record(tx, { userId, action: 'team.create', subject: id, detail: { name } });
    return readTeam(tx, id);
  });

export const saveTeam = (context: Context, userId: string, id: string, name: string): TeamRow =>
  context.store.transaction((tx) => {
    const before = readTeam(tx, id);
    refuseTwin(tx, name, id);
    tx.run('UPDATE teams SET name = ? WHERE id = ?', name, id);
    context.audit.record(tx, { userId, action: 'team.save', subject: id, detail: { before: before.name, name } });
    return readTeam(tx, id);
  });

/** Errors: `team-has-members` with their number. */
export const dropTeam = (context: Context, userId: string, id: string): void =>
  context.store.transaction((tx) => {
    const { name, members } = readTeam(tx, id);
    if (members > 0) throw new AppError('team-has-members', { params: { team: name, members } });
    tx.run('DELETE FROM teams WHERE id = ?', id);
    context.audit.record(tx, { userId, action: 'team.drop', subject: id, detail: { name } });
  });
