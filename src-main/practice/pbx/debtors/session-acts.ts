import { setTimeout as sleep } from 'node:timers/promises';
import { Invitation, Inviter, SessionState, UserAgent, type Session, type URI } from 'sip.js';

/** What can be done with a call of sip.js, each as one promise that says how it went. */

/** Calls back once, when the session is over; at once when it is already. */
export function whenOver(session: Session, over: () => void): void {
  if (session.state === SessionState.Terminated) return over();
  session.stateChange.addListener((state) => {
    if (state === SessionState.Terminated) over();
  });
}

/** Ends it in the way that fits its state; a session that ends at the same moment is no fault. */
export async function endSession(session: Session): Promise<void> {
  try {
    if (session.state === SessionState.Established) await session.bye();
    else if (session instanceof Inviter && session.state === SessionState.Establishing) await session.cancel();
    else if (session instanceof Invitation && isOpen(session)) await session.reject({ statusCode: 480 });
  } catch (error) {
    if (session.state !== SessionState.Terminated && session.state !== SessionState.Terminating) throw error;
  }
}

const isOpen = ({ state }: Session): boolean => state === SessionState.Initial || state === SessionState.Establishing;

/**
 * Answers and waits for the acknowledgement: until then the caller's INVITE is still going on, and a new offer from us
 * would be a fault (RFC 3261 section 14.1) that ends the call at some telephones.
 */
export async function answerCall(invitation: Invitation): Promise<void> {
  const acknowledged = new Promise<void>((resolve) => {
    invitation.delegate = { ...invitation.delegate, onAck: () => resolve() };
    whenOver(invitation, resolve);
  });
  await invitation.accept();
  await acknowledged;
}

/** Places a call. Resolves with the final answer's status, or 0 when it never got one. */
export async function placeCall(inviter: Inviter): Promise<number> {
  return new Promise((resolve, reject) => {
    // sip.js tells that it is over before it tells why.
    whenOver(inviter, () => void setImmediate(() => resolve(0)));
    inviter
      .invite({
        requestDelegate: {
          onAccept: ({ message }) => resolve(message.statusCode ?? 200),
          onReject: ({ message }) => resolve(message.statusCode ?? 500),
        },
      })
      .catch(reject);
  });
}

const TRIES = 6;
/** Both sides at once; the other side not done with our last offer (RFC 3261 section 14.2). */
const AGAIN = new Set([491, 500]);

/**
 * Offers the media anew (hold, resume). Where the other side is busy with another offer it refuses, and a while later
 * takes it (RFC 3261 section 14.1).
 */
export async function reinvite(session: Session): Promise<void> {
  for (let left = TRIES; ; left -= 1) {
    const status = await new Promise<number>((resolve, reject) => {
      session
        .invite({
          requestDelegate: {
            onAccept: () => resolve(200),
            onReject: ({ message }) => resolve(message.statusCode ?? 500),
          },
        })
        .catch(async () => {
          // An offer of the other side is still open: as good as refused with 491, but our own offer was made already.
          await session.sessionDescriptionHandler?.rollbackDescription?.();
          resolve(491);
        })
        .catch(reject);
    });
    if (status === 200) return;
    if (!AGAIN.has(status) || left === 0 || session.state !== SessionState.Established)
      throw new Error(`The other side refused new media with ${status}.`);
    await sleep(50 + Math.random() * 200);
  }
}

/** Sends the other side to an address and waits for what becomes of it: the status that it reports. */
export async function refer(session: Session, to: URI, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    session
      .refer(to, {
        requestDelegate: { onReject: ({ message }) => resolve(message.statusCode ?? 500) },
        onNotify: (notification) => {
          const status = Number(/^SIP\/2\.0 (\d{3})/.exec(notification.request.body)?.[1] ?? 0);
          notification.accept().catch(() => undefined);
          if (status >= 200) resolve(status);
        },
      })
      .catch(reject);
  });
}

const KEY_MS = 160;
const GAP_MS = 100;

/** Presses keys by INFO, one after the other, as telephones do that have no keys beside the voice. */
export async function sendInfoKeys(session: Session, keys: string, signal: AbortSignal): Promise<void> {
  for (const key of keys) {
    signal.throwIfAborted();
    const content = `Signal=${key}\r\nDuration=${KEY_MS}\r\n`;
    const body = { contentDisposition: 'render', contentType: 'application/dtmf-relay', content };
    await session.info({ requestOptions: { body } });
    await sleep(GAP_MS, undefined, { signal });
  }
}

export const addressOf = (number: string, domain: string): URI => {
  const uri = UserAgent.makeURI(`sip:${encodeURIComponent(number).replaceAll('%2B', '+')}@${domain}`);
  if (uri === undefined) throw new RangeError(`Not a number: ${number}`);
  return uri;
};
