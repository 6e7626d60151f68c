import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { Session, sessionRoutes } from '../../../../src-shared/contract/session.ts';
import type { z } from 'zod';
import type { Context } from '../../context.ts';
import type { Sql } from '../../store/store.ts';
import { createWorkspace, insertUser, workspaceName } from '../create-workspace.ts';
import { hashPassword } from '../passwords.ts';
import { refuseWeakPassword } from './password-rules.ts';
import { openSession } from './sessions.ts';

/** True until somebody can administer the workspace. */
export const needsAdministrator = (sql: Sql): boolean =>
  sql.get("SELECT 1 AS found FROM users WHERE role = 'administrator' LIMIT 1") === undefined;

const same = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());

/**
 * The first start of a real workspace. Beyond loopback the setup code that `serve` printed is wanted, so that the
 * first to find the address does not become its administrator.
 * Errors: `setup-done`, `forbidden` (wrong setup code), `weak-password`.
 */
export const createAdministrator = async (
  context: Context,
  input: z.output<typeof sessionRoutes.createAdministrator.body>,
  fromThisComputer: boolean,
): Promise<Session> => {
  if (!needsAdministrator(context.store.sql)) throw new AppError('setup-done');
  const { setupCode } = context.config;
  if (setupCode !== null && !fromThisComputer && !same(setupCode, input.setupCode.trim().toUpperCase()))
    throw new AppError('forbidden');
  const login = input.login.trim().toLowerCase();
  refuseWeakPassword(input.password, login);
  const password = await hashPassword(input.password, context.config.scryptLog2N);
  return context.store.transaction((tx) => {
    // Two may have asked at once: only one becomes the administrator.
    if (!needsAdministrator(tx)) throw new AppError('setup-done');
    if (tx.get('SELECT 1 AS found FROM users WHERE login = ?', login) !== undefined) {
      throw new AppError('already-exists', { params: { name: login } });
    }
    if (workspaceName(tx) === null) createWorkspace(context, tx, { name: input.workspace, sample: false });
    const user = { login, name: input.name, role: 'administrator' as const, teamId: null };
    const id = insertUser(context, tx, { ...user, password });
    context.audit.record(tx, {
      userId: id,
      action: 'workspace.create',
      subject: id,
      detail: { name: input.workspace },
    });
    return openSession(context, tx, { ...user, id, lang: 'it' }, null);
  });
};
