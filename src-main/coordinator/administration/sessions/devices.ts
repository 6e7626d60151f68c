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
export type DeviceOfCredential = (credential: string) => string | null;

const REMEMBERED = 2_000;

/**
 * Looks credentials up, and remembers those of this process's devices by their hash: a credential never comes to belong
 * to another device. One revoked meanwhile is still known here, so whatever writes for a device looks again (push.ts).
 */
export const createDeviceOfCredential = (context: Context): DeviceOfCredential => {
  const known = new Map<string, string>();
  return (credential) => {
    const hashed = hashToken(credential);
    const remembered = known.get(hashed);
    if (remembered !== undefined) return remembered;
    const found = context.store.sql.get<{ id: string }>(
      'SELECT id FROM devices WHERE credential_hash = ? AND revoked_at IS NULL',
      hashed,
    );
    if (found === undefined) return null;
    if (known.size >= REMEMBERED) known.clear();
    known.set(hashed, found.id);
    return found.id;
  };
};
