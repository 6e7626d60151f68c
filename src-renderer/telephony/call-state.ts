import { assertNever } from '../../src-shared/domain/assert-never.ts';
import { isLive, type CallPhase, type PhoneCall } from './call.ts';
import type { CallEvent, PhoneEvent } from './call-event.ts';
import { REGISTRATION_OFF, type Registration } from './registration.ts';

export type PhoneState = {
  readonly registration: Registration;
  /** Oldest first; at most two live ones besides those that ring, and the ended ones of the last conversation. */
  readonly calls: readonly PhoneCall[];
  /** The operator's microphone is silent in every call. */
  readonly muted: boolean;
};

export const SILENT_PHONE: PhoneState = { registration: REGISTRATION_OFF, calls: [], muted: false };

/** Two conversations are what one person can keep apart: one talked to, one held. */
const MOST_CALLS = 2;

/**
 * May another call be placed now? Not while one is on its way (a second press of the same key is the same call), nor
 * beside two.
 */
export const mayDial = (state: PhoneState): boolean => {
  const live = state.calls.filter(isLive);
  return live.length < MOST_CALLS && live.every((call) => call.phase === 'active');
};

const newCall = (event: CallEvent & { type: 'dialled' | 'rang' }): PhoneCall => ({
  id: event.callId,
  direction: event.type === 'dialled' ? 'out' : 'in',
  number: event.number,
  name: event.name,
  phase: event.type === 'dialled' ? 'preparing' : 'incoming',
  hold: 'none',
  heldByFarSide: false,
  earlyMedia: false,
  reconnecting: false,
  media: 'waiting',
  transfer: null,
  digits: null,
  quality: null,
  startedAt: event.at,
  invitedAt: null,
  ringAt: event.type === 'rang' ? event.at : null,
  answeredAt: null,
  endedAt: null,
  end: null,
});

const during = (call: PhoneCall, ...phases: readonly CallPhase[]): boolean => phases.includes(call.phase);

/** The call after the event, or the very same object when the event means nothing where the call stands. */
export const reduceCall = (call: PhoneCall, event: CallEvent): PhoneCall => {
  switch (event.type) {
    case 'dialled':
    case 'rang':
      return call;
    case 'invited':
      return during(call, 'preparing') ? { ...call, phase: 'calling', invitedAt: event.at } : call;
    case 'progressed':
      if (!during(call, 'calling', 'ringing')) return call;
      return {
        ...call,
        phase: 'ringing',
        ringAt: call.ringAt ?? event.at,
        earlyMedia: call.earlyMedia || event.earlyMedia,
      };
    case 'answer-asked':
      return during(call, 'incoming') ? { ...call, phase: 'answering' } : call;
    case 'answered':
      return during(call, 'calling', 'ringing', 'answering')
        ? { ...call, phase: 'active', answeredAt: event.at, earlyMedia: false }
        : call;
    case 'hang-up-asked':
      return during(call, 'ending', 'ended') ? call : { ...call, phase: 'ending' };
    case 'ended':
      return during(call, 'ended')
        ? call
        : { ...call, phase: 'ended', endedAt: event.at, end: event.end, reconnecting: false, transfer: null };
    case 'hold-asked':
      return during(call, 'active') && call.hold === 'none' ? { ...call, hold: 'holding' } : call;
    case 'resume-asked':
      return during(call, 'active') && call.hold === 'held' ? { ...call, hold: 'resuming' } : call;
    case 'hold-settled':
      return during(call, 'active') ? { ...call, hold: event.held ? 'held' : 'none' } : call;
    case 'far-hold':
      return during(call, 'active') ? { ...call, heldByFarSide: event.held } : call;
    case 'link-lost':
      return during(call, 'ended') ? call : { ...call, reconnecting: true };
    case 'refreshed':
      return call.reconnecting ? { ...call, reconnecting: false } : call;
    case 'media':
      return during(call, 'active') && call.media !== event.media ? { ...call, media: event.media } : call;
    case 'digits':
      return during(call, 'active') && call.digits !== event.step ? { ...call, digits: event.step } : call;
    case 'quality':
      return during(call, 'active') ? { ...call, quality: event.quality } : call;
    case 'transfer-asked':
      return during(call, 'active') && (call.transfer === null || call.transfer.step === 'failed')
        ? { ...call, transfer: { kind: event.kind, to: event.to, step: 'asked' } }
        : call;
    case 'transfer-trying':
      return call.transfer?.step === 'asked' ? { ...call, transfer: { ...call.transfer, step: 'trying' } } : call;
    case 'transfer-failed':
      return call.transfer === null || call.transfer.step === 'failed'
        ? call
        : { ...call, transfer: { ...call.transfer, step: 'failed' } };
    default:
      return assertNever(event);
  }
};

/** Ended calls go when another begins, unless a live one still stands beside them. */
const withCall = (state: PhoneState, call: PhoneCall): PhoneState => {
  if (state.calls.some(({ id }) => id === call.id)) return state;
  return { ...state, calls: [...state.calls.filter(isLive), call] };
};

/** A muted microphone belongs to a conversation, and neither to the next one nor to one that still rings. */
const mayMute = (calls: readonly PhoneCall[]): boolean =>
  calls.some((call) => isLive(call) && call.phase !== 'incoming');

/** The telephone after the event. Pure: the same state and event always give the same state, and illegal events none. */
export const reducePhone = (state: PhoneState, event: PhoneEvent): PhoneState => {
  switch (event.type) {
    case 'muted':
      if (state.muted === event.muted || (event.muted && !mayMute(state.calls))) return state;
      return { ...state, muted: event.muted };
    case 'registration':
      return { ...state, registration: event.registration };
    case 'dialled':
    case 'rang':
      return withCall(state, newCall(event));
    default: {
      const calls = state.calls.map((call) => (call.id === event.callId ? reduceCall(call, event) : call));
      if (calls.every((call, index) => call === state.calls[index])) return state;
      return { ...state, calls, muted: state.muted && mayMute(calls) };
    }
  }
};
