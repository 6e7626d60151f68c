import { parseNameAddress, parseUri, tagOf } from '../sip/address.ts';
import { headerOf, type SipMessage, type SipRequest } from '../sip/message.ts';
import type { Connection, Target } from './connection.ts';
import type { Registrar } from './registrar.ts';

/** Why a request goes nowhere: nobody has the number, its account is not here now, the call is not there. */
export type Nowhere = 404 | 480 | 481;

export type Routes = {
  /** Remembers the way to whoever proved itself: every user agent has a random host of its own in its Contact. */
  readonly learn: (connection: Connection, message: SipMessage) => void;
  readonly forget: (connection: Connection) => void;
  readonly find: (request: SipRequest) => Target | Nowhere;
  /** The connection that a host of a Contact or Via belongs to now. */
  readonly ownerOf: (host: string) => Connection | undefined;
};

export function createRoutes(options: {
  readonly domain: string;
  readonly accounts: ReadonlyMap<string, string>;
  readonly registrar: Registrar;
  readonly directory: (number: string) => Target | null;
}): Routes {
  const hosts = new Map<string, Connection>();
  const here = new Set([options.domain, '127.0.0.1', 'localhost']);

  const findUser = (user: string): Target | Nowhere => {
    const [newest] = options.registrar.find(user);
    if (newest !== undefined) return newest;
    if (options.accounts.has(user)) return 480;
    return options.directory(user.replace(/[\s().-]/g, '')) ?? 404;
  };

  return {
    learn: (connection, message) => {
      const contact = headerOf(message, 'contact');
      const address = contact === undefined ? null : parseNameAddress(contact);
      const host = address === null ? undefined : parseUri(address.uri)?.host;
      // The newest connection counts: who lost its socket comes back under the same host.
      if (host !== undefined && !here.has(host)) hosts.set(host, connection);
    },
    forget: (connection) => {
      for (const [host, owner] of hosts) if (owner === connection) hosts.delete(host);
    },
    find: (request) => {
      const uri = parseUri(request.uri);
      const direct = uri === null ? undefined : hosts.get(uri.host);
      if (direct !== undefined) return { connection: direct, uri: request.uri };
      const inDialog = tagOf(headerOf(request, 'to')) !== undefined;
      // The ACK of a refusal has a tag and no other address than its INVITE.
      if (uri === null || (inDialog && request.method !== 'ACK')) return 481;
      return here.has(uri.host) ? findUser(uri.user) : 404;
    },
    ownerOf: (host) => hosts.get(host),
  };
}
