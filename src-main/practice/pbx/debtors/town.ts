import { Inviter, type Invitation, type Session } from 'sip.js';
import { createBeat } from '../media/beat.ts';
import { createLine } from '../media/line.ts';
import type { Target } from '../relay/connection.ts';
import type { Relay } from '../relay/relay.ts';
import { createCallList } from './call-list.ts';
import { createCall, type Call } from './call.ts';
import type { Language } from './cast.ts';
import { behaviourOf, callerOf, isKind, sameNumber, type Debtor } from './choose.ts';
import { createHomes } from './homes.ts';
import { createPhone, type Phone } from './phone.ts';
import type { CallReport } from './report.ts';
import { createRoom, isRoom } from './room.ts';
import { addressOf, endSession, placeCall } from './session-acts.ts';
import { createSpeech, type Speech } from './speech.ts';
import { specialSteps } from './special.ts';
import type { Behaviour, Step } from './step.ts';

export type TownOptions = {
  readonly relay: Relay;
  readonly domain: string;
  /** What is spoken with an account. */
  readonly languageOf: (account: string) => Language;
  readonly seed: string;
  /** The civil date; people behave the same all day. */
  readonly day: () => string;
  /** Without a packet for so long an operator is gone. */
  readonly goneAfterMs: number;
};

/** A call that somebody in town places to an account. */
export type RingOptions = {
  readonly account: string;
  /** The number that calls. */
  readonly from: string;
  readonly displayName?: string;
  readonly debtor?: Debtor;
  /** How long they let it ring. */
  readonly seconds?: number;
};
export type RingResult = {
  readonly callId: string;
  readonly outcome: 'answered' | 'refused' | 'gave-up';
  readonly status: number;
};

/** Everybody who can be called without an account: the people behind the numbers, the voice test, the conferences. */
export type Town = {
  readonly directory: (number: string) => Target | null;
  /** From now on a number is this one; null: by chance again. */
  readonly setDebtor: (number: string, debtor: Debtor | null) => void;
  readonly ring: (options: RingOptions) => Promise<RingResult>;
  readonly calls: () => readonly CallReport[];
  /** Makes who is on the telephone at this number do something else; false when nobody is. */
  readonly act: (number: string, steps: readonly Step[]) => boolean;
  readonly stop: () => void;
};

const RINGS_SECONDS = 40;

export function createTown({ relay, domain, languageOf, seed, day, goneAfterMs }: TownOptions): Town {
  const now = (): number => performance.now();
  const beat = createBeat();
  const speeches = { it: createSpeech('it'), en: createSpeech('en') } satisfies Record<Language, Speech>;
  const known = new Map<string, Debtor>();
  const homes = createHomes();
  const calls = createCallList();

  const debtorOf = (number: string): Debtor =>
    known.get(sameNumber(number)) ?? known.get(number) ?? (isKind(number) ? { kind: number } : {});
  const chance = () => ({ seed, day: day() });

  const startCall = (
    phone: Phone,
    session: Session,
    as: Pick<CallReport, 'direction' | 'account'>,
    behaviour: Behaviour,
  ) => {
    const speech = speeches[languageOf(as.account)];
    const call: Call = createCall({
      ...{ phone, session, domain, behaviour, speech, now, ...as },
      onOver: () => {
        calls.over(call);
        homes.leave(phone.number);
      },
    });
    homes.enter(phone.number);
    calls.add(call);
    return call;
  };

  const onInvite = (phone: Phone, invitation: Invitation): void => {
    const replaced = invitation.replacee;
    const taken = replaced === undefined ? undefined : calls.on(replaced);
    if (taken !== undefined) {
      // The one who was talking to us hands over to who calls now (RFC 3891): it is still the same conversation.
      taken.moveTo(invitation);
      invitation.accept().catch(() => endSession(invitation).catch(() => undefined));
      return;
    }
    const { number } = phone;
    const steps = specialSteps(number);
    const debtor = steps === null ? debtorOf(number) : { voice: 'woman' as const, steps };
    const account = invitation.remoteIdentity.uri.user ?? '';
    const behaviour = behaviourOf(number, debtor, chance());
    startCall(phone, invitation, { direction: 'from-account', account }, behaviour).act(behaviour.steps);
  };

  const phoneOf = (number: string, displayName = number): Phone =>
    homes.find(number) ??
    homes.move(number, (): Phone => {
      const makeLine = (session: Session) => createLine({ beat, now, onKey: (key) => calls.on(session)?.press(key) });
      const phone: Phone = createPhone({
        ...{ number, displayName, domain, relay, makeLine, goneAfterMs },
        onInvite: (invitation) => (room === null ? onInvite(phone, invitation) : room.admit(invitation)),
      });
      const room = isRoom(number)
        ? createRoom({ phone, onEnter: () => homes.enter(number), onLeave: () => homes.leave(number) })
        : null;
      return phone;
    });

  return {
    directory: (number) => (isInTown(number) && homes.hasRoom() ? phoneOf(number).target : null),
    setDebtor: (number, debtor) => {
      const key = sameNumber(number) || number;
      if (debtor === null) known.delete(key);
      else known.set(key, debtor);
    },
    ring: async ({ account, from, displayName, debtor, seconds = RINGS_SECONDS }) => {
      const phone = phoneOf(from, displayName);
      const inviter = new Inviter(phone.userAgent, addressOf(account, domain));
      const behaviour = callerOf(from, debtor ?? debtorOf(from), chance());
      const call = startCall(phone, inviter, { direction: 'to-account', account }, behaviour);
      let gaveUp = false;
      const patience = setTimeout(() => {
        gaveUp = true;
        endSession(inviter).catch(() => undefined);
      }, seconds * 1_000);
      const status = await placeCall(inviter);
      clearTimeout(patience);
      const callId = call.report().id;
      if (status >= 300 || status === 0) return { callId, outcome: gaveUp ? 'gave-up' : 'refused', status };
      call.act(behaviour.steps);
      return { callId, outcome: 'answered', status };
    },
    calls: calls.reports,
    act: (number, steps) => {
      const call = calls.of(number);
      call?.act(steps);
      return call !== undefined;
    },
    stop: homes.stop,
  };
}

/** Whole telephone numbers, the kinds by their names, the voice test and the conferences; short numbers are nobody's. */
const isInTown = (number: string): boolean =>
  /^\+?\d{6,18}$/.test(number) || isKind(number) || isRoom(number) || specialSteps(number) !== null;
