import {
  Inviter,
  Registerer,
  RegistererState,
  SessionState,
  SIPExtension,
  UserAgent,
  type Invitation,
  type Session,
} from 'sip.js';
import { createBeat } from '../../../src-main/practice/pbx/media/beat.ts';
import { tone } from '../../../src-main/practice/pbx/media/frames.ts';
import { createLine, type Line } from '../../../src-main/practice/pbx/media/line.ts';
import { createPlayer } from '../../../src-main/practice/pbx/media/player.ts';
import type { PracticeAccount } from '../../../src-main/practice/pbx/practice-pbx.ts';
import { until } from './until.ts';

/** One end of a call at the operator's side: sip.js over a real socket, with real media. */
export type End = {
  readonly session: Session;
  readonly line: () => Line;
  /** Frames that came in since the last time this was asked. */
  readonly recording: () => Uint8Array;
  readonly keys: () => string;
  /** Sends a tone until the call is over. */
  readonly whistle: (hz: number) => void;
  readonly isOver: () => boolean;
};

export type Caller = {
  readonly userAgent: UserAgent;
  /** Resolves with the status of the last answer: 200 when registered. */
  readonly register: (expires?: number) => Promise<number>;
  readonly unregister: () => Promise<void>;
  /** Places a call; resolves with the final status. */
  readonly call: (
    target: string,
    options?: { readonly earlyMedia?: boolean },
  ) => Promise<{ readonly status: number; readonly end: End }>;
  /** Places a call without waiting for anything. */
  readonly dial: (
    target: string,
    options?: { readonly earlyMedia?: boolean },
  ) => { readonly status: Promise<number>; readonly end: End; readonly inviter: Inviter };
  readonly end: (session: Session) => End;
  /** The calls that came in, oldest first; they wait for an answer. */
  readonly incoming: readonly Invitation[];
  readonly stop: () => Promise<void>;
};

export function createCaller({
  url,
  domain,
  account,
}: {
  readonly url: string;
  readonly domain: string;
  readonly account: Pick<PracticeAccount, 'username' | 'password'>;
}): Caller {
  const beat = createBeat();
  const ends = new Map<Session, { readonly line: Line; readonly keys: string[]; taken: Uint8Array[] }>();
  const incoming: Invitation[] = [];
  const uri = UserAgent.makeURI(`sip:${account.username}@${domain}`);
  if (uri === undefined) throw new Error('no address');
  const userAgent = new UserAgent({
    uri,
    authorizationUsername: account.username,
    authorizationPassword: account.password,
    logBuiltinEnabled: false,
    // Whoever stops does not wait for answers: the exchange may be gone already.
    gracefulShutdown: false,
    transportOptions: { server: url },
    sipExtensionReplaces: SIPExtension.Supported,
    sessionDescriptionHandlerFactory: (session) => {
      const keys: string[] = [];
      const line = createLine({ beat, now: () => performance.now(), onKey: (key) => keys.push(key) });
      const entry = { line, keys, taken: [] as Uint8Array[] };
      line.setListener((payload) => entry.taken.push(payload));
      ends.set(session, entry);
      return line;
    },
    delegate: { onInvite: (invitation) => void incoming.push(invitation) },
  });
  const registerer = new Registerer(userAgent, { expires: 600 });

  const end = (session: Session): End => {
    const entry = () => {
      const known = ends.get(session);
      if (known === undefined) throw new Error('no media yet');
      return known;
    };
    const keys: string[] = [];
    session.delegate = {
      ...session.delegate,
      onInfo: (info) => {
        keys.push(/Signal=(.)/.exec(info.request.body)?.[1] ?? '?');
        void info.accept();
      },
    };
    return {
      session,
      line: () => entry().line,
      recording: () => {
        const { taken } = entry();
        return Buffer.concat(taken.splice(0));
      },
      keys: () => [...entry().keys, ...keys].join(''),
      whistle: (hz) => {
        const player = createPlayer();
        player.loop(tone(hz, 1), new AbortController().signal);
        entry().line.setSource(player.next);
      },
      isOver: () => session.state === SessionState.Terminated,
    };
  };

  const dial: Caller['dial'] = (target, options = {}) => {
    const to = UserAgent.makeURI(`sip:${target}@${domain}`);
    if (to === undefined) throw new Error(`no address: ${target}`);
    const inviter = new Inviter(userAgent, to, { earlyMedia: options.earlyMedia ?? false });
    const status = new Promise<number>((resolve, reject) => {
      inviter
        .invite({
          requestDelegate: {
            onAccept: ({ message }) => resolve(message.statusCode ?? 0),
            onReject: ({ message }) => resolve(message.statusCode ?? 0),
          },
        })
        .catch(reject);
    });
    return { inviter, status, end: end(inviter) };
  };

  return {
    userAgent,
    incoming,
    end,
    dial,
    register: async () => {
      if (!userAgent.isConnected()) await userAgent.start();
      return new Promise((resolve, reject) => {
        registerer
          .register({
            requestDelegate: {
              onAccept: ({ message }) => resolve(message.statusCode ?? 0),
              onReject: ({ message }) => resolve(message.statusCode ?? 0),
            },
          })
          .catch(reject);
      });
    },
    unregister: async () => {
      await registerer.unregister();
      await until(() => registerer.state === RegistererState.Unregistered);
    },
    call: async (target, options) => {
      const { status, end, inviter } = dial(target, options);
      const answer = await status;
      if (answer < 300) await until(() => inviter.state === SessionState.Established);
      return { status: answer, end };
    },
    stop: async () => {
      for (const { line } of ends.values()) line.close();
      await userAgent.transport.disconnect().catch(() => undefined);
      await userAgent.stop();
    },
  };
}
