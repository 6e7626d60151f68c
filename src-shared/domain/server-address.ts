/** What is wrong with an address of a telephone exchange. `plain`: voice and passwords would travel unsealed. */
export type ServerAddressProblem = 'empty' | 'not-an-address' | 'scheme' | 'plain' | 'extra';

export type ServerAddress =
  | { readonly ok: true; readonly url: string; readonly host: string; readonly port: number; readonly tls: boolean }
  | { readonly ok: false; readonly problem: ServerAddressProblem };

const HERE: ReadonlySet<string> = new Set(['localhost', '127.0.0.1']);

const wrong = (problem: ServerAddressProblem): ServerAddress => ({ ok: false, problem });

/**
 * Reads the address where telephones connect (SIP over WebSocket, RFC 7118): `wss://` anywhere, `ws://` only on this very
 * computer. Names, passwords and fragments have no place in it.
 */
export const readServerAddress = (written: string): ServerAddress => {
  const text = written.trim();
  if (text === '') return wrong('empty');
  const scheme = /^([a-z][a-z\d+.-]*):\/\//iu.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return wrong('not-an-address');
  if (scheme !== 'wss' && scheme !== 'ws') return wrong('scheme');
  const rest = text.slice(scheme.length + 3);
  const authority = /^[^/?#]*/u.exec(rest)?.[0] ?? '';
  if (authority.includes('@') || rest.includes('#')) return wrong('extra');
  const parts = /^(\[[\da-f:.]+\]|[a-z\d](?:[a-z\d.-]*[a-z\d])?)(?::(\d{1,5}))?$/iu.exec(authority);
  const host = parts?.[1]?.toLowerCase();
  const tls = scheme === 'wss';
  const port = Number(parts?.[2] ?? (tls ? 443 : 80));
  const path = rest.slice(authority.length) || '/';
  if (host === undefined || port < 1 || port > 65_535 || !/^[/?][\x21-\x7e]*$/u.test(path))
    return wrong('not-an-address');
  if (!tls && !HERE.has(host)) return wrong('plain');
  const url = `${scheme}://${host}${parts?.[2] === undefined ? '' : `:${port}`}${path.startsWith('/') ? path : `/${path}`}`;
  // An IPv6 address stands in brackets in an address, and nowhere else.
  return { ok: true, url, host: host.replace(/^\[|\]$/gu, ''), port, tls };
};

/** What stands after the @ of its addresses: a name or an address of the network, with a port at most. */
export const isSipDomain = (text: string): boolean =>
  /^(?=.{1,200}$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[\da-f:.]+\])(?::\d{1,5})?$/iu.test(
    text,
  );

export type IceProblem = 'not-ice' | 'needs-credentials';

/** A STUN or TURN server (RFC 7064, RFC 7065); TURN is used by nobody without a name and a password. */
export const iceProblem = (url: string, hasCredentials: boolean): IceProblem | null => {
  const match = /^(stuns?|turns?):(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?(?:\?transport=(?:udp|tcp))?$/iu.exec(url);
  if (match === null) return 'not-ice';
  return match[1]?.toLowerCase().startsWith('turn') === true && !hasCredentials ? 'needs-credentials' : null;
};
