import type { UserInput, UserRow } from '../../../src-shared/contract/administration.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Context } from '../context.ts';
import { newId } from '../identity.ts';
import type { Tx } from '../store/store.ts';
import { oneTimePassword } from './one-time-password.ts';
import { hashPassword } from './passwords.ts';
import { forgetSamplePassword } from './sessions/sample-users.ts';
import { forgetAccount } from '../telephony/accounts.ts';
import { tellWorkstations } from '../telephony/tell.ts';
import { GIVEN, keepAnAdministrator, readUser, refuseUnknownTeam } from './people.ts';

export type GivenPassword = { readonly user: UserRow; readonly oneTimePassword: string };

/** A changed right must not wait for an old session to run out. */
const endSessions = (tx: Tx, userId: string): void => void tx.run('DELETE FROM sessions WHERE user_id = ?', userId);

/** Errors: `already-exists` where the login is taken (also by a disabled user: the audit knows people by it). */
export const createUser = async (
  context: Context,
  by: string,
  input: UserInput & { readonly login: string },
): Promise<GivenPassword> => {
  const given = oneTimePassword();
  const hash = await hashPassword(given, context.config.scryptLog2N);
  const user = context.store.transaction((tx) => {
    if (tx.get('SELECT 1 AS found FROM users WHERE login = ?', input.login) !== undefined) {
      throw new AppError('already-exists', { params: { name: input.login } });
    }
    refuseUnknownTeam(tx, input.teamId);
    const id = newId();
    tx.run(
      `INSERT INTO users (id, login, name, role, team_id, lang, password, password_changed_at, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      input.login,
      input.name,
      input.role,
      input.teamId,
      input.lang,
      hash,
      GIVEN,
      context.clock.now(),
    );
    const detail = { login: input.login, role: input.role, teamId: input.teamId };
    context.audit.record(tx, { userId: by, action: 'user.create', subject: id, detail });
    tx.onCommit(context.switchboard.look);
    return readUser(tx, id);
  });
  return { user, oneTimePassword: given };
};

/** Errors: `unknown-user`, `not-found` (team), `last-administrator`. */
export const saveUser = (context: Context, by: string, id: string, input: UserInput): UserRow =>
  context.store.transaction((tx) => {
    const before = readUser(tx, id);
    refuseUnknownTeam(tx, input.teamId);
    const stepsDown = before.role === 'administrator' && input.role !== 'administrator';
    if (stepsDown && before.disabledAt === null) keepAnAdministrator(tx, id);
    tx.run(
      'UPDATE users SET name = ?, role = ?, team_id = ?, lang = ? WHERE id = ?',
      input.name,
      input.role,
      input.teamId,
      input.lang,
      id,
    );
    if (before.role !== input.role || before.teamId !== input.teamId) endSessions(tx, id);
    if (before.role === 'operator' && input.role !== 'operator') forgetAccount(context, tx, id);
    tx.onCommit(context.switchboard.look);
    const changed = (['name', 'role', 'teamId', 'lang'] as const).filter((part) => before[part] !== input[part]);
    const detail = { changed, role: input.role, teamId: input.teamId };
    context.audit.record(tx, { userId: by, action: 'user.save', subject: id, detail });
    return readUser(tx, id);
  });

/**
 * A disabled user cannot sign in; what the own device still holds is delivered with the device's credential.
 * Errors: `unknown-user`, `last-administrator`.
 */
export const setUserEnabled = (context: Context, by: string, id: string, enabled: boolean): UserRow =>
  context.store.transaction((tx) => {
    const before = readUser(tx, id);
    if ((before.disabledAt === null) === enabled) return before;
    if (!enabled && before.role === 'administrator') keepAnAdministrator(tx, id);
    tx.run('UPDATE users SET disabled_at = ? WHERE id = ?', enabled ? null : context.clock.now(), id);
    if (!enabled) {
      endSessions(tx, id);
      // His workstation asks for its telephone, is told that nobody is signed in, and gives it up.
      tellWorkstations(context, tx);
    }
    tx.onCommit(context.switchboard.look);
    context.audit.record(tx, {
      userId: by,
      action: enabled ? 'user.enable' : 'user.disable',
      subject: id,
      detail: { holds: before.holds },
    });
    return readUser(tx, id);
  });

/** Errors: `unknown-user`. */
export const resetPassword = async (context: Context, by: string, id: string): Promise<GivenPassword> => {
  const given = oneTimePassword();
  const hash = await hashPassword(given, context.config.scryptLog2N);
  const user = context.store.transaction((tx) => {
    readUser(tx, id);
    tx.run('UPDATE users SET password = ?, password_changed_at = ? WHERE id = ?', hash, GIVEN, id);
    endSessions(tx, id);
    context.audit.record(tx, { userId: by, action: 'user.password-given', subject: id, detail: {} });
    const changed = readUser(tx, id);
    forgetSamplePassword(tx, changed.login);
    return changed;
  });
  return { user, oneTimePassword: given };
};
