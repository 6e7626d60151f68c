import { userOf } from '../sip/address.ts';
import { parseCredentials, provesPassword } from '../sip/digest.ts';
import type { Header } from '../sip/header-lines.ts';
import { headerOf, type SipRequest } from '../sip/message.ts';
import { createNonces } from '../sip/nonces.ts';

/** Whether a request proves the password of the account that it is from. */
export type Passage =
  | { readonly kind: 'proven'; readonly user: string }
  | { readonly kind: 'ask'; readonly header: Header; readonly status: 401 | 407; readonly reason: string }
  | { readonly kind: 'forbidden' };

export type Gate = { readonly judge: (request: SipRequest) => Passage };

/** Asks for passwords: 401 as a registrar, 407 as a proxy (RFC 3261 section 22). */
export function createGate(options: {
  readonly realm: string;
  readonly accounts: ReadonlyMap<string, string>;
  readonly now: () => number;
}): Gate {
  const nonces = createNonces(options.now);

  const ask = (registering: boolean, stale: boolean): Passage => ({
    kind: 'ask',
    status: registering ? 401 : 407,
    reason: registering ? 'Unauthorized' : 'Proxy Authentication Required',
    header: {
      name: registering ? 'www-authenticate' : 'proxy-authenticate',
      value: `Digest realm="${options.realm}", nonce="${nonces.issue()}", qop="auth", algorithm=MD5${stale ? ', stale=true' : ''}`,
    },
  });

  return {
    judge: (request) => {
      const registering = request.method === 'REGISTER';
      const given = parseCredentials(headerOf(request, registering ? 'authorization' : 'proxy-authorization'));
      const password = given === null ? undefined : options.accounts.get(given.username);
      if (given === null || password === undefined || given.realm !== options.realm) return ask(registering, false);
      if (!provesPassword(given, { method: request.method, password })) return ask(registering, false);
      const nonce = nonces.use(given.nonce, given.auth?.nc ?? null);
      if (nonce !== 'fresh') return ask(registering, true);
      // Nobody speaks under another's name, and nobody registers another.
      const as = [headerOf(request, 'from'), registering ? headerOf(request, 'to') : undefined];
      const foreign = as.some((value) => value !== undefined && userOf(value) !== given.username);
      return foreign ? { kind: 'forbidden' } : { kind: 'proven', user: given.username };
    },
  };
}
