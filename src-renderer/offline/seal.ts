import type { OperationHead } from '../../src-shared/contract/operations.ts';
import { fromBase64Url, IV_BYTES, operationAad, sealInfo, toBase64Url } from '../../src-shared/sync/seal-format.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** iv ‖ AES-256-GCM(bytes) ‖ tag. */
export async function sealBytes(key: CryptoKey, bytes: Bytes, aad: string): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8.encode(aad) }, key, bytes);
  const box = new Uint8Array(IV_BYTES + sealed.byteLength);
  box.set(iv);
  box.set(new Uint8Array(sealed), IV_BYTES);
  return box;
}

/** Rejects (OperationError) where the key, the additional data or a single bit is another. */
export async function unsealBytes(key: CryptoKey, box: Bytes, aad: string): Promise<Bytes> {
  const params = { name: 'AES-GCM', iv: box.subarray(0, IV_BYTES), additionalData: utf8.encode(aad) };
  return new Uint8Array(await crypto.subtle.decrypt(params, key, box.subarray(IV_BYTES)));
}

export const sealJson = (key: CryptoKey, value: unknown, aad: string): Promise<Bytes> =>
  sealBytes(key, utf8.encode(JSON.stringify(value)), aad);

export async function unsealJson(key: CryptoKey, box: Bytes, aad: string): Promise<unknown> {
  return JSON.parse(text.decode(await unsealBytes(key, box, aad))) as unknown;
}

/** The key that a device and the coordinator share, without it ever having travelled (seal-format.ts). */
export async function sharedKey(
  privateKey: CryptoKey,
  coordinatorKey: string,
  info: string,
  usages: readonly KeyUsage[] = ['encrypt'],
): Promise<CryptoKey> {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const theirs = await crypto.subtle.importKey('raw', fromBase64Url(coordinatorKey), curve, false, []);
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, privateKey, 256);
  const stretched = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8.encode(info) };
  return crypto.subtle.deriveKey(hkdf, stretched, { name: 'AES-GCM', length: 256 }, false, [...usages]);
}

/** Seals operation bodies to the coordinator; made once per unlock, because the derivation costs more than the seal. */
export type OperationSealer = (
  head: Pick<OperationHead, 'opId' | 'operatorId' | 'kind' | 'caseId'>,
  body: unknown,
) => Promise<{ readonly epk: string; readonly box: string }>;

export async function operationSealer(
  keys: { readonly privateKey: CryptoKey; readonly publicKey: string },
  coordinatorKey: string,
  authorKey: string,
): Promise<OperationSealer> {
  const key = await sharedKey(keys.privateKey, coordinatorKey, sealInfo(authorKey));
  return async (head, body) => ({
    epk: keys.publicKey,
    box: toBase64Url(await sealJson(key, body, operationAad(head))),
  });
}
