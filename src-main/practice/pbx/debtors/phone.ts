import { SessionState, SIPExtension, UserAgent, type Invitation, type Session } from 'sip.js';
import type { Line } from '../media/line.ts';
import type { Target } from '../relay/connection.ts';
import type { Attached, Relay } from '../relay/relay.ts';
import { createMemoryTransport } from './memory-transport.ts';
import { addressOf, endSession, whenOver } from './session-acts.ts';

/** The telephone of one number: a user agent of its own, so that two debtors can call each other. */
export type Phone = {
  readonly number: string;
  readonly userAgent: UserAgent;
  /** Where the relay finds it. */
  readonly target: Target;
  /** The voice of a session; undefined until there is one. */
  readonly lineOf: (session: Session) => Line | undefined;
  readonly stop: () => void;
};

export type PhoneOptions = {
  readonly number: string;
  readonly displayName: string;
  readonly domain: string;
  readonly relay: Relay;
  readonly makeLine: (session: Session) => Line;
  /** Without a packet for so long the other side is gone, and the call with it. */
  readonly goneAfterMs: number;
  readonly onInvite: (invitation: Invitation) => void;
};

/** Longer than any script lets it ring. */
const RINGS_SECONDS = 600;

export function createPhone(options: PhoneOptions): Phone {
  const { number, displayName, domain, relay } = options;
  const lines = new WeakMap<Session, Line>();
  let attached: Attached | null = null;
  const userAgent = new UserAgent({
    uri: addressOf(number, domain),
    displayName,
    logBuiltinEnabled: false,
    noAnswerTimeout: RINGS_SECONDS,
    sendInitialProvisionalResponse: false,
    sipExtensionReplaces: SIPExtension.Supported,
    // A class as sip.js wants it, which hands out the transport that we made.
    transportConstructor: function transport() {
      return createMemoryTransport(relay, (made) => void (attached = made));
    } as unknown as new () => ReturnType<typeof createMemoryTransport>,
    sessionDescriptionHandlerFactory: (session) => {
      const line = options.makeLine(session);
      lines.set(session, line);
      hangUpWhenGone(session, line, options.goneAfterMs);
      return line;
    },
    delegate: { onInvite: options.onInvite },
  });
  // The transport in memory is there at once; the promise only says so later.
  userAgent.start().catch(() => undefined);
  const way = attached as Attached | null;
  if (way === null) throw new Error('The telephone found no way to the relay.');
  return {
    number,
    userAgent,
    target: { connection: way.connection, uri: userAgent.contact.uri.toString() },
    lineOf: (session) => lines.get(session),
    stop: () => void userAgent.stop().catch(() => undefined),
  };
}

/** Nobody says goodbye when a computer is switched off: the silence of the line does. */
function hangUpWhenGone(session: Session, line: Line, goneAfterMs: number): void {
  let talkingSince = Number.POSITIVE_INFINITY;
  session.stateChange.addListener((state) => {
    if (state === SessionState.Established) talkingSince = performance.now();
  });
  const timer = setInterval(() => {
    const silent = Math.min(line.missing(), performance.now() - talkingSince);
    if (silent > goneAfterMs) endSession(session).catch(() => undefined);
  }, goneAfterMs / 4);
  timer.unref();
  whenOver(session, () => clearInterval(timer));
}
