import type { CallCause } from '../../src-shared/domain/call-cause.ts';

/**
 * Where a call stands. `preparing` lasts from the key to the INVITE on the wire; `ended` calls stay in sight until the next
 * call begins, because their cause is what the operator needs for the outcome.
 */
export type CallPhase = 'preparing' | 'calling' | 'ringing' | 'incoming' | 'answering' | 'active' | 'ending' | 'ended';

/** Our own hold. The middle states last until the far side has answered: what counts is the answer, not the key. */
export type HoldState = 'none' | 'holding' | 'held' | 'resuming';

/** What the watchdog finds: do we hear the far side, and does it get what we say? */
export type MediaState = 'waiting' | 'ok' | 'not-hearing' | 'not-heard' | 'dead';

export type TransferState = {
  readonly kind: 'blind' | 'attended' | 'conference';
  readonly to: string;
  readonly step: 'asked' | 'trying' | 'failed';
};

/** `failed`: the far side takes none, neither in the audio nor beside it. */
export type DigitsStep = 'sending' | 'sent' | 'failed';

export type CallQuality = {
  readonly rttMs: number | null;
  readonly jitterMs: number;
  /** 0..1 of the last ten seconds. */
  readonly loss: number;
  readonly codec: string;
  readonly mos: number;
  readonly packetsIn: number;
  readonly packetsOut: number;
  /** The microphone's label. */
  readonly device: string;
  /** The whole call: silences that were faults count as lost. */
  readonly overall: { readonly loss: number; readonly mos: number; readonly silentMs: number };
};

export type CallEnd = {
  readonly cause: CallCause;
  /** The SIP status that ended it, if one did. */
  readonly status: number | null;
};

export type PhoneCall = {
  readonly id: string;
  readonly direction: 'out' | 'in';
  /** As it was written or as the far side showed itself: never what was dialled with the prefix. */
  readonly number: string;
  readonly name: string;
  readonly phase: CallPhase;
  readonly hold: HoldState;
  readonly heldByFarSide: boolean;
  readonly earlyMedia: boolean;
  /** The signalling is lost; the call stays on the screen and its sound may still be there. */
  readonly reconnecting: boolean;
  readonly media: MediaState;
  readonly transfer: TransferState | null;
  /** What became of the digits that were sent last. */
  readonly digits: DigitsStep | null;
  readonly quality: CallQuality | null;
  readonly startedAt: string;
  readonly invitedAt: string | null;
  readonly ringAt: string | null;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
  readonly end: CallEnd | null;
};

export const isLive = (call: PhoneCall): boolean => call.phase !== 'ended';

/** More than a ringing: somebody is, or is about to be, on the line. */
export const isOnLine = (call: PhoneCall): boolean => isLive(call) && call.phase !== 'incoming';

/** Is somebody talking in it, or about to? Such a call takes the microphone; a held one does not. */
export const isTalking = (call: PhoneCall): boolean =>
  call.phase === 'active' && (call.hold === 'none' || call.hold === 'resuming');
