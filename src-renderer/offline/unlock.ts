import { AppError } from '../../src-shared/contract/errors.ts';
import type { Session, SessionUser } from '../../src-shared/contract/session.ts';
import { toBase64Url } from '../../src-shared/sync/seal-format.ts';
import type { Device, DeviceDb } from './databases.ts';
import {
  createKeys,
  dataKeyBytes,
  keysFrom,
  openKeys,
  recoveryBox,
  wrapKeys,
  type KeyRing,
  type OpenKeys,
} from './keys.ts';
import { sealJson, unsealJson } from './seal.ts';
import type { Wire } from './wire.ts';

export type UnlockDeps = { readonly db: DeviceDb; readonly wire: Wire; readonly iterations: number };

/** Whom a password let in, and what his work is sealed with. */
export type Unlocked = { readonly user: SessionUser; readonly authorKey: string; readonly keys: OpenKeys };

/** What a computer keeps of an operator under his data key, for the day without a coordinator. */
type Profile = Omit<Unlocked, 'keys'>;

const profileAad = (userId: string): string => `profile|${userId}`;

async function hashOf(login: string): Promise<string> {
  const text = new TextEncoder().encode(`sollecito-login|${login.trim().toLowerCase()}`);
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', text)));
}

/**
 * The operator's keys after the coordinator has let him in. Where the password is not the one that wrapped them (it was
 * reset), the coordinator's copy of the data key opens them; only where there is none do new keys begin.
 * Errors: `forbidden` for a role that works no cases.
 */
export async function unlockOnline(
  deps: UnlockDeps,
  device: Device,
  session: Session,
  password: string,
): Promise<Unlocked> {
  const { user, authorKey } = session;
  const { id } = user;
  if (authorKey === null) throw new AppError('forbidden');
  const ring = await deps.db.rings.get(id);
  const opened = ring === undefined ? null : await openKeys(ring, password);
  const keys = opened ?? (await recover(deps, device, session, password, ring));
  const kept: Profile = { user, authorKey };
  const profile = await sealJson(keys.dataKey, kept, profileAad(id));
  await deps.db.operators.put({ loginHash: await hashOf(user.login), userId: id, profile });
  return { ...kept, keys };
}

async function recover(
  deps: UnlockDeps,
  device: Device,
  session: Session,
  password: string,
  ring: KeyRing | undefined,
): Promise<OpenKeys> {
  const { id } = session.user;
  // A transport error must not end in new keys: it is thrown, and the person signs in again.
  const kept = dataKeyBytes((await deps.wire.readRecovery(session.token, device.deviceId)) ?? '');
  const same = ring === undefined || kept === null ? null : await keysFrom(ring, kept);
  const next =
    same === null || ring === undefined
      ? await createKeys(id, password, deps.iterations, kept)
      : await wrapKeys(id, password, { ...ring, raw: same.raw }, deps.iterations);
  await deps.db.rings.put(next);
  const keys = same ?? (await openKeys(next, password));
  if (keys === null) throw new AppError('internal');
  return keys;
}

/** Gives the coordinator its sealed copy of the data key. */
export async function keepRecovery(wire: Wire, device: Device, session: Session, keys: OpenKeys): Promise<void> {
  const { id } = session.user;
  const box = await recoveryBox(keys, device.coordinatorKey, device.deviceId, id);
  await wire.saveRecovery(session.token, device.deviceId, box);
}

/** Errors: `not-known-offline` (never signed in here), `wrong-password-offline`. */
export async function unlockOffline(deps: Pick<UnlockDeps, 'db'>, login: string, password: string): Promise<Unlocked> {
  const known = await deps.db.operators.get(await hashOf(login));
  const ring = known === undefined ? undefined : await deps.db.rings.get(known.userId);
  if (known === undefined || ring === undefined) throw new AppError('not-known-offline');
  const keys = await openKeys(ring, password);
  if (keys === null) throw new AppError('wrong-password-offline');
  const profile = (await unsealJson(keys.dataKey, known.profile, profileAad(known.userId)).catch(
    () => null,
  )) as Profile | null;
  if (profile === null) throw new AppError('not-known-offline');
  return { ...profile, keys };
}

/** After a password change: the same data key under the new password. */
export async function rewrap(deps: UnlockDeps, userId: string, keys: OpenKeys, password: string): Promise<void> {
  const ring = await deps.db.rings.get(userId);
  if (ring === undefined) return;
  await deps.db.rings.put(await wrapKeys(userId, password, { ...ring, raw: keys.raw }, deps.iterations));
}
