import { createHash, hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import { openBox, sealBox } from '../keys/keys.ts';
import { SCRYPT_LOG2N } from '../passwords.ts';
import type { ByteReader } from './byte-reader.ts';

/**
 * What stands in clear at the beginning of a backup: nothing about people, only what is needed to open it.
 *
 * magic (8) ‖ length (4, big endian) ‖ header (JSON) ‖ SHA-256 of all that (32); then the sealed frames (frames.ts).
 */
const MAGIC = Buffer.from('SLCTBKP1');
const DIGEST_BYTES = 32;
const LONGEST_HEADER = 16 * 1024;
const PROOF = 'sollecito backup';

const KeySource = z.discriminatedUnion('kind', [
  /** A passphrase, stretched by scrypt with N = 2^log2n, r = 8, p = 1. */
  z.object({ kind: z.literal('passphrase'), log2n: z.int().min(1).max(20) }),
  /** The workspace's own master key, named by the beginning of its hash. */
  z.object({ kind: z.literal('workspace'), id: z.string() }),
]);

const Header = z.object({
  format: z.literal(1),
  createdAt: z.string(),
  /** The newest migration of the schema inside. */
  schema: z.string(),
  version: z.string(),
  key: KeySource,
  /** base64url: of the key's derivation, and the first 7 bytes of every frame's nonce. */
  salt: z.string(),
  noncePrefix: z.string(),
  /** A known text under the key: a wrong key is told from a damaged file. */
  proof: z.string(),
});
export type Header = z.infer<typeof Header>;

/** What opens a backup. */
export type Secret =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'workspace'; readonly master: Uint8Array };

export type Opened = { readonly header: Header; readonly key: Buffer; readonly aad: Buffer };

export const damaged = (message: string): AppError =>
  new AppError('backup-damaged', { message: `${message}; nothing was restored` });

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const masterId = (master: Uint8Array): string => sha256(master).toString('hex').slice(0, 16);

const stretch = (passphrase: string, salt: Buffer, log2n: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const N = 2 ** log2n;
    scrypt(passphrase.normalize('NFC'), salt, 32, { N, r: 8, p: 1, maxmem: 160 * N * 8 }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });

const keyOf = async (secret: Secret, salt: Buffer, log2n: number): Promise<Buffer> => {
  const material = secret.kind === 'passphrase' ? await stretch(secret.passphrase, salt, log2n) : secret.master;
  return Buffer.from(hkdfSync('sha256', material, salt, 'sollecito-backup-v1', 32));
};

/** Begins a backup: its bytes in clear, and what seals the frames behind them. */
export const writeEnvelope = async (
  facts: Pick<Header, 'createdAt' | 'schema' | 'version'>,
  secret: Secret,
  log2n: number = SCRYPT_LOG2N,
): Promise<Opened & { readonly bytes: Buffer }> => {
  const salt = randomBytes(16);
  const key = await keyOf(secret, salt, log2n);
  const header: Header = {
    format: 1,
    ...facts,
    key:
      secret.kind === 'passphrase' ? { kind: 'passphrase', log2n } : { kind: 'workspace', id: masterId(secret.master) },
    salt: salt.toString('base64url'),
    noncePrefix: randomBytes(7).toString('base64url'),
    proof: sealBox(key, Buffer.from(PROOF), PROOF),
  };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const clear = Buffer.concat([MAGIC, length, text]);
  const aad = sha256(clear);
  return { header, key, aad, bytes: Buffer.concat([clear, aad]) };
};

/** Reads the beginning of a backup without its key. Errors: `backup-damaged`. */
export const readHeader = async (reader: ByteReader): Promise<{ readonly header: Header; readonly aad: Buffer }> => {
  const start = await reader.take(MAGIC.length + 4);
  if (start === null || !start.subarray(0, MAGIC.length).equals(MAGIC)) throw damaged('this is no backup of Sollecito');
  const length = start.readUInt32BE(MAGIC.length);
  const text = length > LONGEST_HEADER ? null : await reader.take(length);
  const digest = text === null ? null : await reader.take(DIGEST_BYTES);
  if (text === null || digest === null) throw damaged('the backup ends in its header');
  const aad = sha256(Buffer.concat([start, text]));
  if (!aad.equals(digest)) throw damaged('the header of the backup is damaged');
  const header = Header.safeParse(JSON.parse(text.toString('utf8')));
  if (!header.success) throw damaged('the backup is of a form that this program does not know');
  return { header: header.data, aad };
};

/** Errors: `backup-key` when the secret is not the one that sealed it. */
export const unlock = async (
  read: { readonly header: Header; readonly aad: Buffer },
  secret: Secret,
): Promise<Opened> => {
  const { header } = read;
  const fits =
    secret.kind === 'passphrase' || (header.key.kind === 'workspace' && header.key.id === masterId(secret.master));
  if (secret.kind !== header.key.kind || !fits) throw new AppError('backup-key');
  const log2n = header.key.kind === 'passphrase' ? header.key.log2n : 0;
  const key = await keyOf(secret, Buffer.from(header.salt, 'base64url'), log2n);
  try {
    openBox(key, header.proof, PROOF);
  } catch (cause) {
    throw new AppError('backup-key', { cause });
  }
  return { ...read, key };
};
