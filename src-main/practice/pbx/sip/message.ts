import { canonicalName } from './header-names.ts';
import { parseHeaderLines, type Header } from './header-lines.ts';

/** A SIP message, RFC 3261 section 7. Headers keep their order; compact names and folded lines are already undone. */
export type SipMessage = SipRequest | SipResponse;
export type SipRequest = Common & { readonly kind: 'request'; readonly method: string; readonly uri: string };
export type SipResponse = Common & { readonly kind: 'response'; readonly status: number; readonly reason: string };
type Common = { readonly headers: readonly Header[]; readonly body: string };

/** The largest message that is read, in characters: an offer with every codec of a browser has some 6,000. */
export const LARGEST_MESSAGE = 65_536;

const REQUEST_LINE = /^([A-Za-z][A-Za-z0-9-]{0,31}) (\S{1,1024}) SIP\/2\.0$/;
const STATUS_LINE = /^SIP\/2\.0 ([1-6]\d\d)(?: ([^\r\n]{0,256}))?$/;

/**
 * Reads one message as it came from a socket, or says that it is none. Never throws, whatever the text; the work is
 * bounded by its length. A body longer than Content-Length is cut, a shorter one makes the message unusable
 * (RFC 3261 section 18.3).
 */
export function parseMessage(raw: string): SipMessage | null {
  if (raw.length > LARGEST_MESSAGE) return null;
  // RFC 3261 section 7.5: empty lines before the start line are ignored.
  const text = raw.replace(/^(?:\r\n){1,8}/, '');
  const end = text.indexOf('\r\n\r\n');
  const head = end < 0 ? text.replace(/\r\n$/, '') : text.slice(0, end);
  const firstEnd = head.indexOf('\r\n');
  const start = firstEnd < 0 ? head : head.slice(0, firstEnd);
  const headers = parseHeaderLines(firstEnd < 0 ? '' : head.slice(firstEnd + 2));
  if (headers === null) return null;
  const body = bodyOf(end < 0 ? '' : text.slice(end + 4), headers);
  if (body === null) return null;
  const request = REQUEST_LINE.exec(start);
  if (request?.[1] && request[2]) return { kind: 'request', method: request[1], uri: request[2], headers, body };
  const response = STATUS_LINE.exec(start);
  if (response?.[1]) return { kind: 'response', status: Number(response[1]), reason: response[2] ?? '', headers, body };
  return null;
}

function bodyOf(rest: string, headers: readonly Header[]): string | null {
  const said = headers.find(({ name }) => name === 'content-length')?.value;
  if (said === undefined) return rest;
  if (!/^\d{1,9}$/.test(said)) return null;
  const bytes = Buffer.from(rest, 'utf8');
  if (bytes.length < Number(said)) return null;
  return bytes.length === Number(said) ? rest : bytes.subarray(0, Number(said)).toString('utf8');
}

/** The message as it goes to a socket; Content-Length always fits the body. */
export function writeMessage(message: SipMessage): string {
  const start =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`;
  const lines = message.headers
    .filter(({ name }) => name !== 'content-length')
    .map(({ name, value }) => `${canonicalName(name)}: ${value}`);
  return [start, ...lines, `Content-Length: ${Buffer.byteLength(message.body)}`, '', message.body].join('\r\n');
}

/** The first header of a name (lower case, long form). */
export const headerOf = (message: SipMessage, name: string): string | undefined =>
  message.headers.find((header) => header.name === name)?.value;
