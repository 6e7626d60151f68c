import { TransportState, type UserAgent } from 'sip.js';
import { backOffMs, knockMs } from '../back-off.ts';
import type { Diagnostics } from '../diagnostics.ts';
import { refusalReason, REGISTRATION_OFF, type Registration, type RegistrationReason } from '../registration.ts';
import type { Timers } from '../timers.ts';
import { ask, registerRequest } from './requests.ts';

export type SipLink = {
  readonly start: () => void;
  readonly isUp: () => boolean;
  /** The server has answered since then, and owes no answer for longer than one takes. */
  readonly hasAnswered: (sinceMs: number) => boolean;
  /** Something else speaks against the link (the sound stopped): asks at once, and gives a silent server up sooner. */
  readonly doubt: () => void;
  /**
   * Look now: asks the server at once, or tries to connect without waiting for the back-off. After a refusal only when a
   * person asked for it: the same password tried again and again locks accounts.
   */
  readonly wake: (asked: boolean) => void;
  readonly stop: () => Promise<void>;
};

export type SipLinkDeps = {
  readonly agent: UserAgent;
  readonly timers: Timers;
  readonly diagnostics: Diagnostics;
  /** Milliseconds, monotonic. */
  readonly clock: () => number;
  readonly chance: () => number;
  /** A conversation wants to know of a dead link sooner. */
  readonly inCall: () => boolean;
  readonly onRegistration: (registration: Registration) => void;
  readonly onLost: () => void;
  readonly onBack: () => void;
};

const EXPIRES_S = 120;
/** Interval Too Brief (RFC 3261 section 21.4.17). */
const TOO_BRIEF = 423;
const REFRESH_SHARE = 0.75;
const ANSWER_MS = 4000;
/** A server that is busy for a moment is not gone: it is asked twice before its connection is given up. */
const PING_LIMITS_MS = [1500, 2000] as const;
const SUSPECT_MS = 700;
/** Whoever signs off does not wait for a server that says nothing. */
const STOP_MS = 500;
/** Neither sound nor an answer: two witnesses need no second question. */
const DOUBT_MS = 1000;
const PING_IN_CALL_MS = 2000;
const PING_IDLE_MS = 5000;

/**
 * The connection to the server and the registration on it. The library neither reconnects nor notices a dead link, and
 * goes on calling itself registered: so connection, REGISTER, its refresh and the OPTIONS that prove both are driven here.
 */
export const createSipLink = (deps: SipLinkDeps): SipLink => {
  const { agent, timers, diagnostics } = deps;
  /** Grows with every attempt; whatever belongs to an older one is ignored. */
  let turn = 0;
  let attempts = 0;
  let state: 'off' | 'connecting' | 'up' | 'waiting' | 'refused' = 'off';
  let everUp = false;
  let expiresS = EXPIRES_S;
  let shown: Registration = REGISTRATION_OFF;
  let askedAt: number | null = null;
  let answeredAt: number | null = null;
  let cancelWait = (): void => undefined;
  let cancelPing = (): void => undefined;
  let cancelDoubt: (() => void) | null = null;
  let cancelRefresh = (): void => undefined;

  const show = (registration: Registration): void => {
    if (shown.light !== registration.light || shown.reason !== registration.reason) {
      diagnostics.note('link', `${registration.light} ${registration.reason ?? ''}`.trim());
    }
    shown = registration;
    deps.onRegistration(registration);
  };
  const quiet = (): void => {
    askedAt = null;
    answeredAt = null;
    cancelDoubt?.();
    cancelDoubt = null;
    cancelWait();
    cancelPing();
    cancelRefresh();
  };
  const retry = (reason: RegistrationReason, hung = false): void => {
    quiet();
    state = 'waiting';
    const ms = backOffMs(attempts, deps.chance(), deps.inCall(), hung);
    attempts += 1;
    show({ light: everUp ? 'reconnecting' : 'connecting', reason, roundTripMs: null });
    cancelWait = timers.after(ms, () => void connect());
  };
  const lose = (reason: RegistrationReason): void => {
    turn += 1;
    const wasUp = state === 'up';
    quiet();
    if (agent.transport.state !== TransportState.Disconnected) void agent.transport.disconnect().catch(() => undefined);
    if (wasUp) {
      show({ light: 'lost', reason, roundTripMs: null });
      attempts = 0;
      deps.onLost();
    }
    retry(reason);
  };
  const refuse = (reason: RegistrationReason): void => {
    turn += 1;
    quiet();
    const wasUp = state === 'up';
    state = 'refused';
    show({ light: 'refused', reason, roundTripMs: null });
    if (wasUp) deps.onLost();
  };

  const ping = async (): Promise<void> => {
    const mine = turn;
    cancelPing();
    askedAt ??= deps.clock();
    for (const limit of PING_LIMITS_MS) {
      const asked = deps.clock();
      const status = await ask(agent, 'OPTIONS', timers, limit);
      if (mine !== turn) return;
      if (status === null) continue;
      askedAt = null;
      answeredAt = deps.clock();
      show({ ...shown, roundTripMs: Math.max(1, Math.round(deps.clock() - asked)) });
      cancelPing();
      cancelPing = timers.after(deps.inCall() ? PING_IN_CALL_MS : PING_IDLE_MS, () => void ping());
      return;
    }
    lose('server-silent');
  };
  const register = async (): Promise<void> => {
    const mine = turn;
    const answer = await registerRequest(agent, expiresS, timers, ANSWER_MS);
    if (mine !== turn) return;
    if (answer === null) {
      lose('server-silent');
      return;
    }
    if (answer.status < 300) {
      const first = state !== 'up';
      state = 'up';
      everUp = true;
      attempts = 0;
      if (first) {
        show({ light: 'registered', reason: null, roundTripMs: null });
        void ping();
        deps.onBack();
      }
      cancelRefresh = timers.after(answer.expiresS * REFRESH_SHARE * 1000, () => void register());
      return;
    }
    if (answer.status === TOO_BRIEF && answer.leastS > expiresS) {
      // It is kept: the refresh and whatever connection follows ask for as much at once.
      expiresS = answer.leastS;
      await register();
      return;
    }
    const reason = refusalReason(answer.status);
    diagnostics.note('link', `REGISTER ${answer.status}`);
    if (reason === null) lose('server-error');
    else refuse(reason);
  };
  const connect = async (): Promise<void> => {
    turn += 1;
    const mine = turn;
    state = 'connecting';
    if (!everUp) show({ light: 'connecting', reason: shown.reason, roundTripMs: null });
    const limit = knockMs(attempts, deps.inCall());
    let hung = false;
    const stopKnock =
      limit === null
        ? (): void => undefined
        : timers.after(limit, () => {
            hung = true;
            if (mine === turn) void agent.transport.disconnect().catch(() => undefined);
          });
    try {
      await (agent.transport.isConnected() ? undefined : agent.transport.connect());
    } catch (error) {
      if (mine === turn) {
        diagnostics.note('link', `connect: ${String(error)}`);
        retry('server-unreachable', hung);
      }
      return;
    } finally {
      stopKnock();
    }
    if (mine === turn) await register();
  };

  agent.transport.stateChange.addListener((next) => {
    if (next !== TransportState.Disconnected || state !== 'up') return;
    diagnostics.note('link', 'connection closed');
    // The library is in the middle of its own change of state: a new connection may begin only after it.
    queueMicrotask(() => {
      if (state === 'up' && agent.transport.state === TransportState.Disconnected) lose('connection-closed');
    });
  });
  return {
    start: () => {
      void agent.start().catch(() => undefined);
      void connect();
    },
    isUp: () => state === 'up',
    hasAnswered: (sinceMs) =>
      state === 'up' &&
      answeredAt !== null &&
      answeredAt >= sinceMs &&
      (askedAt === null || deps.clock() - askedAt < SUSPECT_MS),
    doubt: () => {
      if (state !== 'up' || cancelDoubt !== null) return;
      if (askedAt === null) void ping();
      cancelDoubt = timers.after(DOUBT_MS, () => {
        cancelDoubt = null;
        if (state === 'up' && askedAt !== null && deps.clock() - askedAt >= SUSPECT_MS) lose('server-silent');
      });
    },
    wake: (asked) => {
      if (state === 'up') void ping();
      else if (state !== 'off' && (state !== 'refused' || asked)) {
        quiet();
        attempts = 0;
        // A try that hangs on a dead host would hold the next one up for seconds.
        if (agent.transport.state !== TransportState.Disconnected)
          void agent.transport.disconnect().catch(() => undefined);
        void connect();
      }
    },
    stop: async () => {
      const wasUp = state === 'up';
      turn += 1;
      quiet();
      state = 'off';
      if (wasUp) await registerRequest(agent, 0, timers, STOP_MS);
      show(REGISTRATION_OFF);
      // Across a dead link the browser waits a minute for the other end to close as well.
      await new Promise<void>((resolve) => {
        timers.after(STOP_MS, resolve);
        void agent
          .stop()
          .catch(() => undefined)
          .then(resolve);
      });
    },
  };
};
