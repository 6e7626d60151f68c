import { randomUUID } from 'node:crypto';
import { SessionState, type Referral, type Session } from 'sip.js';
import { createCallVoice } from './call-voice.ts';
import { createKeys, keyOfInfo } from './keys.ts';
import { perform } from './perform.ts';
import type { Phone } from './phone.ts';
import type { CallReport } from './report.ts';
import { whenOver } from './session-acts.ts';
import type { Speech } from './speech.ts';
import { createStage } from './stage.ts';
import type { Behaviour, Step } from './step.ts';

/** One call of a simulated person, over one session or, when it is transferred, several after one another. */
export type Call = {
  readonly report: () => CallReport;
  /** Leaves the script and does this instead. */
  readonly act: (steps: readonly Step[]) => void;
  /** Goes on over another session: the old one was replaced by it or referred to it. */
  readonly moveTo: (session: Session) => void;
  /** A key was pressed at the other side. */
  readonly press: (key: string) => void;
  /** Whether this session carries the call. */
  readonly isOn: (session: Session) => boolean;
};

export type CallOptions = {
  readonly phone: Phone;
  readonly session: Session;
  readonly direction: CallReport['direction'];
  /** Whom it is with: the account. */
  readonly account: string;
  readonly domain: string;
  readonly behaviour: Behaviour;
  readonly speech: Speech;
  readonly now: () => number;
  readonly onOver: () => void;
};

export function createCall(options: CallOptions): Call {
  const { phone, direction, account, domain, behaviour, speech, now } = options;
  const id = randomUUID();
  const keys = createKeys();
  let session = options.session;
  /** Where we were sent, until somebody answers there. */
  let next: Session | null = null;
  let script = new AbortController();
  let [over, holding, endedHere] = [false, false, false];

  const voice = createCallVoice(() => phone.lineOf(session));
  const stage = createStage({
    session: () => session,
    voice,
    keys,
    domain,
    now,
    onHold: (held) => void (holding = held),
    onHangUp: () => void (endedHere = true),
  });

  const finish = (): void => {
    if (over) return;
    over = true;
    script.abort(new Error('The call is over.'));
    voice.music(false);
    options.onOver();
  };

  const follow = async (referral: Referral): Promise<void> => {
    await referral.accept();
    const inviter = referral.makeInviter();
    next = inviter;
    inviter.stateChange.addListener((state) => {
      if (next !== inviter) return;
      if (state === SessionState.Established) moveTo(inviter);
      if (state !== SessionState.Terminated) return;
      // Nobody there: back to who sent us, if they have waited.
      next = null;
      if (session.state === SessionState.Terminated) finish();
    });
    await inviter.invite();
  };

  const watch = (watched: Session): void => {
    watched.delegate = {
      onInfo: (info) => {
        const key = keyOfInfo(info.request.getHeader('content-type') ?? '', info.request.body);
        if (key !== null) keys.add(key);
        info.accept().catch(() => undefined);
      },
      onRefer: (referral) => void follow(referral).catch(() => undefined),
      onSessionDescriptionHandler: () => voice.wire(),
    };
    whenOver(watched, () => {
      if (watched === session && next === null) finish();
    });
  };

  const moveTo = (other: Session): void => {
    session = other;
    next = null;
    watch(other);
    voice.wire();
  };

  const act = (steps: readonly Step[]): void => {
    script.abort(new Error('Something else is done.'));
    script = new AbortController();
    const { signal } = script;
    perform({ ...behaviour, steps }, { stage, speech, signal }).catch(() => {
      // A script that was stopped is over; one that cannot go on puts the receiver down.
      if (!signal.aborted) stage.hangUp().catch(() => undefined);
    });
  };

  const stateNow = (): CallReport['state'] =>
    over ? 'ended' : session.state === SessionState.Established ? 'talking' : 'ringing';

  watch(session);
  return {
    act,
    moveTo,
    press: keys.add,
    isOn: (other) => other === session,
    report: () => ({
      ...{ id, number: phone.number, account, direction, endedHere, holding },
      state: stateNow(),
      keys: keys.all(),
      ...voice.measure(),
    }),
  };
}
