import { createHash, randomBytes } from 'node:crypto';
import { parseUri, tagOf } from '../sip/address.ts';
import { answerTo } from '../sip/answer.ts';
import type { Header } from '../sip/header-lines.ts';
import { headerOf, parseMessage, writeMessage, type SipMessage, type SipRequest } from '../sip/message.ts';
import { isAnswerable, refusalOf } from '../sip/sound-request.ts';
import { branchOf, parseCseq, parseVia } from '../sip/via.ts';
import type { Connection, Target } from './connection.ts';
import { createElsewhere } from './elsewhere.ts';
import { createForwarder } from './forward.ts';
import { createGate } from './gate.ts';
import { createRecent } from './recent.ts';
import { createRegistrar } from './registrar.ts';
import { createRoutes } from './routes.ts';

export type RelayOptions = {
  readonly domain: string;
  /** Name and password of each account. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Who answers a number that no account has; null: nobody has that number. */
  readonly directory: (number: string) => Target | null;
  readonly now?: () => number;
  /** The shortest registration that is granted, in seconds. */
  readonly leastSeconds?: number;
};

export type Attached = {
  readonly connection: Connection;
  /** Takes one message as it came; never throws. */
  readonly receive: (raw: string) => void;
  readonly detach: () => void;
};

export type Relay = {
  readonly attach: (send: (text: string) => void, options?: { readonly trusted: boolean }) => Attached;
  /** The accounts that can be reached now. */
  readonly registered: () => readonly string[];
  /** The account is gone: nobody reaches it any more, and what it still asks for must prove a password that is not there. */
  readonly expel: (user: string) => void;
};

const KEEP_ALIVE = /^(?:\r\n)+$/;
/** Requests that cannot be asked for a password: they only end or complete what was let in before. */
const UNCHALLENGED = new Set(['ACK', 'CANCEL']);
const REASONS = {
  404: 'Not Found',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  487: 'Request Terminated',
} as const;

/**
 * A registrar and a stateless proxy between WebSockets and the debtors of this process. It writes no Record-Route:
 * every user agent has exactly one way to it, which its Contact names. All that it remembers of a call is the INVITE, while
 * it may be sent elsewhere.
 */
export function createRelay(options: RelayOptions): Relay {
  const { domain, accounts, directory, now = Date.now, leastSeconds = 30 } = options;
  const registrar = createRegistrar({ now, leastSeconds });
  const gate = createGate({ realm: domain, accounts, now });
  const routes = createRoutes({ domain, accounts, registrar, directory });
  const forwarder = createForwarder(`proxy.${domain}`);
  const connections = new Map<string, Connection>();
  const refused = createRecent(2_000);
  const secret = randomBytes(16).toString('hex');

  const tagFor = (request: SipRequest): string =>
    createHash('sha256')
      .update(`${headerOf(request, 'call-id')}\n${secret}`)
      .digest('hex')
      .slice(0, 12);
  const send = (connection: Connection, message: SipMessage): void => connection.send(writeMessage(message));

  type Answer = { readonly status: number; readonly reason: string; readonly headers?: readonly Header[] };
  const answer = (from: Connection, request: SipRequest, { status, reason, headers = [] }: Answer): void => {
    // RFC 3261 section 17.1.1.3: the ACK of a refusal has the branch of its INVITE and goes no further than this.
    if (request.method === 'INVITE' && status >= 300) refused.add(branchOf(headerOf(request, 'via')));
    if (request.method !== 'ACK') send(from, answerTo(request, status, reason, { tag: tagFor(request), headers }));
  };

  /** Who came back on another socket gets the answer there. */
  const wayBack = (cameOn: string, sentBy: string): Connection | undefined =>
    connections.get(cameOn) ?? routes.ownerOf(sentBy);

  const elsewhere = createElsewhere({
    forwarder,
    find: routes.find,
    send,
    refuse: (request, from, status) => {
      const to = wayBack(from.id, parseVia(headerOf(request, 'via') ?? '')?.sentBy ?? '');
      if (to !== undefined) answer(to, request, { status, reason: REASONS[status] });
    },
  });

  const register = (from: Connection, request: SipRequest): Answer => {
    const done = registrar.register({
      user: from.user ?? '',
      connection: from,
      contacts: request.headers.filter(({ name }) => name === 'contact').map(({ value }) => value),
      expires: headerOf(request, 'expires'),
      callId: headerOf(request, 'call-id') ?? '',
      cseq: parseCseq(headerOf(request, 'cseq'))?.number ?? 0,
    });
    if (!done.ok) return { ...done, headers: [{ name: 'min-expires', value: String(leastSeconds) }] };
    const left = (until: number): number => Math.max(0, Math.round((until - now()) / 1_000));
    const headers = done.bindings.map(({ uri, until }) => ({
      name: 'contact',
      value: `<${uri}>;expires=${left(until)}`,
    }));
    return { status: 200, reason: 'OK', headers };
  };

  /** Null when the request may go on, otherwise what it is answered. */
  const hindrance = (from: Connection, request: SipRequest): Answer | null => {
    if (from.trusted || UNCHALLENGED.has(request.method)) return null;
    const inDialog = tagOf(headerOf(request, 'to')) !== undefined;
    if (inDialog && from.user !== null && request.method !== 'REGISTER') return null;
    const passage = gate.judge(request);
    if (passage.kind === 'forbidden') return { status: 403, reason: 'Forbidden' };
    if (passage.kind === 'ask') return { ...passage, headers: [passage.header] };
    from.user = passage.user;
    return null;
  };

  const receiveRequest = (from: Connection, request: SipRequest): void => {
    if (!isAnswerable(request)) return;
    if (request.method === 'ACK' && refused.take(branchOf(headerOf(request, 'via')))) return;
    const refusal = refusalOf(request);
    if (refusal !== null) return answer(from, request, refusal);
    // A question whether we are there: whoever asks is told, so that the server is told from the password.
    if (request.method === 'OPTIONS' && parseUri(request.uri)?.user === '')
      return answer(from, request, { status: 200, reason: 'OK' });
    const hindered = hindrance(from, request);
    if (hindered !== null) return answer(from, request, hindered);
    routes.learn(from, request);
    if (request.method === 'REGISTER') return answer(from, request, register(from, request));
    const onward = elsewhere.placeOf(request);
    if (onward !== null) return send(onward.target.connection, onward.request(from));
    const target = routes.find(request);
    if (typeof target === 'number') return answer(from, request, { status: target, reason: REASONS[target] });
    if (request.method === 'INVITE') {
      send(from, answerTo(request, 100, 'Trying'));
      elsewhere.watch(request, from, target);
    }
    send(target.connection, forwarder.request(request, from, target.uri));
  };

  const receive = (from: Connection, raw: string): void => {
    if (KEEP_ALIVE.test(raw)) return from.send('\r\n'); // RFC 5626 section 4.4.1
    const message = parseMessage(raw);
    if (message === null) return;
    if (message.kind === 'request') return receiveRequest(from, message);
    // The Contact of a 3xx is where somebody else is.
    const speaksForItself = message.status < 300 && (from.trusted || from.user !== null);
    if (speaksForItself) routes.learn(from, message);
    if (elsewhere.takes(message, from)) return;
    const back = forwarder.response(message);
    // RFC 3261 section 16.7: a 100 is for one hop only.
    if (back === null || message.status === 100) return;
    const to = wayBack(back.cameOn, back.sentBy);
    if (to !== undefined) send(to, back.response);
  };

  return {
    attach: (sendText, { trusted } = { trusted: false }) => {
      const connection: Connection = { id: randomBytes(8).toString('hex'), send: sendText, trusted, user: null };
      connections.set(connection.id, connection);
      return {
        connection,
        receive: (raw) => receive(connection, raw),
        detach: () => {
          connections.delete(connection.id);
          registrar.drop(connection);
          routes.forget(connection);
        },
      };
    },
    expel: (user) => {
      registrar.dropUser(user);
      for (const connection of connections.values()) if (connection.user === user) connection.user = null;
    },
    registered: () => [...accounts.keys()].filter((user) => registrar.find(user).length > 0),
  };
}
