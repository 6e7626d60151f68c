import { AppError } from '../../../../src-shared/contract/errors.ts';
import { WIRE_VERSION } from '../../../../src-shared/contract/basics.ts';
import { sessionRoutes } from '../../../../src-shared/contract/session.ts';
import type { Context } from '../../context.ts';
import { tokenOf } from '../../http/authenticate.ts';
import { isLoopback } from '../../http/loopback.ts';
import { on, type Registration } from '../../http/registration.ts';
import { readMeta } from '../../store/meta.ts';
import { workspaceName } from '../create-workspace.ts';
import { checkPassword, hashPassword } from '../passwords.ts';
import { createAttempts } from './attempts.ts';
import { refuseWeakPassword } from './password-rules.ts';
import { forgetSamplePassword, readSampleUsers } from './sample-users.ts';
import { closeOtherSessions, closeSession, userOfToken } from './sessions.ts';
import { createAdministrator, needsAdministrator } from './setup.ts';
import { createSignIn } from './sign-in.ts';

const OK = { ok: true } as const;

export const routes = (context: Context): readonly Registration[] => {
  const { store, audit, config } = context;
  const attempts = createAttempts(context.clock, config.signIn);
  const signIn = createSignIn(context, attempts);
  return [
    on(sessionRoutes.welcome, () => ({
      product: 'Sollecito' as const,
      version: config.version,
      wireVersion: WIRE_VERSION,
      workspace: workspaceName(store.sql) ?? '',
      epoch: readMeta(store.sql, 'epoch') ?? '',
      needsAdministrator: needsAdministrator(store.sql),
      sample: readSampleUsers(store.sql),
    })),
    on(sessionRoutes.createAdministrator, ({ body, request }) => {
      attempts.check('', request.ip);
      attempts.failed('', request.ip);
      return createAdministrator(context, body, isLoopback(request.ip));
    }),
    on(sessionRoutes.signIn, ({ body, request }) => signIn(body, request.ip)),
    on(sessionRoutes.whoAmI, ({ request }) => {
      const { user, expiresAt } = userOfToken(context, tokenOf(request) ?? '');
      return { user, expiresAt };
    }),
    on(sessionRoutes.signOut, ({ user, request }) => {
      store.transaction((tx) => {
        closeSession(tx, tokenOf(request) ?? '');
        audit.record(tx, { userId: user.id, action: 'session.close', subject: user.id });
      });
      return OK;
    }),
    on(sessionRoutes.changePassword, async ({ user, body, request }) => {
      attempts.check(user.login, request.ip);
      attempts.failed(user.login, request.ip);
      const row = store.sql.get<{ password: string }>('SELECT password FROM users WHERE id = ?', user.id);
      if (row === undefined || !(await checkPassword(body.current, row.password))) {
        throw new AppError('wrong-credentials');
      }
      attempts.succeeded(user.login, request.ip);
      refuseWeakPassword(body.next, user.login);
      const password = await hashPassword(body.next, config.scryptLog2N);
      store.transaction((tx) => {
        const now = context.clock.now();
        tx.run('UPDATE users SET password = ?, password_changed_at = ? WHERE id = ?', password, now, user.id);
        // Whoever else was signed in with the old password is not any more.
        closeOtherSessions(tx, user.id, tokenOf(request) ?? '');
        forgetSamplePassword(tx, user.login);
        audit.record(tx, { userId: user.id, action: 'user.password', subject: user.id });
      });
      return OK;
    }),
    on(sessionRoutes.savePreferences, ({ user, body }) => {
      store.transaction((tx) => {
        tx.run('UPDATE users SET lang = ? WHERE id = ?', body.lang, user.id);
        // The debtors of the practice exchange speak it too.
        tx.onCommit(context.switchboard.look);
      });
      return OK;
    }),
  ];
};
