import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { Lang } from '../../../src-shared/contract/basics.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { recordingRoutes } from '../../../src-shared/contract/recording.ts';
import { LONGEST_MS } from '../../../src-shared/domain/recording-seal.ts';
import type { Api } from '../../app/api.ts';
import type { SessionStore } from '../../app/session.ts';
import { isTalking, type PhoneCall } from '../../telephony/call.ts';
import type { CallSound } from '../../telephony/call-sound.ts';
import type { Phone } from '../../telephony/phone.ts';
import type { Call, CallStore } from '../call-store.ts';
import {
  isTaking,
  reduceRecording,
  takenMs,
  type CallRecording,
  type RecordingEvent,
  type RecordingProblem,
} from './recording-state.ts';
import { recordSound, type SoundRecorder } from './sound-recorder.ts';
import { prepareUpload, type Upload } from './upload.ts';

export type RecordingView = {
  /** Null where nothing may be recorded: the screen then shows no trace of it. */
  readonly recording: CallRecording | null;
  /** Was recording ever offered since the page began? Then its key belongs in the list of keys. */
  readonly isKnown: boolean;
  /** Recordings of this page that the coordinator has to their end. */
  readonly delivered: number;
};

/** The operator's keys for the recording of the call that is going on. */
export type CallRecorder = {
  readonly view: UseBoundStore<StoreApi<RecordingView>>;
  /** Asks for the consent, or begins where it was given in this call already. */
  readonly begin: () => void;
  readonly leave: () => void;
  /** What the debtor answered to the question in this language. */
  readonly answer: (given: boolean, lang: Lang) => Promise<void>;
  readonly setPaused: (paused: boolean) => void;
  readonly stop: () => void;
  /** The desk is locked: nothing is taken that nobody there can see or stop. It waits for the operator's own key. */
  readonly away: () => void;
  /** Sound taken so far by the recording that is going on, milliseconds. */
  readonly takenMs: () => number;
};

export type CallRecorderDeps = {
  readonly phone: Pick<Phone, 'view'>;
  readonly sound: CallSound;
  readonly calls: CallStore;
  readonly session: Pick<SessionStore, 'getState'>;
  readonly api: Pick<Api, 'call' | 'upload'>;
  readonly clock: () => number;
  readonly newId: () => string;
  readonly later: (ms: number, run: () => void) => void;
  /** Every so many milliseconds; returns the function that ends it. */
  readonly every: (ms: number, run: () => void) => () => void;
};

/** The consent travels with the journal: it is there within a moment, or the network is away. */
const BEGIN_TRIES = 12;
const BEGIN_WAIT_MS = 700;
const ALIVE_MS = 30_000;

type Running = {
  readonly recorder: SoundRecorder;
  readonly upload: Upload;
  readonly release: () => void;
};

/** Follows the call that is going on, offers its recording where the coordinator does, and ends it with the call. */
export const createCallRecorder = (deps: CallRecorderDeps): CallRecorder => {
  const { phone, sound, calls, session, api, clock, later } = deps;
  const view = create<RecordingView>()(() => ({ recording: null, isKnown: false, delivered: 0 }));
  let running: Running | null = null;
  let asked: string | null = null;

  const now = (): CallRecording | null => view.getState().recording;
  const current = (): { readonly call: Call; readonly phoned: PhoneCall } | null => {
    const { call } = calls.getState();
    const phoned = phone.view.getState().calls.find(({ id }) => id === call?.phoneId);
    return call === null || phoned === undefined ? null : { call, phoned };
  };
  const emit = (event: RecordingEvent): void => {
    const before = now();
    const next = reduceRecording(before, event);
    if (next === before) return;
    view.setState({ recording: next, ...(event.type === 'offered' ? { isKnown: true } : {}) });
    if (running === null || isTaking(before) === isTaking(next)) return;
    if (isTaking(next)) running.recorder.resume();
    else if (next?.step === 'running') running.recorder.pause();
  };
  const finish = async (end: 'call-ended' | 'stopped' | 'connection' | 'sound' | 'longest'): Promise<void> => {
    const last = running;
    if (last === null) return;
    running = null;
    await last.recorder.stop().catch(() => undefined);
    last.release();
    await last.upload.end(end);
    view.setState((state) => ({ delivered: state.delivered + 1 }));
  };
  const fail = (why: Extract<RecordingProblem, 'connection' | 'sound' | 'longest'>): void => {
    if (running === null) return;
    emit({ type: 'ended', said: why });
    void finish(why);
  };

  const offer = async (caseId: string, phoneId: string): Promise<void> => {
    const answer = await api.call(recordingRoutes.recordingOffer, { params: { caseId } });
    if (answer.offer === null || current()?.phoned.id !== phoneId) return;
    emit({ type: 'offered', phoneId, offer: answer.offer });
    look();
  };
  const look = (): void => {
    const found = current();
    const recording = now();
    if (found === null || found.phoned.phase === 'ended' || found.phoned.phase === 'ending') {
      if (recording === null) return;
      emit({ type: 'call-over' });
      void finish('call-ended');
      return;
    }
    const { call, phoned } = found;
    if (phoned.phase === 'active' && asked !== phoned.id) {
      asked = phoned.id;
      // Without the network nothing is offered: a recording has nowhere to go.
      void offer(call.caseId, phoned.id).catch(() => undefined);
    }
    if (recording?.phoneId === phoned.id) emit({ type: 'held', held: !isTalking(phoned), atMs: clock() });
  };

  const whenConsentArrived = async (begin: () => Promise<Upload>): Promise<Upload> => {
    for (let tries = 1; ; tries += 1) {
      await session.getState().store?.syncNow();
      try {
        return await begin();
      } catch (error) {
        const mayPass = !(error instanceof AppError) || error.recovery === 'retry';
        if (!mayPass || tries === BEGIN_TRIES) throw error;
        await new Promise<void>((resolve) => later(BEGIN_WAIT_MS, resolve));
      }
    }
  };
  const take = (phoneId: string, upload: Upload): boolean => {
    const tap = sound.tap(phoneId);
    if (tap === null) return false;
    const recorder = recordSound({
      stream: tap.stream,
      clock,
      onPiece: async (piece) => {
        if (!(await upload.add(piece))) fail('connection');
        const recording = now();
        if (recording !== null && takenMs(recording, clock()) >= LONGEST_MS) fail('longest');
      },
      onProblem: () => fail('sound'),
    });
    const quiet = deps.every(ALIVE_MS, () => {
      if (!isTaking(now())) upload.alive();
    });
    const release = (): void => {
      quiet();
      tap.close();
    };
    running = { recorder, upload, release };
    emit({ type: 'began', atMs: clock() });
    // Put on hold between the notice and now: nothing is taken until the call goes on.
    if (!isTaking(now())) recorder.pause();
    return true;
  };
  const start = async (): Promise<void> => {
    const found = current();
    const recording = now();
    if (found === null || recording?.consentOpId == null || running !== null) return;
    const phoneId = found.phoned.id;
    const isStill = (): boolean => now()?.phoneId === phoneId && now()?.step === 'starting';
    const giveUp = (said: RecordingProblem): void => {
      if (isStill()) emit({ type: 'ended', said });
    };
    if (recording.held) {
      emit({ type: 'starting' });
      giveUp('held');
      return;
    }
    emit({ type: 'starting' });
    const prepared = await prepareUpload(
      { api, later, onRefused: () => fail('connection') },
      {
        recordingId: deps.newId(),
        caseId: found.call.caseId,
        phoneId,
        consentOpId: recording.consentOpId,
        publicKey: recording.offer.publicKey,
      },
    );
    const upload = await whenConsentArrived(prepared.begin);
    const heard = isStill() && now()?.held === false && (await sound.sayNotice(phoneId));
    if (heard && isStill() && take(phoneId, upload)) return;
    giveUp(now()?.held === true ? 'held' : 'sound');
    await upload.end('stopped');
  };
  const startOrSay = async (): Promise<void> => {
    try {
      await start();
    } catch (error) {
      const off = error instanceof AppError && error.code === 'recording-off';
      emit({ type: 'ended', said: off ? 'off' : 'connection' });
    }
  };

  phone.view.subscribe(look);
  calls.subscribe(look);
  return {
    view,
    begin: () => {
      if (now()?.consentOpId == null) emit({ type: 'asked' });
      else void startOrSay();
    },
    leave: () => emit({ type: 'left' }),
    answer: async (given, lang) => {
      const found = current();
      const recording = now();
      const { store } = session.getState();
      if (found === null || recording?.step !== 'asking' || store === null) return;
      const body = {
        partyId: found.call.partyId,
        phoneId: found.phoned.id,
        given,
        asked: recording.offer.question[lang],
      };
      try {
        const operation = await store.capture('recording-consent', found.call.caseId, body);
        emit(given ? { type: 'consented', opId: operation.opId } : { type: 'refused' });
      } catch {
        emit({ type: 'ended', said: 'storage' });
        return;
      }
      if (given) await startOrSay();
    },
    takenMs: () => {
      const recording = now();
      return recording === null ? 0 : takenMs(recording, clock());
    },
    setPaused: (paused) => emit({ type: 'paused', paused, atMs: clock() }),
    away: () => {
      emit({ type: 'left' });
      if (running === null) emit({ type: 'ended', said: 'stopped' });
      else emit({ type: 'paused', paused: true, atMs: clock() });
    },
    stop: () => {
      if (running === null) return;
      emit({ type: 'ended', said: 'stopped' });
      void finish('stopped');
    },
  };
};
