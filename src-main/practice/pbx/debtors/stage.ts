import { Invitation, type Session } from 'sip.js';
import type { CallVoice } from './call-voice.ts';
import type { Keys } from './keys.ts';
import type { Stage } from './perform.ts';
import { addressOf, answerCall, endSession, refer, reinvite, sendInfoKeys } from './session-acts.ts';

export type StageOptions = {
  /** The session that carries the call now. */
  readonly session: () => Session;
  readonly voice: CallVoice;
  readonly keys: Keys;
  readonly domain: string;
  readonly now: () => number;
  readonly onHold: (held: boolean) => void;
  readonly onHangUp: () => void;
};

/** A script's telephone on a session of sip.js. */
export function createStage({ session, voice, keys, domain, now, onHold, onHangUp }: StageOptions): Stage {
  const invitation = (): Invitation => {
    const placed = session();
    if (placed instanceof Invitation) return placed;
    throw new Error('The call was not placed to us.');
  };
  const line = () => {
    const now = voice.line();
    if (now === undefined) throw new Error('There is no voice yet.');
    return now;
  };
  const hangUp = async (): Promise<void> => {
    onHangUp();
    await endSession(session());
  };

  return {
    now,
    lastVoice: () => voice.line()?.lastVoice() ?? Number.NEGATIVE_INFINITY,
    isHeld: () => voice.line()?.isHeld() ?? false,
    nextKey: keys.next,
    strangeKey: keys.takeStrange,
    ring: () => invitation().progress(),
    announce: async () => {
      await invitation().progress({ statusCode: 183 });
      voice.wire();
    },
    answer: async () => {
      await answerCall(invitation());
      voice.wire();
    },
    reject: (statusCode, because) => {
      const extraHeaders = because === undefined ? [] : [`Reason: Q.850;cause=${because}`];
      return invitation().reject({ statusCode, extraHeaders });
    },
    hangUp,
    play: voice.play,
    echo: voice.echo,
    hold: async (held) => {
      const before = line().direction();
      line().setDirection(held ? 'sendonly' : 'sendrecv');
      try {
        await reinvite(session());
      } catch (error) {
        line().setDirection(before);
        throw error;
      }
      voice.music(held);
      onHold(held);
    },
    transfer: async (to, signal) => {
      const status = await refer(session(), addressOf(to, domain), signal);
      if (status >= 300) throw new Error(`The transfer came to nothing: ${status}.`);
      await hangUp();
    },
    sendKeys: async (pressed, by, signal) =>
      by === 'info' ? sendInfoKeys(session(), pressed, signal) : line().sendKeys(pressed, signal),
  };
}
