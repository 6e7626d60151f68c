import type { Session } from 'sip.js';
import type { Timers } from '../timers.ts';

/** What may be sent: the sixteen signals, and `,` for a pause of two seconds. Blanks and dashes of a pasted code go. */
export const readDigits = (text: string): string | null => {
  const digits = text.replace(/[\s.\-/()]/gu, '').toUpperCase();
  return /^[\d*#A-D,]{1,64}$/u.test(digits) ? digits : null;
};

const TONE_MS = 100;
const GAP_MS = 70;
const INFO_MS = 160;
const PAUSE_MS = 2000;

const infoDigit = (session: Session, digit: string): Promise<boolean> =>
  new Promise((resolve) => {
    session
      .info({
        requestDelegate: {
          onAccept: () => resolve(true),
          onRedirect: () => resolve(false),
          onReject: () => resolve(false),
        },
        requestOptions: {
          body: {
            contentDisposition: 'render',
            contentType: 'application/dtmf-relay',
            content: `Signal=${digit}\r\nDuration=${INFO_MS}`,
          },
        },
      })
      .catch(() => resolve(false));
  });

/**
 * Sends digits in the audio (RFC 4733) where the far side agreed to telephone events, one INFO after another where it did
 * not. Resolves with the way that was gone; `failed` when an INFO was refused.
 */
export const sendDigits = async (
  session: Session,
  sender: RTCRtpSender | null,
  digits: string,
  timers: Timers,
): Promise<'rtp' | 'info' | 'failed'> => {
  const { dtmf } = sender ?? {};
  if (dtmf?.canInsertDTMF === true) {
    // What is still waiting to be sounded is kept: inserting replaces it. The comma is a pause there too.
    dtmf.insertDTMF(dtmf.toneBuffer + digits, TONE_MS, GAP_MS);
    return 'rtp';
  }
  for (const digit of digits) {
    if (digit === ',') {
      await new Promise<void>((resolve) => {
        timers.after(PAUSE_MS, resolve);
      });
    } else if (!(await infoDigit(session, digit))) return 'failed';
  }
  return 'info';
};
