import { hkdfSync, type KeyObject } from 'node:crypto';
import type { SealedOperation } from '../../../src-shared/contract/operations.ts';
import { operationAad, RAW_PUBLIC_KEY_BYTES, RECOVERY_INFO, sealInfo } from '../../../src-shared/sync/seal-format.ts';
import { authorKey } from '../administration/keys/author-key.ts';
import { type Keys, openBox, secretKey } from '../administration/keys/keys.ts';

export type Unseal = {
  /** The operation's body; throws where it cannot be read, or where another than its operator sealed it. */
  readonly body: (op: SealedOperation) => unknown;
  readonly recovery: (box: { readonly epk: string; readonly box: string }, aad: string) => string;
};

const REMEMBERED = 2_000;

/** Opens what devices sealed to the coordinator (bytes: src-shared/sync/seal-format.ts). One derivation per operator and device. */
export const createUnseal = (keys: Keys): Unseal => {
  const derived = new Map<string, KeyObject>();
  const derive = (epk: string, info: string): Buffer => {
    const point = Buffer.from(epk, 'base64url');
    if (point.length !== RAW_PUBLIC_KEY_BYTES) throw new Error('not a raw P-256 point');
    return Buffer.from(hkdfSync('sha256', keys.sharedSecret(point), Buffer.alloc(0), info, 32));
  };
  const keyOf = (epk: string, operatorId: string): KeyObject => {
    const name = `${operatorId}|${epk}`;
    const known = derived.get(name);
    if (known !== undefined) return known;
    const key = secretKey(derive(epk, sealInfo(authorKey(keys, operatorId))));
    if (derived.size >= REMEMBERED) derived.delete(derived.keys().next().value ?? '');
    derived.set(name, key);
    return key;
  };
  return {
    body: (op) =>
      JSON.parse(
        openBox(keyOf(op.sealed.epk, op.operatorId), op.sealed.box, operationAad(op)).toString('utf8'),
      ) as unknown,
    recovery: ({ epk, box }, aad) => openBox(derive(epk, RECOVERY_INFO), box, aad).toString('utf8'),
  };
};
