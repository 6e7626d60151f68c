import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** OWASP's first choice for scrypt: N = 2^17, r = 8, p = 1, about 128 MB and 0.3 s. */
export const SCRYPT_LOG2N = 17;
const R = 8;
const P = 1;
const KEY_BYTES = 32;
/** What a stored hash may ask for: a forged row must not exhaust the memory. */
const LARGEST_LOG2N = 20;

const derive = (password: string, salt: Buffer, log2n: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const N = 2 ** log2n;
    const options = { N, r: R, p: P, maxmem: 160 * N * R };
    // NFC: the same password typed on another keyboard gives the same bytes.
    scrypt(password.normalize('NFC'), salt, KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });

/** `scrypt$17$<salt>$<key>`, base64url. `log2n` is lowered only by tests. */
export const hashPassword = async (password: string, log2n: number = SCRYPT_LOG2N): Promise<string> => {
  const salt = randomBytes(16);
  const key = await derive(password, salt, log2n);
  return `scrypt$${log2n}$${salt.toString('base64url')}$${key.toString('base64url')}`;
};

export const checkPassword = async (password: string, stored: string): Promise<boolean> => {
  const [scheme, log2n, salt, key] = stored.split('$');
  const cost = Number(log2n);
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) return false;
  if (!Number.isInteger(cost) || cost < 1 || cost > LARGEST_LOG2N) return false;
  const expected = Buffer.from(key, 'base64url');
  const actual = await derive(password, Buffer.from(salt, 'base64url'), cost);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
};
