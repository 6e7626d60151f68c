import { createHash, randomBytes } from 'node:crypto';

const ALGORITHMS: Readonly<Record<string, string>> = { MD5: 'md5', 'SHA-256': 'sha256' };

/** Fields of `Digest realm="…", nonce="…", qop="auth"`. */
const fieldsOf = (challenge: string): ReadonlyMap<string, string> =>
  new Map(
    [...challenge.matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/gu)].map(
      ([, name = '', quoted, plain]) => [name.toLowerCase(), quoted ?? plain ?? ''],
    ),
  );

/** The Authorization for a challenge (RFC 2617, RFC 7616), or null where it asks for what is not known here. */
export const answerChallenge = (
  challenge: string,
  request: { readonly method: string; readonly uri: string; readonly username: string; readonly password: string },
): string | null => {
  if (!/^digest\s/iu.test(challenge)) return null;
  const fields = fieldsOf(challenge);
  const [realm, nonce, opaque] = ['realm', 'nonce', 'opaque'].map((name) => fields.get(name));
  const name = fields.get('algorithm') ?? 'MD5';
  const algorithm = ALGORITHMS[name.toUpperCase()];
  if (realm === undefined || nonce === undefined || algorithm === undefined) return null;
  const qop = fields.get('qop');
  if (qop !== undefined && !qop.split(',').some((one) => one.trim() === 'auth')) return null;
  const hash = (text: string): string => createHash(algorithm).update(text, 'utf8').digest('hex');
  const { method, uri, username, password } = request;
  const cnonce = randomBytes(12).toString('hex');
  const nc = '00000001';
  const secret = hash(`${username}:${realm}:${password}`);
  const asked = hash(`${method}:${uri}`);
  const response = hash(
    qop === undefined ? `${secret}:${nonce}:${asked}` : `${secret}:${nonce}:${nc}:${cnonce}:auth:${asked}`,
  );
  return [
    `Digest username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}"`,
    `algorithm=${name}`,
    ...(qop === undefined ? [] : [`qop=auth, nc=${nc}, cnonce="${cnonce}"`]),
    ...(opaque === undefined ? [] : [`opaque="${opaque}"`]),
  ].join(', ');
};
