import type { Context } from '../../context.ts';
import { newId } from '../../identity.ts';
import { hashToken, newToken } from './tokens.ts';

/** Registers a workstation; the credential is answered once and kept only as a hash. */
export const registerDevice = (
  context: Context,
  userId: string,
  name: string,
): { readonly deviceId: string; readonly credential: string } => {
  const deviceId = newId();
  const credential = newToken();
  context.store.transaction((tx) => {
    tx.run(
      'INSERT INTO devices (id, name, credential_hash, registered_by, created_at) VALUES (?, ?, ?, ?, ?)',
      deviceId,
      name,
      hashToken(credential),
      userId,
      context.clock.now(),
    );
    context.audit.record(tx, { userId, action: 'device.register', subject: deviceId, detail: { name } });
  });
  return { deviceId, credential };
};

/** The device a credential belongs to; null where it is unknown or revoked. */
export const deviceOfCredential = (context: Context, credential: string): string | null =>
  context.store.sql.get<{ id: string }>(
    'SELECT id FROM devices WHERE credential_hash = ? AND revoked_at IS NULL',
    hashToken(credential),
  )?.id ?? null;
