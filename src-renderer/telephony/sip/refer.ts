import type { Notification, Session, URI } from 'sip.js';
import type { Timers } from '../timers.ts';

/** The status in the body of a NOTIFY (RFC 3515 §2.4.5): `SIP/2.0 180 Ringing`. */
const fragmentStatus = (body: string): number | null => {
  const status = /^SIP\/2\.0 (\d{3})/u.exec(body)?.[1];
  return status === undefined ? null : Number(status);
};

/** Longer than a telephone rings. */
const LIMIT_MS = 90_000;

/**
 * Asks the far side to call somebody else, or to take the place of our other call (RFC 3515, 3891). Resolves true when the
 * new call stands; the caller then ends its own leg, because neither the library nor every server does.
 */
export const refer = (
  session: Session,
  target: URI | Session,
  timers: Timers,
  onTrying: () => void,
): Promise<boolean> =>
  new Promise((settled) => {
    const limit = timers.after(LIMIT_MS, () => settled(false));
    const resolve = (done: boolean): void => {
      limit();
      settled(done);
    };
    const onNotify = (notification: Notification): void => {
      void notification.accept();
      const status = fragmentStatus(notification.request.body);
      if (status === null) return;
      if (status < 200) onTrying();
      else resolve(status < 300);
    };
    session
      .refer(target, {
        onNotify,
        requestDelegate: {
          onAccept: onTrying,
          onRedirect: () => resolve(false),
          onReject: () => resolve(false),
        },
      })
      .catch(() => resolve(false));
  });
