import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHmac,
  createSecretKey,
  type ECDH,
  KeyObject,
  randomBytes,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A box: iv (12) ‖ ciphertext ‖ tag (16), AES-256-GCM. */
export const IV_BYTES = 12;
const TAG = 16;

export type Keys = {
  /** P-256, raw (65 bytes), base64url: workstations seal operation bodies to it. */
  readonly publicKey: string;
  /** The raw ECDH secret shared with a device's key. Throws on a point that is not on the curve. */
  readonly sharedSecret: (epk: Uint8Array) => Buffer;
  /** A key of its own for each label, from the workspace's master key (HMAC-SHA-256). */
  readonly derive: (label: string) => KeyObject;
  /** 32 bytes; backups made without a passphrase are sealed under a key derived from it. */
  readonly master: Uint8Array;
};

/** A key as `node:crypto` likes it: with plain bytes every cipher would first look for what they are not. */
export const secretKey = (key: Uint8Array): KeyObject => createSecretKey(key);

const asKey = (key: Uint8Array | KeyObject): KeyObject => (key instanceof KeyObject ? key : secretKey(key));

/**
 * Encrypts to base64url. `aad` binds the box to its place, so that boxes cannot be swapped; `iv` is random and used for
 * this box only.
 */
export const sealBox = (
  key: Uint8Array | KeyObject,
  plain: Uint8Array,
  aad: string,
  iv: Uint8Array = randomBytes(IV_BYTES),
): string => {
  const cipher = createCipheriv('aes-256-gcm', asKey(key), iv);
  cipher.setAAD(Buffer.from(aad));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url');
};

/** Throws when the key, the aad or a byte is not what it was. */
export const openBox = (key: Uint8Array | KeyObject, box: string, aad: string): Buffer => {
  const bytes = Buffer.from(box, 'base64url');
  if (bytes.length < IV_BYTES + TAG) throw new Error('box too short');
  const decipher = createDecipheriv('aes-256-gcm', asKey(key), bytes.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(aad));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, bytes.length - TAG)), decipher.final()]);
};

/** The keys of a data folder, made at its first start, readable only by the account that runs the coordinator. */
export const openKeys = (dataDir: string): Keys => {
  const folder = path.join(dataDir, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const master = readOrMake(path.join(folder, 'master.key'), () => randomBytes(32));
  const secret = readOrMake(path.join(folder, 'coordinator.key'), () => {
    const fresh = createECDH('prime256v1');
    fresh.generateKeys();
    // A private number may be shorter than the curve's 32 bytes.
    return Buffer.concat([Buffer.alloc(32), fresh.getPrivateKey()]).subarray(-32);
  });
  const ecdh: ECDH = createECDH('prime256v1');
  ecdh.setPrivateKey(secret);
  const masterKey = secretKey(master);
  return {
    publicKey: ecdh.getPublicKey().toString('base64url'),
    sharedSecret: (epk) => ecdh.computeSecret(epk),
    derive: (label) => secretKey(createHmac('sha256', masterKey).update(label).digest()),
    master,
  };
};

const readOrMake = (file: string, make: () => Buffer): Buffer => {
  if (existsSync(file)) return readFileSync(file);
  const fresh = make();
  // Written aside and moved: a crash never leaves half a key.
  writeFileSync(`${file}.new`, fresh, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return fresh;
};
