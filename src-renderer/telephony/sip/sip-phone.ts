import { type Invitation, Inviter, type InviterOptions, type Session, SessionState } from 'sip.js';
import type { TelephonyAccount } from '../../../src-shared/contract/telephony.ts';
import { numberToDial } from '../../../src-shared/domain/number-to-dial.ts';
import { createAudioDesk, type AudioDesk } from '../audio/audio-desk.ts';
import { isLive, isTalking, type PhoneCall } from '../call.ts';
import { mayDial, reducePhone, SILENT_PHONE, type PhoneState } from '../call-state.ts';
import type { PhoneEvent } from '../call-event.ts';
import type { CallSound } from '../call-sound.ts';
import { SYSTEM_DEVICES, type DeviceChoice } from '../device-choice.ts';
import { createDiagnostics } from '../diagnostics.ts';
import type { PhoneAnswer, PhoneRefusal, TelephonyPort } from '../telephony-port.ts';
import type { Timers } from '../timers.ts';
import { callerOf } from './caller.ts';
import { readDigits } from './dtmf.ts';
import { addressOf, makeAgent } from './make-agent.ts';
import { createMediaHandler, type MediaHandler } from './media-handler.ts';
import { createSipCall, type SipCall } from './sip-call.ts';
import { createSipSound } from './sip-sound.ts';
import { createSipLink, type SipLink } from './sip-link.ts';

export type SipPhoneDeps = {
  readonly timers: Timers;
  readonly media: MediaDevices;
  readonly createElement: () => HTMLAudioElement;
  readonly createContext: () => AudioContext;
  readonly clock: () => number;
  readonly now: () => string;
  readonly chance: () => number;
  readonly newId: () => string;
  /** Is given the sound of the calls, for whoever records them. */
  readonly plugSound?: (sound: CallSound) => void;
  /** The sound of the account in use, for meters and the test before the shift; null when there is none. */
  readonly onDesk?: (desk: AudioDesk | null) => void;
  readonly onMicrophoneProblem?: (failed: boolean) => void;
};

type Line = {
  readonly account: TelephonyAccount;
  readonly agent: ReturnType<typeof makeAgent>;
  readonly link: SipLink;
  readonly desk: AudioDesk;
};

const refused = (reason: PhoneRefusal): PhoneAnswer => ({ ok: false, reason });
const DONE = (callId: string): PhoneAnswer => ({ ok: true, callId });

/** The telephone on sip.js. The state is the reducer's alone; what is here only causes events and obeys them. */
export const createSipPhone = (deps: SipPhoneDeps): TelephonyPort => {
  const { timers } = deps;
  const diagnostics = createDiagnostics(deps.now);
  const listeners = new Set<(state: PhoneState) => void>();
  const calls = new Map<string, SipCall>();
  const media = new WeakMap<Session, MediaHandler>();
  const ids = new WeakMap<Session, string>();
  let state = SILENT_PHONE;
  let line: Line | null = null;
  let devices: DeviceChoice = SYSTEM_DEVICES;

  const find = (callId: string): PhoneCall | undefined => state.calls.find(({ id }) => id === callId);
  const isOpen = (callId: string): boolean => {
    const call = find(callId);
    return call !== undefined && isTalking(call) && !state.muted;
  };
  const emit = (event: PhoneEvent): void => {
    const next = reducePhone(state, event);
    if (next === state) return;
    state = next;
    for (const [id, call] of calls) {
      const track = call.media()?.outgoing.voice();
      if (track) track.enabled = isOpen(id) || find(id)?.phase === 'answering';
    }
    line?.desk.follow(state, (call) => calls.get(call.id)?.media()?.remote ?? null);
    for (const listener of listeners) listener(state);
  };

  const makeMedia = (account: TelephonyAccount, desk: AudioDesk, session: Session): MediaHandler => {
    const id = ids.get(session) ?? '';
    const handler = createMediaHandler({
      iceServers: account.iceServers as readonly RTCIceServer[],
      timers,
      takeTrack: () => takeTrack(desk, id),
      onFarHold: (held) => emit({ type: 'far-hold', callId: id, held }),
    });
    media.set(session, handler);
    return handler;
  };
  const takeTrack = async (desk: AudioDesk, id: string): Promise<MediaStreamTrack> => {
    const track = await desk.microphone.take();
    track.enabled = isOpen(id);
    return track;
  };
  const track = (session: Inviter | Invitation, id: string, on: Line): SipCall => {
    ids.set(session, id);
    const call = createSipCall({
      id,
      session,
      timers,
      diagnostics,
      clock: deps.clock,
      now: deps.now,
      media: () => media.get(session) ?? null,
      call: () => find(id),
      emit,
      isLinked: on.link.isUp,
      hasAnswered: on.link.hasAnswered,
      onDoubt: on.link.doubt,
      takeTrack: () => takeTrack(on.desk, id),
      microphoneFailed: on.desk.problem,
      onEnded: () => undefined,
    });
    calls.set(id, call);
    session.stateChange.addListener((next) => {
      if (next === SessionState.Terminated) calls.delete(id);
    });
    return call;
  };
  const holdOthers = (except: string): Promise<unknown> =>
    Promise.all(
      state.calls
        .filter((call) => call.id !== except && call.phase === 'active' && call.hold === 'none')
        .map((call) => calls.get(call.id)?.setHold(true) ?? Promise.resolve(false)),
    );

  const ring = (invitation: Invitation): void => {
    const on = line;
    const live = state.calls.filter(isLive).length;
    // In the place of a call that is here already: the far side was handed over by whoever talked to it.
    const takesOver = invitation.replacee !== undefined;
    if (on === null || (live > 1 && !takesOver)) {
      void invitation.reject({ statusCode: 486 });
      return;
    }
    const id = deps.newId();
    const call = track(invitation, id, on);
    emit({ type: 'rang', callId: id, at: deps.now(), ...callerOf(invitation) });
    if (takesOver) {
      emit({ type: 'answer-asked', callId: id });
      call.accept();
    }
  };

  const open = (account: TelephonyAccount): Line => {
    const desk = createAudioDesk({
      ...deps,
      diagnostics,
      ...(deps.onMicrophoneProblem === undefined ? {} : { onProblem: deps.onMicrophoneProblem }),
      onMicrophone: () => {
        for (const call of calls.values()) {
          void call.replaceTrack().catch((error: unknown) => diagnostics.note('fault', String(error)));
        }
      },
    });
    const agent = makeAgent(account, diagnostics, { onInvite: ring }, (session) => makeMedia(account, desk, session));
    const link = createSipLink({
      agent,
      timers,
      diagnostics,
      clock: deps.clock,
      chance: deps.chance,
      inCall: () => state.calls.some(isLive),
      onRegistration: (registration) => emit({ type: 'registration', registration }),
      onLost: () => calls.forEach((call) => call.linkLost()),
      onBack: () => calls.forEach((call) => void call.refresh()),
    });
    return { account, agent, link, desk };
  };
  const close = async ({ link, desk }: Line): Promise<void> => {
    for (const call of calls.values()) call.end();
    await link.stop();
    desk.close();
    calls.clear();
  };

  const place = (on: Line, dial: string, number: string, name: string): PhoneAnswer => {
    const target = addressOf(dial, on.account.domain);
    if (target === undefined) return refused('not-a-number');
    const id = deps.newId();
    const { numberShown } = on.account;
    const shown = numberShown === null ? undefined : addressOf(numberShown, on.account.domain);
    const options: InviterOptions =
      shown === undefined ? {} : { extraHeaders: [`P-Preferred-Identity: <${shown.toString()}>`] };
    const call = track(new Inviter(on.agent, target, options), id, on);
    const others = state.calls.some((other) => isTalking(other));
    emit({ type: 'dialled', callId: id, at: deps.now(), number, name });
    if (others) void holdOthers(id).then(() => find(id)?.phase === 'preparing' && call.invite());
    else call.invite();
    return DONE(id);
  };
  const dial = (number: string, name: string): PhoneAnswer => {
    if (line === null) return refused('off');
    if (!line.link.isUp()) return refused('not-registered');
    if (!mayDial(state)) return refused('busy');
    const { dialPrefix: prefix, refused: never } = line.account;
    const dialled = numberToDial(number, { prefix, refused: never });
    return dialled.ok ? place(line, dialled.dial, number, name) : refused(dialled.reason);
  };
  /** Everybody meets in the server's room: each far side is handed over to it, then the operator follows. */
  const meet = async (on: Line, room: string, inCall: readonly SipCall[]): Promise<void> => {
    const target = addressOf(room, on.account.domain);
    if (target === undefined) return;
    const gone = await Promise.all(inCall.map((call) => call.transfer(target)));
    if (gone.some(Boolean) && line === on) place(on, room, room, '');
  };

  deps.plugSound?.(
    createSipSound({
      timers,
      createContext: deps.createContext,
      mediaOf: (callId) => calls.get(callId)?.media() ?? null,
      playOut: (stream) => line?.desk.playAlong(stream) ?? (() => undefined),
    }),
  );

  return {
    useAccount: async (account) => {
      const before = line;
      line = null;
      if (before !== null) {
        deps.onDesk?.(null);
        await close(before);
      }
      if (account === null) return;
      line = open(account);
      deps.onDesk?.(line.desk);
      const chosen = line.desk.choose(devices);
      line.link.start();
      await chosen;
      await line.desk.microphone.warm().catch((error: unknown) => diagnostics.note('device', String(error)));
    },
    call: dial,
    answer: (callId) => {
      const call = calls.get(callId);
      if (call === undefined || find(callId)?.phase !== 'incoming') return refused('wrong-moment');
      // Whoever is called and has not answered yet would come in on the caller: two far sides in one conversation.
      for (const { id, direction, phase } of state.calls) {
        if (direction === 'out' && ['preparing', 'calling', 'ringing'].includes(phase)) calls.get(id)?.end();
      }
      emit({ type: 'answer-asked', callId });
      void holdOthers(callId).then(call.accept);
      return DONE(callId);
    },
    hangUp: (callId) => {
      const call = calls.get(callId);
      if (call === undefined) return refused('wrong-moment');
      call.end();
      return DONE(callId);
    },
    setHold: (callId, held) => {
      const call = calls.get(callId);
      const now = find(callId);
      if (call === undefined || now?.phase !== 'active') return refused('wrong-moment');
      if (now.hold !== (held ? 'none' : 'held')) return refused('wrong-moment');
      if (held) void call.setHold(true);
      else void holdOthers(callId).then(() => call.setHold(false));
      return DONE(callId);
    },
    setMuted: (muted) => emit({ type: 'muted', muted }),
    sendDigits: (callId, text) => {
      const digits = readDigits(text);
      const call = calls.get(callId);
      if (digits === null) return refused('not-a-number');
      if (call === undefined || find(callId)?.phase !== 'active') return refused('wrong-moment');
      call.sendDigits(digits);
      return DONE(callId);
    },
    transfer: (callId, to) => {
      const call = calls.get(callId);
      const now = find(callId);
      if (line === null || call === undefined || now === undefined) return refused('wrong-moment');
      if (to.kind === 'conference') {
        const room = line.account.conferenceRoom;
        const both = state.calls.filter(({ phase }) => phase === 'active');
        if (room === null || both.length < 2) return refused('wrong-moment');
        for (const { id } of both) emit({ type: 'transfer-asked', callId: id, kind: 'conference', to: room });
        void meet(
          line,
          room,
          both.flatMap(({ id }) => calls.get(id) ?? []),
        );
        return DONE(callId);
      }
      if (to.kind === 'attended') {
        const other = calls.get(to.callId);
        const otherNow = find(to.callId);
        if (now.phase !== 'active' || otherNow?.phase !== 'active' || other === undefined)
          return refused('wrong-moment');
        emit({ type: 'transfer-asked', callId, kind: 'attended', to: otherNow.number });
        void call.transfer(other.session).then((done) => done && other.end());
        return DONE(callId);
      }
      const { dialPrefix: prefix, refused: never, domain } = line.account;
      const dialled = numberToDial(to.number, { prefix, refused: never });
      if (!dialled.ok) return refused(dialled.reason);
      const target = addressOf(dialled.dial, domain);
      if (target === undefined) return refused('not-a-number');
      if (now.phase === 'incoming') call.redirect(target);
      else if (now.phase === 'active') {
        emit({ type: 'transfer-asked', callId, kind: 'blind', to: to.number });
        void call.transfer(target);
      } else return refused('wrong-moment');
      return DONE(callId);
    },
    useDevices: async (choice) => {
      devices = choice;
      await line?.desk.choose(choice);
    },
    wake: (reason) => {
      diagnostics.note('link', `woken: ${reason}`);
      line?.link.wake(reason === 'asked');
      // Another address, or hours asleep: the media knows of neither, and the far side must hear of both.
      if (reason !== 'network-change' && reason !== 'resume') return;
      for (const [id, call] of calls) if (find(id)?.phase === 'active') void call.refresh();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      listener(state);
      return () => listeners.delete(listener);
    },
    diagnostics: () =>
      JSON.stringify(
        {
          at: deps.now(),
          registration: state.registration,
          calls: state.calls.map(({ number: _number, name: _name, ...call }) => call),
          devices: line?.desk.labels() ?? null,
          entries: diagnostics.entries(),
        },
        null,
        1,
      ),
  };
};
