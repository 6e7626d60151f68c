import { Core, type Session, SessionState, type UserAgent } from 'sip.js';
import type { Timers } from '../timers.ts';

const DialogState = Core.SessionState;

/** What became of a re-INVITE: the far side's status, or `link` when it could not be asked. */
export type Reinvited = 'accepted' | 'link' | 'busy' | number;

/** Glare (RFC 3261 §14.1): both sides asked at once; whoever owns the Call-ID waits 2.1–4 s, the other 0–2 s. */
const glareMs = (owner: boolean, chance: number): number => Math.round(owner ? 2100 + 1900 * chance : 2000 * chance);
const BUSY_MS = 200;
/** For so long it is tried again; the far side's ACK may be slow to come. */
const PATIENCE_MS = 6000;
/**
 * Across a lost link the far side may wait for an ACK that went down with the old connection, and take no other offer until
 * it gives up (RFC 3261 §13.3.1.4: 32 s).
 */
export const PATIENCE_AFTER_LOSS_MS = 40_000;

/** Longer than any answer on a living link; a dead one is noticed sooner by its own watch. */
const ANSWER_MS = 8000;

/**
 * The server could not hand it on: 430 where a connection is lost (RFC 5626 §5.3.1), 477 or 5xx by others. A 500 that says
 * when to try again is the far side's own word (RFC 3261 §14.2): it has not done with the offer before.
 */
const isUndelivered = (message: Core.IncomingResponseMessage): boolean => {
  const status = message.statusCode ?? 500;
  if (status === 500 && message.hasHeader('retry-after')) return false;
  return status === 430 || status === 477 || (status >= 500 && status < 600);
};

const once = (session: Session, timers: Timers, hear: (reached: boolean) => void): Promise<Reinvited> =>
  new Promise((settled) => {
    const limit = timers.after(ANSWER_MS, () => settled('link'));
    const resolve = (result: Reinvited): void => {
      limit();
      settled(result);
    };
    session
      .invite({
        requestDelegate: {
          onAccept: () => {
            hear(true);
            resolve('accepted');
          },
          onRedirect: ({ message }) => resolve(message.statusCode ?? 500),
          onReject: ({ message }) => {
            // Without a Via the answer is the library's own: nobody was reached.
            const isAnswer = message.hasHeader('via');
            if (isAnswer) hear(!isUndelivered(message));
            resolve(isAnswer ? (message.statusCode ?? 500) : 'link');
          },
        },
      })
      // "Reinvite in progress" and "ongoing re-INVITE server transaction": the far side's own is being answered.
      .catch(() => resolve('busy'));
  });

export type ReinviteWish = {
  /** Says before each try what the offer shall be. */
  readonly prepare: () => void;
  /** Told of each answer: was it the far side's, or could the server not hand the offer on? */
  readonly hear: (reached: boolean) => void;
  readonly patienceMs?: number;
  readonly chance?: () => number;
};

/** Sends a re-INVITE and waits for its answer; glare is tried again. Callers take turns (`createTurns`). */
export const reinvite = async (
  session: Session,
  owner: boolean,
  timers: Timers,
  { prepare, hear, patienceMs = PATIENCE_MS, chance = Math.random }: ReinviteWish,
): Promise<Reinvited> => {
  for (let waited = 0; ;) {
    // An answered call whose ACK has not come yet takes no new offer.
    const ready = session.dialog?.sessionState === DialogState.Confirmed;
    if (ready) prepare();
    const result = ready ? await once(session, timers, hear) : 'busy';
    if ((result !== 491 && result !== 500 && result !== 'busy') || session.state !== SessionState.Established)
      return result;
    // 500: the far side has not seen the end of the one before (RFC 3261 §14.2).
    const ms = result === 'busy' ? BUSY_MS : glareMs(owner, chance());
    if (waited + ms > patienceMs) return result;
    waited += ms;
    await new Promise<void>((resolve) => {
      timers.after(ms, resolve);
    });
  }
};

/** An answered INVITE lingers for its late copies; it asks nothing any more. */
const PENDING: ReadonlySet<string> = new Set(['Calling', 'Proceeding']);

/**
 * The re-INVITEs of a call that wait for an answer now. The returned function ends those that still do when it is called:
 * across a lost link the library would wait 32 seconds for them, and refuse any other until then.
 */
export const waitingReinvites = (agent: UserAgent, callId: string): (() => void) => {
  const waiting = Array.from(agent.userAgentCore.userAgentClients.values()).filter(
    ({ message, transaction }) =>
      message.method === 'INVITE' && message.callId === callId && PENDING.has(transaction.state),
  );
  return () => {
    const { userAgentClients } = agent.userAgentCore;
    for (const client of waiting) {
      // Ended twice, it would take the place of the one that was sent meanwhile, whose answer is then never acknowledged.
      const key = client.transaction.id + client.message.method;
      if (!PENDING.has(client.transaction.state) || userAgentClients.get(key) !== client) continue;
      userAgentClients.delete(key);
      const timed = client as unknown as { readonly onRequestTimeout?: () => void };
      timed.onRequestTimeout?.();
      client.dispose();
    }
  };
};
