import { tagOf } from './address.ts';
import type { Header } from './header-lines.ts';
import { headerOf, type SipRequest, type SipResponse } from './message.ts';

const KEPT = new Set(['via', 'from', 'to', 'call-id', 'cseq']);

/** An answer to a request (RFC 3261 section 8.2.6): its ways back are kept, the To of a final one gets a tag. */
export function answerTo(
  request: SipRequest,
  status: number,
  reason: string,
  options: { readonly tag?: string; readonly headers?: readonly Header[] } = {},
): SipResponse {
  const to = headerOf(request, 'to');
  const headers = request.headers
    .filter(({ name }) => KEPT.has(name))
    .map((header) =>
      header.name === 'to' && options.tag !== undefined && tagOf(to) === undefined
        ? { name: 'to', value: `${header.value};tag=${options.tag}` }
        : header,
    );
  return { kind: 'response', status, reason, headers: [...headers, ...(options.headers ?? [])], body: '' };
}
