import { AppError } from '../../../src-shared/contract/errors.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import type { TelephonyOperator } from '../../../src-shared/contract/telephony-settings.ts';
import { listUsers } from '../administration/people.ts';
import type { Context } from '../context.ts';
import type { Sql, Tx } from '../store/store.ts';
import { practiceUsers } from './colleagues.ts';
import { accountSecret, createSecrets } from './secrets.ts';
import { readStored } from './settings.ts';
import { tellWorkstations } from './tell.ts';

export type AccountRow = { user_id: string; username: string; display_name: string; box: string; changed_at: string };

export type AccountInput = {
  readonly username: string;
  /** null: the one that is kept. */
  readonly password: string | null;
  readonly displayName: string;
};

type Desk = Pick<SessionUser, 'id' | 'role' | 'teamId'>;

export const readAccount = (sql: Sql, userId: string): AccountRow | undefined =>
  sql.get<AccountRow>('SELECT * FROM telephony_accounts WHERE user_id = ?', userId);

/** Operators that the desk sees: all for the administrator, the own team for a leader. */
export const operatorsOf = (sql: Sql, desk: Desk) => listUsers(sql, desk).filter(({ role }) => role === 'operator');

export const listOperators = (context: Context, sql: Sql, desk: Desk): TelephonyOperator[] => {
  const accounts = new Map(
    sql.all<AccountRow>('SELECT * FROM telephony_accounts').map((account) => [account.user_id, account]),
  );
  const practice = readStored(sql).exchange === 'practice' ? practiceUsers(sql) : [];
  const numbers = new Map(practice.map((one) => [one.id, one.number]));
  const connected = context.live.connected();
  return operatorsOf(sql, desk).map(({ id, login, name, disabledAt }) => {
    const account = accounts.get(id);
    return {
      userId: id,
      login,
      name,
      disabled: disabledAt !== null,
      account:
        account === undefined
          ? null
          : { username: account.username, displayName: account.display_name, changedAt: account.changed_at },
      practiceNumber: numbers.get(id) ?? null,
      connected: connected.has(id),
    };
  });
};

/** Errors: `unknown-user`, `other-team` for an operator of another leader's. */
export const requireOperator = (sql: Sql, desk: Desk, userId: string): void => {
  if (operatorsOf(sql, desk).some(({ id }) => id === userId)) return;
  const there = sql.get("SELECT 1 AS found FROM users WHERE id = ? AND role = 'operator'", userId) !== undefined;
  throw there ? new AppError('other-team') : new AppError('unknown-user', { params: { user: userId } });
};

/** Writes one account; the caller says so in the audit. Errors: `already-exists` (name), `telephony-password`. */
export const writeAccount = (context: Context, tx: Tx, userId: string, input: AccountInput): void => {
  const before = readAccount(tx, userId);
  const taken = tx.get(
    'SELECT 1 AS found FROM telephony_accounts WHERE username = ? AND user_id <> ?',
    input.username,
    userId,
  );
  if (taken !== undefined) throw new AppError('already-exists', { params: { name: input.username } });
  if (input.password === null && before === undefined) throw new AppError('telephony-password');
  const box =
    input.password === null
      ? (before?.box ?? '')
      : createSecrets(context.keys).seal(tx, accountSecret(userId), input.password);
  tx.run(
    `INSERT INTO telephony_accounts (user_id, username, display_name, box, changed_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (user_id) DO UPDATE SET username = excluded.username, display_name = excluded.display_name,
       box = excluded.box, changed_at = excluded.changed_at`,
    userId,
    input.username,
    input.displayName,
    box,
    context.clock.now(),
  );
};

/** Errors: `unknown-user`, `other-team`, `already-exists`, `telephony-password`. */
export const saveAccount = (context: Context, desk: Desk, userId: string, input: AccountInput): TelephonyOperator =>
  context.store.transaction((tx) => {
    requireOperator(tx, desk, userId);
    writeAccount(context, tx, userId, input);
    const detail = { username: input.username, password: input.password !== null };
    context.audit.record(tx, { userId: desk.id, action: 'telephony.account-save', subject: userId, detail });
    tellWorkstations(context, tx);
    const saved = listOperators(context, tx, desk).find((one) => one.userId === userId);
    if (saved === undefined) throw new AppError('unknown-user', { params: { user: userId } });
    return saved;
  });

/** Errors: `unknown-user`, `other-team`, `not-found`. */
export const dropAccount = (context: Context, desk: Desk, userId: string): void =>
  context.store.transaction((tx) => {
    requireOperator(tx, desk, userId);
    const before = readAccount(tx, userId);
    if (before === undefined) throw new AppError('not-found');
    forgetAccount(context, tx, userId);
    const detail = { username: before.username };
    context.audit.record(tx, { userId: desk.id, action: 'telephony.account-drop', subject: userId, detail });
    tellWorkstations(context, tx);
  });

/** Who is no operator any more has no telephone. */
export const forgetAccount = (context: Pick<Context, 'keys'>, tx: Tx, userId: string): void => {
  createSecrets(context.keys).destroy(tx, accountSecret(userId));
  tx.run('DELETE FROM telephony_accounts WHERE user_id = ?', userId);
};

/** The password of an account that is kept; for the operator's own session and for a test of the server only. */
export const passwordOf = (context: Context, account: AccountRow): string | null =>
  createSecrets(context.keys).open(context.store.sql, accountSecret(account.user_id), account.box);
