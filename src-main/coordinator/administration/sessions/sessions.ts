import { type Role, worksCases } from '../../../../src-shared/contract/basics.ts';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { Session, SessionUser } from '../../../../src-shared/contract/session.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../store/store.ts';
import { authorKey } from '../keys/author-key.ts';
import { GIVEN } from '../people.ts';
import { hashToken, newToken } from './tokens.ts';

type UserColumns = {
  id: string;
  login: string;
  name: string;
  role: Role;
  team_id: string | null;
  lang: 'it' | 'en';
  password_changed_at: string;
};

export const sessionUser = (row: UserColumns): SessionUser => ({
  id: row.id,
  login: row.login,
  name: row.name,
  role: row.role,
  teamId: row.team_id,
  lang: row.lang,
  ...(row.password_changed_at === GIVEN ? { passwordGiven: true } : {}),
});

/** Opens a session of `config.sessionHours` (a shift and its overtime). */
export const openSession = (context: Context, tx: Tx, user: SessionUser, deviceId: string | null): Session => {
  const token = newToken();
  const now = context.clock.ms();
  const expiresAt = new Date(now + context.config.sessionHours * 3_600_000).toISOString();
  tx.run(
    'INSERT INTO sessions (token_hash, user_id, device_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?)',
    hashToken(token),
    user.id,
    deviceId,
    new Date(now).toISOString(),
    expiresAt,
  );
  // Old rows leave when new ones come: no clean-up job is needed. A week later their holder is told “expired” no more.
  tx.run('DELETE FROM sessions WHERE expires_at < ?', new Date(now - 7 * 86_400_000).toISOString());
  return { token, expiresAt, user, authorKey: worksCases(user.role) ? authorKey(context.keys, user.id) : null };
};

export type SignedIn = { readonly user: SessionUser; readonly deviceId: string | null; readonly expiresAt: string };

/** Errors: `not-signed-in` (unknown token), `session-expired`, `user-disabled`. */
export const userOfToken = (context: Context, token: string): SignedIn => {
  const row = context.store.sql.get<
    UserColumns & { expires_at: string; device_id: string | null; disabled_at: string | null }
  >(
    `SELECT u.id, u.login, u.name, u.role, u.team_id, u.lang, u.password_changed_at, u.disabled_at, s.expires_at, s.device_id
     FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.token_hash = ?`,
    hashToken(token),
  );
  if (row === undefined) throw new AppError('not-signed-in');
  if (row.disabled_at !== null) throw new AppError('user-disabled');
  if (row.expires_at <= context.clock.now()) throw new AppError('session-expired');
  return { user: sessionUser(row), deviceId: row.device_id, expiresAt: row.expires_at };
};

export const closeSession = (tx: Tx, token: string): void =>
  void tx.run('DELETE FROM sessions WHERE token_hash = ?', hashToken(token));

export const closeOtherSessions = (tx: Tx, userId: string, keptToken: string): void =>
  void tx.run('DELETE FROM sessions WHERE user_id = ? AND token_hash <> ?', userId, hashToken(keptToken));
