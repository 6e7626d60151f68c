import { createHmac, randomBytes } from 'node:crypto';
import { headerOf, type SipRequest, type SipResponse } from '../sip/message.ts';
import { branchOf, parseCseq, parseVia } from '../sip/via.ts';
import type { Connection } from './connection.ts';

/** The parameter in which a Via remembers the connection that its request came on. */
const CAME_ON = 'came-on';
const REMEMBERED = new RegExp(`;${CAME_ON}=[0-9a-f]+`);
const OWN_HEADERS = new Set(['proxy-authorization', 'route']);

export type Forwarder = {
  /** `turn`: how often the call was sent elsewhere before; each time is a transaction of its own. */
  readonly request: (request: SipRequest, from: Connection, uri: string, turn?: number) => SipRequest;
  /** The name of the transaction that a request belongs to: the same for an INVITE, its CANCEL and the ACK of its refusal. */
  readonly keyOf: (request: SipRequest) => string;
  /** The transaction that an answer belongs to, and its turn; null when it answers nothing that we forwarded. */
  readonly keyOfAnswer: (response: SipResponse) => { readonly key: string; readonly turn: number } | null;
  /** Takes a refusal of an INVITE that we passed on: it goes no further than this (RFC 3261 section 16.7, step 7). */
  readonly acknowledge: (invite: SipRequest, refusal: SipResponse, uri: string) => SipRequest;
  /** The answer without our Via and where it goes back to; null when it answers nothing that we forwarded. */
  readonly response: (response: SipResponse) => WayBack | null;
};

type WayBack = {
  readonly response: SipResponse;
  /** The id of the connection that the request came on, and the host that its sender gave itself. */
  readonly cameOn: string;
  readonly sentBy: string;
};

/**
 * A stateless proxy (RFC 3261 section 16.11): the branch is reckoned from the request, so that an INVITE, its CANCEL
 * and the ACK of its refusal all get the same one without anything being remembered.
 */
export function createForwarder(sentBy: string): Forwarder {
  const secret = randomBytes(16);
  const branchFor = (request: SipRequest): string => {
    const cseq = parseCseq(headerOf(request, 'cseq'))?.number ?? 0;
    const parts = [branchOf(headerOf(request, 'via')), headerOf(request, 'call-id'), cseq];
    return `z9hG4bK${createHmac('sha256', secret).update(parts.join('\n')).digest('hex').slice(0, 24)}`;
  };
  const branchOfTurn = (key: string, turn: number): string => (turn === 0 ? key : `${key}.${turn}`);
  return {
    keyOf: branchFor,
    keyOfAnswer: (response) => {
      const via = headerOf(response, 'via');
      if (parseVia(via ?? '')?.sentBy !== sentBy) return null;
      const [key = '', turn = '0'] = branchOf(via).split('.');
      return { key, turn: Number(turn) };
    },
    acknowledge: (invite, refusal, uri) => {
      const own = ['from', 'call-id'].map((name) => ({ name, value: headerOf(invite, name) ?? '' }));
      return {
        kind: 'request',
        method: 'ACK',
        uri,
        headers: [
          { name: 'via', value: headerOf(refusal, 'via') ?? '' },
          { name: 'max-forwards', value: '70' },
          ...own,
          { name: 'to', value: headerOf(refusal, 'to') ?? '' },
          { name: 'cseq', value: `${parseCseq(headerOf(invite, 'cseq'))?.number ?? 0} ACK` },
        ],
        body: '',
      };
    },
    request: (request, from, uri, turn = 0) => {
      const hops = Number(headerOf(request, 'max-forwards') ?? 70);
      const [top, ...rest] = request.headers.filter(({ name }) => name === 'via').map(({ value }) => value);
      const remembered = `${(top ?? '').replace(REMEMBERED, '')};${CAME_ON}=${from.id}`;
      const vias = [`SIP/2.0/WS ${sentBy};branch=${branchOfTurn(branchFor(request), turn)}`, remembered, ...rest];
      const others = request.headers.filter(
        ({ name }) => name !== 'via' && name !== 'max-forwards' && !OWN_HEADERS.has(name),
      );
      return {
        ...request,
        uri,
        headers: [
          ...vias.map((value) => ({ name: 'via', value })),
          { name: 'max-forwards', value: String(Math.max(0, hops - 1)) },
          ...others,
        ],
      };
    },
    response: (response) => {
      const vias = response.headers.filter(({ name }) => name === 'via').map(({ value }) => value);
      const [ours, theirs, ...rest] = vias;
      if (ours === undefined || theirs === undefined || parseVia(ours)?.sentBy !== sentBy) return null;
      const via = parseVia(theirs);
      const cameOn = via?.params.get(CAME_ON);
      if (via === null || cameOn === undefined) return null;
      const headers = [
        ...[theirs.replace(REMEMBERED, ''), ...rest].map((value) => ({ name: 'via', value })),
        ...response.headers.filter(({ name }) => name !== 'via'),
      ];
      return { response: { ...response, headers }, cameOn, sentBy: via.sentBy };
    },
  };
}
