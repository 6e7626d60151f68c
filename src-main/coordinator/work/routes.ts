import { stoppedRoutes } from '../../../src-shared/contract/stopped.ts';
import { decisionRoutes } from '../../../src-shared/contract/decisions.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { syncRoutes } from '../../../src-shared/contract/sync.ts';
import { recoveryAad } from '../../../src-shared/sync/seal-format.ts';
import { registerDevice } from '../administration/sessions/devices.ts';
import type { Context } from '../context.ts';
import { on, type Registration } from '../http/registration.ts';
import { readMeta } from '../store/meta.ts';
import { decide } from './decide.ts';
import { createFoldContexts } from './fold-contexts.ts';
import { pull } from './pull.ts';
import { resumeCases } from './resume-cases.ts';
import { listStopped } from './stopped-cases.ts';
import { push } from './push.ts';
import { listUndecided } from './undecided.ts';
import { createUnseal } from './unseal.ts';

/** Operations up, rows down, what a leader decides of them, and the keys that a workstation leaves here against a forgotten password. */
export const workRoutes = (context: Context): readonly Registration[] => {
  const { store, audit, clock, keys } = context;
  const unseal = createUnseal(keys);
  const tools = { context, unseal, contexts: createFoldContexts() };
  return [
    on(syncRoutes.registerDevice, ({ body, user }) => ({
      ...registerDevice(context, user.id, body.name),
      epoch: readMeta(store.sql, 'epoch') ?? '',
      coordinatorKey: keys.publicKey,
    })),
    on(syncRoutes.push, ({ body, deviceId }) => push(tools, deviceId, body)),
    on(syncRoutes.pull, ({ body, user }) => pull(context, user, body)),
    on(decisionRoutes.listUndecided, ({ user }) => ({
      operations: store.snapshot((sql) => listUndecided(sql, context.caseKeys, user)),
    })),
    on(decisionRoutes.decide, ({ params, body, user }) => {
      decide(context, tools.contexts, user, { opId: params.opId, ...body });
      return { ok: true as const };
    }),
    on(stoppedRoutes.listStopped, ({ user }) => ({ cases: store.snapshot((sql) => listStopped(sql, user)) })),
    on(stoppedRoutes.resumeCases, ({ user, body }) => ({ resumed: resumeCases(context, user, body) })),
    on(syncRoutes.saveRecoveryKey, ({ params, body, user }) => {
      try {
        unseal.recovery(body, recoveryAad(params.deviceId, user.id));
      } catch (cause) {
        // A box that cannot be opened now could not be opened in need either.
        throw new AppError('bad-request', { params: { path: 'box' }, cause });
      }
      store.transaction((tx) => {
        tx.run(
          `INSERT INTO recovery_keys (device_id, user_id, epk, box, saved_at) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (device_id, user_id) DO UPDATE SET epk = excluded.epk, box = excluded.box, saved_at = excluded.saved_at`,
          params.deviceId,
          user.id,
          body.epk,
          body.box,
          clock.now(),
        );
      });
      return { ok: true as const };
    }),
    on(syncRoutes.readRecoveryKey, ({ params, user }) => {
      const row = store.sql.get<{ epk: string; box: string }>(
        'SELECT epk, box FROM recovery_keys WHERE device_id = ? AND user_id = ?',
        params.deviceId,
        user.id,
      );
      if (row === undefined) return { dataKey: null };
      store.transaction((tx) =>
        audit.record(tx, { userId: user.id, action: 'device.recovery-read', subject: params.deviceId }),
      );
      return { dataKey: unseal.recovery(row, recoveryAad(params.deviceId, user.id)) };
    }),
  ];
};
