import { describe, expect, it } from 'vitest';
import {
  newShift,
  reduceShift,
  standingOf,
  type AwayReason,
  type PauseReason,
  type Shift,
  type ShiftEvent,
} from '../../../src-renderer/workstation/shift/shift-state.ts';

const AT = '2026-11-23T09:00:00.000Z';
const at = (seconds: number): string => new Date(Date.parse(AT) + seconds * 1000).toISOString();
const run = (...events: readonly ShiftEvent[]): Shift => events.reduce(reduceShift, newShift(AT));

const began = (seconds = 0): ShiftEvent => ({ type: 'call-began', at: at(seconds) });
const ended = (seconds: number, more: { wrapUpS?: number; owed?: boolean } = {}): ShiftEvent => ({
  type: 'call-ended',
  at: at(seconds),
  wrapUpS: more.wrapUpS ?? 60,
  owed: more.owed ?? true,
});
const given = (seconds: number): ShiftEvent => ({ type: 'outcome-given', at: at(seconds) });
const passed = (seconds: number): ShiftEvent => ({ type: 'time-passed', at: at(seconds) });
const extended = (seconds: number, by = 30): ShiftEvent => ({ type: 'wrap-up-extended', at: at(seconds), seconds: by });
const done = (seconds: number): ShiftEvent => ({ type: 'wrap-up-ended', at: at(seconds) });
const pause = (seconds: number, reason: PauseReason = 'break'): ShiftEvent => ({
  type: 'pause-asked',
  at: at(seconds),
  reason,
});
const resumed = (seconds: number): ShiftEvent => ({ type: 'pause-ended', at: at(seconds) });
const left = (seconds: number, reason: AwayReason = 'screen'): ShiftEvent => ({
  type: 'left',
  at: at(seconds),
  reason,
});
const back = (seconds: number, reason: AwayReason = 'screen'): ShiftEvent => ({
  type: 'came-back',
  at: at(seconds),
  reason,
});

/** Each standing, reached the ordinary way. */
const STANDINGS = {
  available: [],
  'on-call': [began()],
  'wrap-up': [began(), ended(10)],
  pause: [pause(1)],
  away: [left(1)],
} as const;

describe('the operator’s own day', () => {
  it.each([
    ['available', [], 'available'],
    ['a call', [began()], 'on-call'],
    ['after a call', [began(), ended(10)], 'wrap-up'],
    ['no time after a call, nothing owed', [began(), ended(10, { wrapUpS: 0, owed: false })], 'available'],
    ['no time after a call, an outcome owed', [began(), ended(10, { wrapUpS: 0 })], 'wrap-up'],
    ['the outcome is given', [began(), ended(10), given(20)], 'available'],
    ['done before the time', [began(), ended(10), done(20)], 'available'],
    ['the time is over, nothing owed', [began(), ended(10, { owed: false }), passed(70)], 'available'],
    ['a timer that comes too early', [began(), ended(10, { owed: false }), passed(69)], 'wrap-up'],
    ['another call in the time after one', [began(), ended(10), began(20)], 'on-call'],
    ['a pause', [pause(1)], 'pause'],
    ['the pause is over', [pause(1), resumed(60)], 'available'],
    ['a call in a pause', [pause(1), began(2)], 'on-call'],
    ['away', [left(1)], 'away'],
    ['back', [left(1), back(2)], 'available'],
    ['away twice, back once', [left(1), left(2, 'idle'), back(3)], 'away'],
    ['away twice, back twice', [left(1), left(2, 'idle'), back(3), back(4, 'idle')], 'available'],
    ['a call goes on behind a lock', [began(), left(2, 'locked')], 'on-call'],
    ['it ends there', [began(), left(2, 'locked'), ended(10)], 'away'],
    ['and the time after it is still his', [began(), left(2, 'locked'), ended(10), back(20, 'locked')], 'wrap-up'],
    ['a pause is not idleness', [pause(1), left(700, 'idle')], 'pause'],
  ] as const)('SH-14 %s: %s', (_name, events, standing) => {
    expect(standingOf(run(...events))).toBe(standing);
  });

  it('SH-14 the countdown takes nothing out of anybody’s hands: with an outcome owed it runs over', () => {
    const over = run(began(), ended(10), passed(70));
    expect(standingOf(over)).toBe('wrap-up');
    expect(reduceShift(over, passed(600))).toBe(over);
    expect(standingOf(reduceShift(over, given(601)))).toBe('available');
  });

  it('SH-14 it can be extended, also when it has run out, and only while there is one', () => {
    expect(run(began(), ended(10), extended(20)).wrapUp?.until).toBe(at(100));
    expect(run(began(), ended(10), extended(20), extended(21)).wrapUp?.until).toBe(at(130));
    expect(run(began(), ended(10), passed(70), extended(200)).wrapUp?.until).toBe(at(230));
    const idle = newShift(AT);
    expect(reduceShift(idle, extended(1))).toBe(idle);
  });

  it('SH-14 a pause asked during a call or after it begins when all is done, and never before', () => {
    const asked = run(began(), pause(5, 'meeting'));
    expect([standingOf(asked), asked.pause?.begun]).toEqual(['on-call', false]);
    const after = reduceShift(asked, ended(10));
    expect([standingOf(after), after.pause?.begun]).toEqual(['wrap-up', false]);
    const settled = reduceShift(after, given(20));
    expect([standingOf(settled), settled.pause?.reason, settled.since]).toEqual(['pause', 'meeting', at(20)]);
    // Thought better of it.
    expect(standingOf(reduceShift(reduceShift(asked, resumed(6)), ended(10, { wrapUpS: 0, owed: false })))).toBe(
      'available',
    );
    // Where nothing follows the call, the pause does.
    expect(standingOf(reduceShift(asked, ended(10, { wrapUpS: 0, owed: false })))).toBe('pause');
    expect(standingOf(reduceShift(after, done(11)))).toBe('pause');
  });

  it('SH-14 a pause gives way to a call and is there again after it', () => {
    const called = run(pause(1), began(2), ended(30, { wrapUpS: 0, owed: false }));
    expect([standingOf(called), called.since]).toEqual(['pause', at(30)]);
  });

  it('SH-14 the reason of a pause may change without ending it', () => {
    const changed = run(pause(1), pause(50, 'training'));
    expect([standingOf(changed), changed.pause?.reason, changed.since]).toEqual(['pause', 'training', at(1)]);
  });

  it('SH-14 since when is the moment the standing changed, and not the last event', () => {
    expect(run(began(5), left(6), pause(7)).since).toBe(at(5));
    expect(run(began(5), ended(30), extended(31)).since).toBe(at(30));
  });

  it('SH-14 what means nothing where the day stands changes nothing, in every standing', () => {
    const nothing: Readonly<Record<keyof typeof STANDINGS, readonly ShiftEvent[]>> = {
      available: [ended(90), given(90), extended(90), done(90), passed(90), resumed(90), back(90)],
      'on-call': [began(90), given(90), extended(90), done(90), passed(90), resumed(90), back(90)],
      'wrap-up': [ended(90), resumed(90), back(90), passed(90)],
      pause: [ended(90), given(90), extended(90), done(90), passed(90), pause(90), back(90)],
      away: [ended(90), given(90), extended(90), done(90), passed(90), resumed(90), left(90), back(90, 'sleep')],
    };
    for (const [name, events] of Object.entries(nothing)) {
      const shift = run(...STANDINGS[name as keyof typeof STANDINGS]);
      for (const event of events) expect(reduceShift(shift, event), `${event.type} in ${name}`).toBe(shift);
    }
  });
});
