import type { OperationHead } from '../contract/operations.ts';

/**
 * The bytes of a sealed operation body, the same on both sides: WebCrypto in the renderer, node:crypto on the
 * coordinator.
 *
 * secret = ECDH P-256 (the device's key pair, the coordinator's key); `epk` is the device's raw public key (65 bytes,
 * uncompressed), one per operator and device, so that the coordinator derives once for them and not per operation.
 * key = HKDF-SHA-256(secret, salt = empty, info = sealInfo(author key)), 256 bits. The coordinator derives it with the
 * author key of the operator whom the envelope names: a body opens only where that operator sealed it.
 * box = iv (12 bytes, random) ‖ AES-256-GCM ciphertext ‖ tag (16 bytes), base64url without padding; JSON in UTF-8.
 * Additional data binds a body to its envelope: it cannot be moved to another operation.
 */
export const sealInfo = (authorKey: string): string => `sollecito-op-v1|${authorKey}`;
/** The same construction for the data key that a coordinator keeps for recovery. */
export const RECOVERY_INFO = 'sollecito-recovery-v1';
export const IV_BYTES = 12;
export const RAW_PUBLIC_KEY_BYTES = 65;

type Envelope = Pick<OperationHead, 'opId' | 'operatorId' | 'kind' | 'caseId'>;

/**
 * The additional data of an operation's body, as UTF-8: who said what about which case. The device and its number are
 * left out because a device that was copied is renumbered, and another operator's body cannot be sealed again.
 */
export const operationAad = (op: Envelope): string => `${op.opId}|${op.operatorId}|${op.kind}|${op.caseId}`;

/** The additional data of a recovery box (its content: base64url of the 32 bytes of the data key), as UTF-8. */
export const recoveryAad = (deviceId: string, userId: string): string => `${deviceId}|${userId}`;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES: ReadonlyMap<number, number> = new Map(
  [...ALPHABET].map((letter, value) => [letter.charCodeAt(0), value] as const),
);

/** Base64url without padding (RFC 4648 §5). */
export function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at] ?? 0, bytes[at + 1], bytes[at + 2]];
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += ALPHABET.charAt(word >> 18) + ALPHABET.charAt((word >> 12) & 63);
    if (b !== undefined) text += ALPHABET.charAt((word >> 6) & 63);
    if (c !== undefined) text += ALPHABET.charAt(word & 63);
  }
  return text;
}

/** Throws RangeError on a letter that is not of the alphabet. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [word, bits, at] = [0, 0, 0];
  for (let n = 0; n < text.length; n += 1) {
    const value = VALUES.get(text.charCodeAt(n));
    if (value === undefined) throw new RangeError('not base64url');
    word = ((word << 6) | value) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (word >> bits) & 0xff;
    at += 1;
  }
  return bytes;
}
