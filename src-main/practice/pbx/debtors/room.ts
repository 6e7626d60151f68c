import { SessionState, type Invitation } from 'sip.js';
import { createMixer } from '../media/mixer.ts';
import type { Phone } from './phone.ts';
import { endSession, whenOver } from './session-acts.ts';

/** A conference: whoever calls its address hears and is heard by everybody else in it. */
export type Room = { readonly admit: (invitation: Invitation) => void; readonly size: () => number };

const MOST_SEATS = 8;

export const isRoom = (number: string): boolean => /^conference[a-z0-9-]{0,40}$/.test(number);

export function createRoom({
  phone,
  onEnter,
  onLeave,
}: {
  readonly phone: Phone;
  readonly onEnter: () => void;
  readonly onLeave: () => void;
}): Room {
  const mixer = createMixer();
  return {
    size: mixer.size,
    admit: (invitation) => {
      if (mixer.size() >= MOST_SEATS) return void invitation.reject({ statusCode: 486 }).catch(() => undefined);
      const seat = mixer.join();
      onEnter();
      whenOver(invitation, () => {
        seat.leave();
        onLeave();
      });
      invitation.stateChange.addListener((state) => {
        if (state !== SessionState.Established) return;
        phone.lineOf(invitation)?.setSource(seat.hear);
        phone.lineOf(invitation)?.setListener(seat.speak);
      });
      invitation.accept().catch(() => endSession(invitation).catch(() => undefined));
    },
  };
}
