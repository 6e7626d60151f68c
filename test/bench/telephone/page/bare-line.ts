import { Inviter, Registerer, RegistererState, SessionState, UserAgent, type Web } from 'sip.js';
import type { Line, LineAccount } from './line.ts';

/** How long sip.js's own guide waits before it connects again. */
const RECONNECT_MS = 4000;

const established = (session: Inviter): Promise<void> =>
  new Promise((resolve, reject) => {
    session.stateChange.addListener((state) => {
      if (state === SessionState.Established) resolve();
      if (state === SessionState.Terminated) reject(new Error('the call ended'));
    });
  });

/** The library alone, used as its guide says, but without the public STUN server that it asks by default. */
export const createBareLine = (): Line => {
  let agent: UserAgent | null = null;
  let registerer: Registerer | null = null;
  let domain = '';
  let sessions: Inviter[] = [];
  let held: Inviter | null = null;
  const handlers = { constraints: { audio: true, video: false } };

  const connect = async (account: LineAccount): Promise<void> => {
    domain = account.domain;
    const uri = UserAgent.makeURI(`sip:${account.username}@${account.domain}`);
    if (uri === undefined) throw new Error('no address');
    agent = new UserAgent({
      uri,
      authorizationUsername: account.username,
      authorizationPassword: account.password,
      transportOptions: { server: account.server },
      logLevel: 'error',
      sessionDescriptionHandlerFactoryOptions: { peerConnectionConfiguration: { iceServers: [] } },
      delegate: {
        onDisconnect: (error) => {
          if (error === undefined) return;
          setTimeout(() => void reconnect(), RECONNECT_MS);
        },
      },
    });
    await agent.start();
    registerer = new Registerer(agent);
  };
  const reconnect = async (): Promise<void> => {
    await agent?.reconnect();
    await registerer?.register();
  };
  const accepted = (on: Registerer): Promise<void> =>
    new Promise((resolve) => {
      void on.register({ requestDelegate: { onAccept: () => resolve() } });
    });
  const setHold = (session: Inviter, hold: boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const options: Web.SessionDescriptionHandlerOptions = { hold };
      session.sessionDescriptionHandlerOptionsReInvite = options;
      const requestDelegate = { onAccept: () => resolve(), onReject: () => reject(new Error('refused')) };
      void session.invite({ requestDelegate }).catch(reject);
    });
  return {
    register: async (account) => {
      await connect(account);
      if (registerer !== null) await accepted(registerer);
    },
    registeredAgain: () =>
      new Promise((resolve) => {
        if (agent === null || registerer === null) throw new Error('never registered');
        const on = registerer;
        // The library goes on calling itself registered while nothing is connected: its next answer counts.
        const register = on.register.bind(on);
        on.register = (options) => {
          on.register = register;
          return register({ ...options, requestDelegate: { onAccept: () => resolve() } });
        };
      }),
    call: async (number) => {
      const target = UserAgent.makeURI(`sip:${number}@${domain}`);
      if (agent === null || target === undefined) throw new Error('no line');
      const others = sessions.filter((session) => session !== held);
      for (const other of others) {
        await setHold(other, true);
        held = other;
      }
      const session = new Inviter(agent, target, { sessionDescriptionHandlerOptions: handlers });
      sessions.push(session);
      session.stateChange.addListener((state) => {
        if (state !== SessionState.Established) return;
        const { remoteMediaStream } = session.sessionDescriptionHandler as Web.SessionDescriptionHandler;
        const element = new Audio();
        element.srcObject = remoteMediaStream;
        void element.play();
      });
      const answered = established(session);
      await session.invite();
      await answered;
    },
    swap: async () => {
      const back = held;
      const away = sessions.find((session) => session !== held);
      if (back === null || away === undefined) throw new Error('nothing to swap');
      await setHold(away, true);
      await setHold(back, false);
      held = away;
    },
    hangUpAll: async () => {
      await Promise.all(sessions.map((session) => session.bye()));
      sessions = [];
      held = null;
    },
    leave: async () => {
      if (registerer?.state === RegistererState.Registered) await registerer.unregister();
      await agent?.stop();
    },
  };
};
