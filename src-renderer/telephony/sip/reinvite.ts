import type { Session, UserAgent } from 'sip.js';
import type { Timers } from '../timers.ts';

/** What became of a re-INVITE: the far side's status, or `link` when it could not be asked. */
export type Reinvited = 'accepted' | 'link' | 'busy' | number;

/** Glare (RFC 3261 §14.1): both sides asked at once; whoever owns the Call-ID waits 2.1–4 s, the other 0–2 s. */
const glareMs = (owner: boolean, chance: number): number => Math.round(owner ? 2100 + 1900 * chance : 2000 * chance);
const TRIES = 4;

/** Longer than any answer on a living link; a dead one is noticed sooner by its own watch. */
const ANSWER_MS = 8000;

const once = (session: Session, timers: Timers): Promise<Reinvited> =>
  new Promise((settled) => {
    const limit = timers.after(ANSWER_MS, () => settled('link'));
    const resolve = (result: Reinvited): void => {
      limit();
      settled(result);
    };
    session
      .invite({
        requestDelegate: {
          onAccept: () => resolve('accepted'),
          onRedirect: ({ message }) => resolve(message.statusCode ?? 500),
          onReject: ({ message }) => {
            // Without a Via the answer is the library's own: nobody was reached.
            resolve(message.hasHeader('via') ? (message.statusCode ?? 500) : 'link');
          },
        },
      })
      // "Reinvite in progress" and "ongoing re-INVITE server transaction": the far side's own is being answered.
      .catch(() => resolve('busy'));
  });

/**
 * Sends a re-INVITE and waits for its answer; glare is tried again. `prepare` says before each try what is wished. Callers
 * take turns (`createTurns`).
 */
export const reinvite = async (
  session: Session,
  owner: boolean,
  timers: Timers,
  prepare: () => void,
  chance: () => number = Math.random,
): Promise<Reinvited> => {
  for (let left = TRIES; ; left -= 1) {
    prepare();
    const result = await once(session, timers);
    if (left === 1 || (result !== 491 && result !== 'busy') || session.dialog === undefined) return result;
    const ms = result === 491 ? glareMs(owner, chance()) : 200;
    await new Promise<void>((resolve) => {
      timers.after(ms, resolve);
    });
  }
};

/**
 * Ends the requests of a call that were under way when the link was lost. The library would wait 32 seconds for their
 * answers, and refuse any other re-INVITE until then.
 */
export const abandonRequests = (agent: UserAgent, callId: string): void => {
  for (const client of [...agent.userAgentCore.userAgentClients.values()]) {
    const { method, callId: of } = client.message;
    if (of !== callId || method === 'ACK' || method === 'CANCEL' || method === 'BYE') continue;
    const timed = client as unknown as { readonly onRequestTimeout?: () => void };
    timed.onRequestTimeout?.();
    client.dispose();
  }
};
