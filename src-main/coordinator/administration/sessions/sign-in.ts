import type { Role } from '../../../../src-shared/contract/basics.ts';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { Session } from '../../../../src-shared/contract/session.ts';
import type { Context } from '../../context.ts';
import { checkPassword, hashPassword } from '../passwords.ts';
import type { Attempts } from './attempts.ts';
import { openSession, sessionUser } from './sessions.ts';

type UserRow = {
  id: string;
  login: string;
  name: string;
  role: Role;
  team_id: string | null;
  lang: 'it' | 'en';
  password: string;
  password_changed_at: string;
  disabled_at: string | null;
};

export type Credentials = { readonly login: string; readonly password: string; readonly deviceId: string | null };
export type SignIn = (credentials: Credentials, address: string) => Promise<Session>;

/**
 * Signs in. An unknown login costs as much time as a wrong password, so that the answer's delay names nobody. A refusal
 * is in the log, without who and from where; who it was is in the audit.
 * Errors: `too-many-attempts`, `wrong-credentials`, `user-disabled` (only to whoever knows the password).
 */
export const createSignIn = (context: Context, attempts: Attempts): SignIn => {
  const nobody = hashPassword('nobody', context.config.scryptLog2N);
  const signIn: SignIn = async ({ login, password, deviceId }, address) => {
    attempts.check(login, address);
    // Counted before the slow hash: attempts made at the same time count too.
    attempts.failed(login, address);
    const find = (): UserRow | undefined =>
      context.store.sql.get<UserRow>('SELECT * FROM users WHERE login = ?', login);
    const found = find();
    const right = await checkPassword(password, found?.password ?? (await nobody));
    // Read again: the user may have been disabled, or the password changed, while the hash was computed.
    const user = right ? find() : undefined;
    const refuse = (code: 'wrong-credentials' | 'user-disabled'): never => {
      const id = found?.id ?? '';
      const detail = code === 'user-disabled' ? { disabled: true } : {};
      context.store.transaction((tx) =>
        context.audit.record(tx, { userId: id, action: 'session.refused', subject: id, detail }),
      );
      throw new AppError(code);
    };
    if (user === undefined || user.password !== found?.password) return refuse('wrong-credentials');
    if (user.disabled_at !== null) return refuse('user-disabled');
    attempts.succeeded(login, address);
    return context.store.transaction((tx) => {
      context.audit.record(tx, {
        userId: user.id,
        action: 'session.open',
        subject: user.id,
        detail: deviceId === null ? {} : { deviceId },
      });
      return openSession(context, tx, sessionUser(user), deviceId);
    });
  };
  return (credentials, address) =>
    signIn(credentials, address).catch((error: unknown) => {
      if (error instanceof AppError) {
        const { code } = error;
        context.log[code === 'too-many-attempts' ? 'warn' : 'info']({ code }, 'sign-in refused');
      }
      throw error;
    });
};
