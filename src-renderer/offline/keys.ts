import { RECOVERY_INFO, recoveryAad, fromBase64Url, toBase64Url } from '../../src-shared/sync/seal-format.ts';
import { sealBytes, sharedKey, unsealBytes, type Bytes } from './seal.ts';

/** OWASP's figure for PBKDF2-HMAC-SHA-256 (2023); a tenth of a second on an office computer. */
export const KEY_ITERATIONS = 600_000;

/**
 * What a computer keeps of an operator. The data key is wrapped by the password; the private key (which could open the
 * boxes that wait for the coordinator) is sealed under the data key. Nothing here opens anything without the password.
 */
export type KeyRing = {
  readonly userId: string;
  readonly salt: Bytes;
  readonly iterations: number;
  readonly wrapped: Bytes;
  readonly privateKey: Bytes;
  readonly publicKey: string;
};

export type OpenKeys = {
  readonly dataKey: CryptoKey;
  readonly raw: Bytes;
  readonly privateKey: CryptoKey;
  readonly publicKey: string;
};

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;
const wrapAad = (userId: string): string => `data-key|${userId}`;
const privateAad = (userId: string): string => `private-key|${userId}`;

const passwordKey = async (password: string, salt: Bytes, iterations: number): Promise<CryptoKey> => {
  // The same password may be typed with letters composed in another way on another keyboard.
  const typed = new TextEncoder().encode(password.normalize('NFC'));
  const base = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  const params = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(params, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
};

const importDataKey = (raw: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);

/** Wraps the data key under a password: a new one, or the one at hand after a password change. */
export async function wrapKeys(
  userId: string,
  password: string,
  keys: { readonly raw: Bytes; readonly privateKey: Bytes; readonly publicKey: string },
  iterations: number,
): Promise<KeyRing> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const wrapped = await sealBytes(await passwordKey(password, salt, iterations), keys.raw, wrapAad(userId));
  return { userId, salt, iterations, wrapped, privateKey: keys.privateKey, publicKey: keys.publicKey };
}

/** A new ring: with a new data key, or with the one that the coordinator kept. */
export async function createKeys(
  userId: string,
  password: string,
  iterations: number,
  kept: Bytes | null = null,
): Promise<KeyRing> {
  const raw = kept ?? crypto.getRandomValues(new Uint8Array(32));
  const pair = await crypto.subtle.generateKey(CURVE, true, ['deriveBits']);
  const exported = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  const privateKey = await sealBytes(await importDataKey(raw), exported, privateAad(userId));
  const publicKey = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  return wrapKeys(userId, password, { raw, privateKey, publicKey }, iterations);
}

/** The keys behind the password, or null where it is another password. */
export async function openKeys(ring: KeyRing, password: string): Promise<OpenKeys | null> {
  const key = await passwordKey(password, ring.salt, ring.iterations);
  const raw = await unsealBytes(key, ring.wrapped, wrapAad(ring.userId)).catch(() => null);
  return raw === null ? null : keysFrom(ring, raw);
}

/** The keys of a ring whose data key is known (kept by the coordinator), or null where it is another data key. */
export async function keysFrom(ring: KeyRing, raw: Bytes): Promise<OpenKeys | null> {
  const dataKey = await importDataKey(raw);
  const pkcs8 = await unsealBytes(dataKey, ring.privateKey, privateAad(ring.userId)).catch(() => null);
  if (pkcs8 === null) return null;
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, CURVE, false, ['deriveBits']);
  return { dataKey, raw, privateKey, publicKey: ring.publicKey };
}

/** The data key sealed to the coordinator, so that a password reset loses nothing. */
export async function recoveryBox(
  keys: OpenKeys,
  coordinatorKey: string,
  deviceId: string,
  userId: string,
): Promise<{ readonly epk: string; readonly box: string }> {
  const key = await sharedKey(keys.privateKey, coordinatorKey, RECOVERY_INFO);
  const content = new TextEncoder().encode(toBase64Url(keys.raw));
  return { epk: keys.publicKey, box: toBase64Url(await sealBytes(key, content, recoveryAad(deviceId, userId))) };
}

/** The 32 bytes of a data key as the coordinator answers it, or null where the text is no such key. */
export function dataKeyBytes(encoded: string): Bytes | null {
  try {
    const raw = fromBase64Url(encoded);
    return raw.length === 32 ? raw : null;
  } catch {
    return null;
  }
}
