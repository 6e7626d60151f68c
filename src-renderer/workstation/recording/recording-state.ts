import { assertNever } from '../../../src-shared/domain/assert-never.ts';

/** What the coordinator lets the operator ask, and the key that pieces are sealed to. */
export type Offer = { readonly question: { readonly it: string; readonly en: string }; readonly publicKey: string };

/** Why a recording ended, or did not begin, without anybody wanting it. */
export type RecordingProblem = 'connection' | 'sound' | 'longest' | 'held' | 'off' | 'storage';

/** The recording of the call that is going on. There is none where the workspace does not record. */
export type CallRecording = {
  readonly phoneId: string;
  readonly offer: Offer;
  readonly step: 'ready' | 'asking' | 'starting' | 'running' | 'refused';
  /** The consent that was logged for this call; asked for once. */
  readonly consentOpId: string | null;
  /** By the operator's key, while the debtor says a card's number. */
  readonly paused: boolean;
  /** On hold, or another call is talked to: what is said there is nobody's to record. */
  readonly held: boolean;
  /** Sound taken so far, milliseconds, and since when it is being taken (null while it is not). */
  readonly takenMs: number;
  readonly takingSince: number | null;
  /** What the operator must know of a recording that ended. */
  readonly said: RecordingProblem | 'stopped' | null;
};

export type RecordingEvent =
  | { readonly type: 'offered'; readonly phoneId: string; readonly offer: Offer }
  | { readonly type: 'asked' }
  | { readonly type: 'left' }
  | { readonly type: 'refused' }
  | { readonly type: 'consented'; readonly opId: string }
  | { readonly type: 'starting' }
  /** `atMs`: a clock that only runs forward. */
  | { readonly type: 'began'; readonly atMs: number }
  | { readonly type: 'paused'; readonly paused: boolean; readonly atMs: number }
  | { readonly type: 'held'; readonly held: boolean; readonly atMs: number }
  | { readonly type: 'ended'; readonly said: RecordingProblem | 'stopped' }
  | { readonly type: 'call-over' };

/** Is sound being taken at this moment? */
export const isTaking = (recording: CallRecording | null): boolean =>
  recording?.step === 'running' && !recording.paused && !recording.held;

/** Sound taken up to now, in milliseconds. */
export const takenMs = (recording: CallRecording, atMs: number): number =>
  recording.takenMs + (recording.takingSince === null ? 0 : Math.max(0, atMs - recording.takingSince));

/** The clock of what was taken runs exactly while sound is. */
const clocked = (next: CallRecording, atMs: number): CallRecording => {
  if (isTaking(next) === (next.takingSince !== null)) return next;
  return isTaking(next) ? { ...next, takingSince: atMs } : { ...next, takenMs: takenMs(next, atMs), takingSince: null };
};

const step = (
  recording: CallRecording,
  from: readonly CallRecording['step'][],
  change: Partial<CallRecording>,
): CallRecording => (from.includes(recording.step) ? { ...recording, ...change } : recording);

/** The recording after the event, or the very same where the event means nothing. Pure. */
export const reduceRecording = (recording: CallRecording | null, event: RecordingEvent): CallRecording | null => {
  if (event.type === 'call-over') return null;
  if (event.type === 'offered') {
    return {
      phoneId: event.phoneId,
      offer: event.offer,
      step: 'ready',
      consentOpId: null,
      paused: false,
      held: false,
      takenMs: 0,
      takingSince: null,
      said: null,
    };
  }
  if (recording === null) return null;
  switch (event.type) {
    case 'asked':
      return step(recording, ['ready'], { step: 'asking', said: null });
    case 'left':
      return step(recording, ['asking'], { step: 'ready' });
    case 'refused':
      return step(recording, ['asking'], { step: 'refused' });
    case 'consented':
      return step(recording, ['asking'], { step: 'ready', consentOpId: event.opId });
    case 'starting':
      // Never without the consent, whatever asks for it.
      return recording.consentOpId === null
        ? recording
        : step(recording, ['ready'], { step: 'starting', said: null, paused: false, takenMs: 0, takingSince: null });
    case 'began':
      return clocked(step(recording, ['starting'], { step: 'running' }), event.atMs);
    case 'paused':
      return clocked(step(recording, ['running'], { paused: event.paused }), event.atMs);
    case 'held':
      return recording.held === event.held ? recording : clocked({ ...recording, held: event.held }, event.atMs);
    case 'ended':
      return step(recording, ['asking', 'starting', 'running'], {
        step: 'ready',
        said: event.said,
        paused: false,
        takingSince: null,
      });
    default:
      return assertNever(event);
  }
};
