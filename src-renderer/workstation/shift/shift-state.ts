import { assertNever } from '../../../src-shared/domain/assert-never.ts';

export const PAUSE_REASONS = ['break', 'meeting', 'training', 'office', 'other'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** Why nobody is at the desk: its work is locked, the screen is, the computer sleeps, or nobody has touched it. */
export type AwayReason = 'locked' | 'screen' | 'sleep' | 'idle';

/**
 * The operator's own day, as it stands at his desk. It stays there: what an employer may know of when somebody works is a
 * matter of law (art. 4 of the workers' statute), and nothing here is ever sent.
 */
export type Shift = {
  /** Since when the standing is what it is. */
  readonly since: string;
  readonly onCall: boolean;
  /** After a call: until when the countdown runs, and whether its outcome is still owed. */
  readonly wrapUp: { readonly until: string; readonly owed: boolean } | null;
  /** `begun` false: asked during a call or after it, it begins when nothing is owed any more. */
  readonly pause: { readonly reason: PauseReason; readonly begun: boolean } | null;
  readonly away: readonly AwayReason[];
};

export type Standing = 'available' | 'on-call' | 'wrap-up' | 'pause' | 'away';

export type ShiftEvent =
  | { readonly type: 'call-began'; readonly at: string }
  | { readonly type: 'call-ended'; readonly at: string; readonly wrapUpS: number; readonly owed: boolean }
  /** The outcome is given, or put aside by the operator himself. */
  | { readonly type: 'outcome-given'; readonly at: string }
  | { readonly type: 'wrap-up-extended'; readonly at: string; readonly seconds: number }
  | { readonly type: 'wrap-up-ended'; readonly at: string }
  /** The countdown's end, told by a timer; it may come late and means nothing before its time. */
  | { readonly type: 'time-passed'; readonly at: string }
  | { readonly type: 'pause-asked'; readonly at: string; readonly reason: PauseReason }
  | { readonly type: 'pause-ended'; readonly at: string }
  | { readonly type: 'left'; readonly at: string; readonly reason: AwayReason }
  | { readonly type: 'came-back'; readonly at: string; readonly reason: AwayReason };

export const newShift = (at: string): Shift => ({ since: at, onCall: false, wrapUp: null, pause: null, away: [] });

/** What the operator is, of all that is true: whoever talks is on a call, whatever else was asked. */
export const standingOf = ({ onCall, wrapUp, pause, away }: Shift): Standing => {
  if (onCall) return 'on-call';
  if (pause?.begun === true) return 'pause';
  if (away.length > 0) return 'away';
  return wrapUp === null ? 'available' : 'wrap-up';
};

const later = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString();

/** Nothing is left to finish: a pause that was asked for begins. */
const settled = (shift: Shift): Shift =>
  shift.pause === null || shift.onCall || shift.wrapUp !== null
    ? shift
    : { ...shift, pause: { ...shift.pause, begun: true } };

const change = (shift: Shift, event: ShiftEvent): Shift => {
  switch (event.type) {
    case 'call-began':
      return shift.onCall ? shift : { ...shift, onCall: true, wrapUp: null };
    case 'call-ended':
      if (!shift.onCall) return shift;
      return settled({
        ...shift,
        onCall: false,
        wrapUp: event.owed || event.wrapUpS > 0 ? { until: later(event.at, event.wrapUpS), owed: event.owed } : null,
      });
    case 'outcome-given':
    case 'wrap-up-ended':
      return shift.wrapUp === null || shift.onCall ? shift : settled({ ...shift, wrapUp: null });
    case 'wrap-up-extended': {
      if (shift.wrapUp === null) return shift;
      // One that has run out is extended from now on.
      const from = shift.wrapUp.until > event.at ? shift.wrapUp.until : event.at;
      return { ...shift, wrapUp: { ...shift.wrapUp, until: later(from, event.seconds) } };
    }
    case 'time-passed':
      // With an outcome half written the time runs over; it takes nothing out of anybody's hands.
      return shift.wrapUp === null || shift.wrapUp.owed || shift.wrapUp.until > event.at
        ? shift
        : settled({ ...shift, wrapUp: null });
    case 'pause-asked':
      if (shift.pause?.reason === event.reason) return shift;
      return settled({ ...shift, pause: { reason: event.reason, begun: shift.pause?.begun ?? false } });
    case 'pause-ended':
      return shift.pause === null ? shift : { ...shift, pause: null };
    case 'left':
      return shift.away.includes(event.reason) ? shift : { ...shift, away: [...shift.away, event.reason] };
    case 'came-back':
      return shift.away.includes(event.reason)
        ? { ...shift, away: shift.away.filter((reason) => reason !== event.reason) }
        : shift;
    default:
      return assertNever(event);
  }
};

/** The day after the event, or the very same object when the event means nothing where the day stands. Pure. */
export const reduceShift = (shift: Shift, event: ShiftEvent): Shift => {
  const next = change(shift, event);
  if (next === shift) return shift;
  return standingOf(next) === standingOf(shift) ? next : { ...next, since: event.at };
};
