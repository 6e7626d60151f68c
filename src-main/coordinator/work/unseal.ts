import { hkdfSync, type KeyObject } from 'node:crypto';
import type { SealedOperation } from '../../../src-shared/contract/operations.ts';
import { operationAad, RAW_PUBLIC_KEY_BYTES, RECOVERY_INFO, SEAL_INFO } from '../../../src-shared/sync/seal-format.ts';
import { type Keys, openBox, secretKey } from '../administration/keys/keys.ts';

export type Unseal = {
  /** The operation's body; throws where it cannot be read. */
  readonly body: (op: SealedOperation) => unknown;
  readonly recovery: (box: { readonly epk: string; readonly box: string }, aad: string) => string;
};

const REMEMBERED = 2_000;

/** Opens what devices sealed to the coordinator (bytes: src-shared/sync/seal-format.ts). One derivation per device. */
export const createUnseal = (keys: Keys): Unseal => {
  const derived = new Map<string, KeyObject>();
  const derive = (epk: string, info: string): Buffer => {
    const point = Buffer.from(epk, 'base64url');
    if (point.length !== RAW_PUBLIC_KEY_BYTES) throw new Error('not a raw P-256 point');
    return Buffer.from(hkdfSync('sha256', keys.sharedSecret(point), Buffer.alloc(0), info, 32));
  };
  const keyOf = (epk: string): KeyObject => {
    const known = derived.get(epk);
    if (known !== undefined) return known;
    const key = secretKey(derive(epk, SEAL_INFO));
    if (derived.size >= REMEMBERED) derived.delete(derived.keys().next().value ?? '');
    derived.set(epk, key);
    return key;
  };
  return {
    body: (op) =>
      JSON.parse(openBox(keyOf(op.sealed.epk), op.sealed.box, operationAad(op)).toString('utf8')) as unknown,
    recovery: ({ epk, box }, aad) => openBox(derive(epk, RECOVERY_INFO), box, aad).toString('utf8'),
  };
};
