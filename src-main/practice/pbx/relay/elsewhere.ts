import { parseNameAddress, tagOf } from '../sip/address.ts';
import { headerOf, type SipMessage, type SipRequest, type SipResponse } from '../sip/message.ts';
import { splitOutside } from '../sip/split.ts';
import { parseCseq } from '../sip/via.ts';
import type { Connection, Target } from './connection.ts';
import type { Forwarder } from './forward.ts';
import type { Nowhere } from './routes.ts';

/** An INVITE that was passed on: as it came, from whom, and where it rings now. */
type UnderWay = {
  readonly request: SipRequest;
  readonly from: Connection;
  readonly target: Target;
  /** How often it was sent elsewhere already. */
  readonly turn: number;
  /** Its caller has given up. */
  readonly cancelled: boolean;
};

export type Elsewhere = {
  /** An INVITE goes to its first place. Whoever is in a call already is sent nowhere. */
  readonly watch: (request: SipRequest, from: Connection, target: Target) => void;
  /** Where a call that was sent elsewhere rings: its CANCEL and the ACK of its refusal go there, and a copy of its INVITE. */
  readonly placeOf: (
    request: SipRequest,
  ) => { readonly target: Target; readonly request: (from: Connection) => SipRequest } | null;
  /** Sends a call where the called telephone wants it; false: the answer is the caller's. */
  readonly takes: (response: SipResponse, arrivedOn: Connection) => boolean;
};

export type ElsewhereOptions = {
  readonly forwarder: Forwarder;
  readonly find: (request: SipRequest) => Target | Nowhere;
  readonly send: (connection: Connection, message: SipMessage) => void;
  /** Answers an INVITE for good, to whoever sent it. */
  readonly refuse: (request: SipRequest, from: Connection, status: Nowhere | 487) => void;
};

/** Moved, for good or for now. */
const MOVED = new Set([301, 302]);
/** So often a call may be sent from one place to the next. */
const MOST_TURNS = 5;
/** Calls that ring at the same time; the oldest is forgotten first, and can then be sent nowhere. */
const MOST_CALLS = 300;

/**
 * Follows a called telephone that answers 302 (RFC 3261 section 16.7, step 4), to numbers of this exchange only. What is
 * remembered of a call goes with its final answer.
 */
export function createElsewhere({ forwarder, find, send, refuse }: ElsewhereOptions): Elsewhere {
  const invites = new Map<string, UnderWay>();

  const follow = (key: string, invite: UnderWay, uri: string): void => {
    const { request, from, cancelled, turn } = invite;
    const target = cancelled ? 487 : find({ ...request, uri });
    if (typeof target === 'number') {
      invites.delete(key);
      return refuse(request, from, target);
    }
    invites.set(key, { ...invite, target, turn: turn + 1 });
    send(target.connection, forwarder.request(request, from, target.uri, turn + 1));
  };

  return {
    watch: (request, from, target) => {
      if (tagOf(headerOf(request, 'to')) !== undefined) return;
      invites.set(forwarder.keyOf(request), { request, from, target, turn: 0, cancelled: false });
      const [oldest] = invites.keys();
      if (invites.size > MOST_CALLS && oldest !== undefined) invites.delete(oldest);
    },
    placeOf: (request) => {
      const key = forwarder.keyOf(request);
      const invite = invites.get(key);
      if (invite === undefined) return null;
      if (request.method === 'CANCEL') invites.set(key, { ...invite, cancelled: true });
      if (request.method === 'ACK') invites.delete(key);
      const { target, turn } = invite;
      if (turn === 0) return null;
      return { target, request: (from) => forwarder.request(request, from, target.uri, turn) };
    },
    takes: (response, arrivedOn) => {
      const answered = forwarder.keyOfAnswer(response);
      const invite = answered === null ? undefined : invites.get(answered.key);
      if (answered === null || invite === undefined) return false;
      if (parseCseq(headerOf(response, 'cseq'))?.method !== 'INVITE') return false;
      // The place that sent the call on says so once more, or too late: its word counts no longer.
      const late = answered.turn !== invite.turn;
      const [first = ''] = splitOutside(headerOf(response, 'contact') ?? '', ',');
      const contact = MOVED.has(response.status) ? parseNameAddress(first) : null;
      if (late || (contact !== null && invite.turn < MOST_TURNS)) {
        if (response.status >= 300) send(arrivedOn, forwarder.acknowledge(invite.request, response, invite.target.uri));
        if (!late && contact !== null) follow(answered.key, invite, contact.uri);
        return true;
      }
      // The ACK of a refusal must find the place that refused: the first one it finds by its own address.
      const over = response.status >= 200 && (response.status < 300 || invite.turn === 0);
      if (over) invites.delete(answered.key);
      return false;
    },
  };
}
