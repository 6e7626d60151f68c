import { splitOutside } from './split.ts';

/** What the relay needs of a SIP address; the host is in lower case. */
export type SipUri = { readonly user: string; readonly host: string };

const URI = /^sips?:(?:([^@\s<>"]{0,256})@)?(\[[0-9a-f:.]{2,64}\]|[a-z0-9._-]{1,256})(?::\d{1,5})?(?:[;?]|$)/i;

/** Reads `sip:user@host:port;params`, or null. The user comes back with its %-escapes undone and without password. */
export function parseUri(text: string): SipUri | null {
  const match = URI.exec(text);
  if (!match?.[2]) return null;
  const [user = ''] = (match[1] ?? '').split(/[:;]/);
  try {
    return { user: decodeURIComponent(user), host: match[2].toLowerCase() };
  } catch {
    return null;
  }
}

/** `"Name" <sip:…>;tag=…` taken apart: a From, To or Contact. Parameter names are in lower case. */
export type NameAddress = { readonly uri: string; readonly params: ReadonlyMap<string, string> };

/** Reads one name-addr or addr-spec (RFC 3261 section 25.1), or null. */
export function parseNameAddress(value: string): NameAddress | null {
  const [first = '', ...rest] = splitOutside(value, ';');
  const bracket = /<([^<>]{1,1024})>\s*$/.exec(first);
  const uri = bracket?.[1] ?? first;
  if (parseUri(uri) === null) return null;
  return { uri, params: parseParams(rest) };
}

/** `a=1`, `b`, `c="x"` as a map; the first of two equal names counts. */
export function parseParams(parts: readonly string[]): ReadonlyMap<string, string> {
  const params = new Map<string, string>();
  for (const part of parts) {
    const equals = part.indexOf('=');
    const name = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase();
    const value = equals < 0 ? '' : part.slice(equals + 1).trim();
    if (name !== '' && !params.has(name)) params.set(name, unquoted(value));
  }
  return params;
}

const unquoted = (value: string): string =>
  value.length >= 2 && value.startsWith('"') && value.endsWith('"')
    ? value.slice(1, -1).replace(/\\(.)/g, '$1')
    : value;

/** The user of a From, To or request address, '' when there is none. */
export function userOf(value: string | undefined): string {
  const uri = value === undefined ? null : (parseNameAddress(value)?.uri ?? null);
  return (uri === null ? null : parseUri(uri))?.user ?? '';
}

/** The tag of a From or To: a To with one belongs to a dialog. */
export const tagOf = (value: string | undefined): string | undefined =>
  value === undefined ? undefined : parseNameAddress(value)?.params.get('tag');
