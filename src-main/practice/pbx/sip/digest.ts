import { createHash, timingSafeEqual } from 'node:crypto';
import { parseParams } from './address.ts';
import { splitOutside } from './split.ts';

/** What a client says in Authorization or Proxy-Authorization (RFC 2617, RFC 3261 section 22). */
export type Credentials = {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  readonly response: string;
  /** Absent: the old form of RFC 2069, without protection of quality. */
  readonly auth: { readonly nc: string; readonly cnonce: string } | null;
};

/** Reads a Digest header, or null: another scheme, another algorithm, a field missing. */
export function parseCredentials(value: string | undefined): Credentials | null {
  const digest = /^Digest\s+(.{1,4096})$/i.exec(value ?? '')?.[1];
  if (digest === undefined) return null;
  const field = parseParams(splitOutside(digest, ','));
  const [username, realm, nonce, uri] = ['username', 'realm', 'nonce', 'uri'].map((name) => field.get(name));
  const response = field.get('response')?.toLowerCase();
  if (username === undefined || realm === undefined || nonce === undefined || uri === undefined) return null;
  if (response === undefined || !/^[0-9a-f]{32}$/.test(response)) return null;
  if ((field.get('algorithm') ?? 'MD5').toUpperCase() !== 'MD5') return null;
  const qop = field.get('qop');
  if (qop === undefined) return { username, realm, nonce, uri, response, auth: null };
  const [nc, cnonce] = [field.get('nc'), field.get('cnonce')];
  if (qop !== 'auth' || nc === undefined || cnonce === undefined || !/^[0-9a-f]{8}$/i.test(nc)) return null;
  return { username, realm, nonce, uri, response, auth: { nc, cnonce } };
}

const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex');

/** The answer that a client with this password gives, RFC 2617 section 3.2.2 (MD5, qop auth or none). */
export function digestResponse(
  asked: Omit<Credentials, 'response'>,
  { method, password }: { readonly method: string; readonly password: string },
): string {
  const secret = md5(`${asked.username}:${asked.realm}:${password}`);
  const request = md5(`${method}:${asked.uri}`);
  return asked.auth === null
    ? md5(`${secret}:${asked.nonce}:${request}`)
    : md5(`${secret}:${asked.nonce}:${asked.auth.nc}:${asked.auth.cnonce}:auth:${request}`);
}

/** Whether the credentials prove the password, compared in constant time. */
export function provesPassword(given: Credentials, request: { readonly method: string; readonly password: string }) {
  return timingSafeEqual(Buffer.from(digestResponse(given, request)), Buffer.from(given.response));
}
