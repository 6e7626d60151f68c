import { parseNameAddress, parseUri } from './address.ts';
import { headerOf, type SipRequest } from './message.ts';
import { parseCseq, parseVia } from './via.ts';

/** What is wrong with a request that can still be answered, or null: RFC 3261 sections 8.1.1 and 16.3. */
export type Refusal = { readonly status: number; readonly reason: string };

export function refusalOf(request: SipRequest): Refusal | null {
  const cseq = parseCseq(headerOf(request, 'cseq'));
  if (cseq === null || cseq.method !== request.method) return { status: 400, reason: 'Bad CSeq' };
  if (!/^sips?:/i.test(request.uri)) return { status: 416, reason: 'Unsupported URI Scheme' };
  if (parseUri(request.uri) === null) return { status: 400, reason: 'Bad Request-URI' };
  for (const name of ['from', 'to'] as const) {
    if (parseNameAddress(headerOf(request, name) ?? '') === null) return { status: 400, reason: `Bad ${name}` };
  }
  const hops = headerOf(request, 'max-forwards');
  if (hops !== undefined && !/^\d{1,9}$/.test(hops)) return { status: 400, reason: 'Bad Max-Forwards' };
  if (hops !== undefined && Number(hops) === 0 && request.method !== 'REGISTER' && request.method !== 'OPTIONS')
    return { status: 483, reason: 'Too Many Hops' };
  return null;
}

/** Without these no answer finds its way back: such a request is dropped. */
export const isAnswerable = (request: SipRequest): boolean =>
  parseVia(headerOf(request, 'via') ?? '') !== null &&
  ['from', 'to', 'call-id', 'cseq'].every((name) => (headerOf(request, name) ?? '') !== '');
