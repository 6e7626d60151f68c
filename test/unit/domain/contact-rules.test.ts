import { describe, expect, it } from 'vitest';
import {
  contactWindow,
  mayCall,
  nextOpening,
  UNIREC_2017,
  type ContactRuleSet,
  type MayCallInput,
} from '../../../src-shared/domain/contact-rules.ts';

const ROME = 'Europe/Rome';
/** Monday 23 November 2026, 10:00 in Rome. */
const MONDAY_10 = '2026-11-23T09:00:00.000Z';

const ask = (input: Partial<MayCallInput> = {}) =>
  mayCall({ ruleSet: UNIREC_2017, now: MONDAY_10, zone: ROME, conversations: [], attempts: [], flags: {}, ...input });

const REG_F: ContactRuleSet = {
  ...UNIREC_2017,
  id: 'us-reg-f',
  windows: {
    1: [{ from: '08:00', to: '21:00' }],
    2: [{ from: '08:00', to: '21:00' }],
    3: [{ from: '08:00', to: '21:00' }],
    4: [{ from: '08:00', to: '21:00' }],
    5: [{ from: '08:00', to: '21:00' }],
    6: [{ from: '08:00', to: '21:00' }],
    7: [{ from: '08:00', to: '21:00' }],
  },
  holidays: 'none',
  counter: 'attempt',
  limits: [{ period: 'rolling-7-days', max: 7 }],
  attemptCap: [],
  restDays: 7,
};

describe('contact windows', () => {
  it.each([
    ['2026-11-23T07:29:59.000Z', false],
    ['2026-11-23T07:30:00.000Z', true],
    ['2026-11-23T19:59:59.000Z', true],
    ['2026-11-23T20:00:00.000Z', false],
    ['2026-11-28T13:59:59.000Z', true],
    ['2026-11-28T14:00:00.000Z', false],
    ['2026-11-29T10:00:00.000Z', false],
    ['2026-12-08T10:00:00.000Z', false],
  ])('CR-01 at %s in Rome calling is allowed: %s', (now, open) => {
    expect(contactWindow(UNIREC_2017, now, ROME).open).toBe(open);
  });

  it('CR-01 says until when it is open and when it opens again', () => {
    expect(contactWindow(UNIREC_2017, MONDAY_10, ROME)).toEqual({ open: true, until: '2026-11-23T20:00:00.000Z' });
    expect(contactWindow(UNIREC_2017, '2026-11-28T14:00:00Z', ROME)).toEqual({
      open: false,
      opensAt: '2026-11-30T07:30:00.000Z',
    });
    expect(contactWindow(UNIREC_2017, '2026-12-05T20:00:00Z', ROME)).toEqual({
      open: false,
      opensAt: '2026-12-07T07:30:00.000Z',
    });
  });

  it('CR-02 national holidays and the local patron are closed; a set may have none', () => {
    expect(contactWindow(UNIREC_2017, '2026-12-08T10:00:00Z', ROME)).toEqual({
      open: false,
      opensAt: '2026-12-09T07:30:00.000Z',
    });
    const milan = { ...UNIREC_2017, extraHolidays: ['12-07'] };
    expect(contactWindow(milan, '2026-12-07T10:00:00Z', ROME)).toEqual({
      open: false,
      opensAt: '2026-12-09T07:30:00.000Z',
    });
    expect(contactWindow({ ...UNIREC_2017, holidays: 'none' }, '2026-12-08T10:00:00Z', ROME).open).toBe(true);
  });

  it('CR-03 hours are those of the debtor’s clock, in both nights that change it', () => {
    expect(contactWindow(UNIREC_2017, '2026-11-23T07:45:00Z', 'Europe/London').open).toBe(false);
    // Monday after the clocks went forward, and after they went back.
    expect(contactWindow(UNIREC_2017, '2026-03-28T20:00:00Z', ROME)).toEqual({
      open: false,
      opensAt: '2026-03-30T06:30:00.000Z',
    });
    expect(contactWindow(UNIREC_2017, '2026-10-24T20:00:00Z', ROME)).toEqual({
      open: false,
      opensAt: '2026-10-26T07:30:00.000Z',
    });
  });

  it('CR-01 a set without any window never opens and does not hang', () => {
    const never: ContactRuleSet = { ...UNIREC_2017, windows: { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] } };
    expect(contactWindow(never, MONDAY_10, ROME)).toEqual({ open: false });
    expect(nextOpening(never, MONDAY_10, ROME)).toBeNull();
    expect(ask({ ruleSet: never })).toEqual({ allowed: false, reason: 'outside-window' });
  });
});

describe('may this debtor be called', () => {
  it('CR-04 one conversation a day: the next is tomorrow', () => {
    expect(ask()).toEqual({ allowed: true, left: { day: 1, week: 3 } });
    expect(ask({ conversations: ['2026-11-23T08:00:00.000Z'] })).toEqual({
      allowed: false,
      reason: 'day-limit',
      until: '2026-11-24T07:30:00.000Z',
    });
    expect(ask({ conversations: ['2026-11-22T22:59:00.000Z'] })).toMatchObject({ allowed: true });
    // 00:01 in Rome is today, although it is yesterday in UTC.
    expect(ask({ conversations: ['2026-11-22T23:01:00.000Z'] })).toMatchObject({ allowed: false });
  });

  it('CR-05 three conversations a week: the next is on Monday, or after the holiday', () => {
    const three = ['2026-11-23T09:00:00.000Z', '2026-11-24T09:00:00.000Z', '2026-11-25T09:00:00.000Z'];
    expect(ask({ now: '2026-11-26T09:00:00Z', conversations: three })).toEqual({
      allowed: false,
      reason: 'week-limit',
      until: '2026-11-30T07:30:00.000Z',
    });
    expect(ask({ now: '2026-11-26T09:00:00Z', conversations: three.slice(1) })).toEqual({
      allowed: true,
      left: { day: 1, week: 1 },
    });
    expect(ask({ now: '2026-11-30T09:00:00Z', conversations: three })).toMatchObject({ allowed: true });
    // Both limits are reached: the one that lasts longer is named.
    expect(ask({ now: '2026-11-25T10:00:00Z', conversations: three })).toMatchObject({ reason: 'week-limit' });
  });

  it('CR-06 calls that reached nobody are no conversations', () => {
    const attempts = ['2026-11-23T08:00:00.000Z', '2026-11-23T08:10:00.000Z', '2026-11-23T08:20:00.000Z'];
    expect(ask({ attempts })).toEqual({ allowed: true, left: { day: 1, week: 3 } });
  });

  it('CR-07 the company’s own cap on attempts holds, and may be taken off', () => {
    const attempts = Array.from({ length: 6 }, (_, i) => `2026-11-23T08:0${i}:00.000Z`);
    expect(ask({ attempts })).toEqual({ allowed: false, reason: 'attempt-limit', until: '2026-11-24T07:30:00.000Z' });
    expect(ask({ attempts: attempts.slice(1) })).toMatchObject({ allowed: true });
    expect(ask({ attempts, ruleSet: { ...UNIREC_2017, attemptCap: [] } })).toMatchObject({ allowed: true });
  });

  it.each([
    [{ flags: { deceased: true } }, 'deceased'],
    [{ flags: { doNotContact: true } }, 'do-not-contact'],
    [{ flags: { lawyer: true } }, 'lawyer'],
    [{ flags: { consentWithdrawn: true } }, 'consent-withdrawn'],
    [{ flags: { suspended: true } }, 'suspended'],
    [{ flags: { mandateEnded: true } }, 'mandate-ended'],
    [{ contactPointStatus: 'invalid' }, 'number-invalid'],
    [{ contactPointStatus: 'dead' }, 'number-dead'],
    [{ contactPointStatus: 'wrong-person' }, 'number-wrong-person'],
    [{ contactPointStatus: 'blocked' }, 'number-blocked'],
  ] as const)('CR-08 a stop is a stop, without an end: %j', (stop, reason) => {
    expect(ask({ ...stop, agreed: true })).toEqual({ allowed: false, reason });
    // A stop is named before any count or hour.
    expect(ask({ ...stop, now: '2026-11-29T10:00:00Z', conversations: [MONDAY_10] })).toEqual({
      allowed: false,
      reason,
    });
  });

  it('CR-09 a call that the debtor asked for is not held back by counts, but by hours', () => {
    const conversations = ['2026-11-23T08:00:00.000Z'];
    expect(ask({ conversations, agreed: true })).toEqual({ allowed: true, left: { day: 0, week: 2 } });
    expect(ask({ conversations, agreed: true, now: '2026-11-23T21:00:00Z' })).toMatchObject({
      reason: 'outside-window',
    });
  });

  it('CR-10 other rule sets are other data: seven calls in seven days, and a week of rest after a conversation', () => {
    const attempts = Array.from({ length: 7 }, (_, i) => `2026-11-${17 + i}T15:00:00.000Z`);
    const us = { ruleSet: REG_F, zone: 'America/New_York', now: '2026-11-23T16:00:00Z' };
    expect(ask({ ...us, attempts })).toEqual({
      allowed: false,
      reason: 'week-limit',
      until: '2026-11-24T13:00:00.000Z',
    });
    expect(ask({ ...us, attempts: attempts.slice(1) })).toEqual({ allowed: true, left: { day: null, week: 1 } });
    expect(ask({ ...us, conversations: ['2026-11-20T16:00:00.000Z'] })).toEqual({
      allowed: false,
      reason: 'rest',
      until: '2026-11-27T13:00:00.000Z',
    });
    expect(ask({ ...us, now: '2026-11-27T13:00:00Z', conversations: ['2026-11-20T16:00:00.000Z'] })).toMatchObject({
      allowed: true,
    });
  });

  it('CR-10 a month has its own limit', () => {
    const ruleSet: ContactRuleSet = {
      ...REG_F,
      counter: 'conversation',
      limits: [{ period: 'calendar-month', max: 1 }],
      restDays: 0,
    };
    expect(ask({ ruleSet, conversations: ['2026-11-02T10:00:00.000Z'] })).toEqual({
      allowed: false,
      reason: 'month-limit',
      until: '2026-12-01T07:00:00.000Z',
    });
    expect(ask({ ruleSet, now: '2026-12-31T10:00:00Z', conversations: ['2026-12-31T09:00:00.000Z'] })).toMatchObject({
      until: '2027-01-01T07:00:00.000Z',
    });
  });

  it('CR-11 the shipped set says where its numbers come from and that a person must check them', () => {
    expect(UNIREC_2017.source).not.toBe('');
    expect(UNIREC_2017.checked).toBeNull();
    expect(UNIREC_2017.note.it).toContain('2025');
    expect(UNIREC_2017.note.en).toContain('2025');
  });
});
