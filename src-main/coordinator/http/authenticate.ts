import type { FastifyRequest } from 'fastify';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { sessionRoutes } from '../../../src-shared/contract/session.ts';
import { syncRoutes } from '../../../src-shared/contract/sync.ts';
import type { Route } from '../../../src-shared/contract/route.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import type { DeviceOfCredential } from '../administration/sessions/devices.ts';
import { userOfToken } from '../administration/sessions/sessions.ts';
import type { Context } from '../context.ts';

/** All that a password opens which somebody else may still know: one's own session, keys and the choice of another. */
const BEFORE_OWN_PASSWORD: ReadonlySet<string> = new Set(
  [
    sessionRoutes.whoAmI,
    sessionRoutes.changePassword,
    sessionRoutes.signOut,
    sessionRoutes.savePreferences,
    syncRoutes.registerDevice,
    syncRoutes.saveRecoveryKey,
    syncRoutes.readRecoveryKey,
  ].map(({ id }) => id),
);

export type Caller = { readonly user: SessionUser | null; readonly deviceId: string | null };

const NOBODY: Caller = { user: null, deviceId: null };

const bearing = (request: FastifyRequest, scheme: 'Bearer' | 'Device'): string | null => {
  const header = request.headers.authorization;
  return header?.startsWith(`${scheme} `) === true ? header.slice(scheme.length + 1) : null;
};

/** The session token of a request, or null. */
export const tokenOf = (request: FastifyRequest): string | null => bearing(request, 'Bearer');

/**
 * Who calls, and whether the route lets them in.
 * Errors: `not-signed-in`, `session-expired`, `user-disabled`, `device-unknown`, `forbidden`.
 */
export const authenticate = (
  context: Context,
  deviceOf: DeviceOfCredential,
  route: Route,
  request: FastifyRequest,
): Caller => {
  switch (route.roles) {
    case 'public':
      return NOBODY;
    case 'device': {
      const credential = bearing(request, 'Device');
      const deviceId = credential === null ? null : deviceOf(credential);
      if (deviceId === null) throw new AppError('device-unknown', { recovery: 'resync' });
      return { user: null, deviceId };
    }
    default: {
      const token = tokenOf(request);
      if (token === null) throw new AppError('not-signed-in');
      const { user, deviceId } = userOfToken(context, token);
      if (route.roles !== 'session' && !route.roles.includes(user.role)) throw new AppError('forbidden');
      if (user.passwordGiven === true && !BEFORE_OWN_PASSWORD.has(route.id)) throw new AppError('password-given');
      return { user, deviceId };
    }
  }
};
