import { describe, expect, it } from 'vitest';
import type { CallPhase, DigitsStep, PhoneCall } from '../../../src-renderer/telephony/call.ts';
import {
  mayDial,
  reduceCall,
  reducePhone,
  SILENT_PHONE,
  type PhoneState,
} from '../../../src-renderer/telephony/call-state.ts';
import type { CallEvent, PhoneEvent } from '../../../src-renderer/telephony/call-event.ts';

const AT = '2026-11-02T09:00:00.000Z';
const LATER = '2026-11-02T09:00:05.000Z';
const callId = 'one';

const PHASES = ['preparing', 'calling', 'ringing', 'incoming', 'answering', 'active', 'ending', 'ended'] as const;

const dialled = { type: 'dialled', callId, at: AT, number: '+39347000111', name: 'Anna Prova' } as const;
const run = (...events: readonly PhoneEvent[]): PhoneState => events.reduce(reducePhone, SILENT_PHONE);
const only = (state: PhoneState): PhoneCall => state.calls[0]!;
const inPhase = (phase: CallPhase): PhoneCall => ({ ...only(run(dialled)), phase });

const quality = {
  ...{ rttMs: 20, jitterMs: 3, loss: 0, codec: 'opus', mos: 4.3, packetsIn: 50, packetsOut: 50 },
  ...{ device: 'Cuffia', overall: { loss: 0, mos: 4.3, silentMs: 0 } },
};
const EVENTS = {
  invited: { type: 'invited', callId, at: LATER },
  progressed: { type: 'progressed', callId, at: LATER, earlyMedia: false },
  'answer-asked': { type: 'answer-asked', callId },
  answered: { type: 'answered', callId, at: LATER },
  'hang-up-asked': { type: 'hang-up-asked', callId },
  ended: { type: 'ended', callId, at: LATER, end: { cause: 'ended-there', status: null } },
  'hold-asked': { type: 'hold-asked', callId },
  'hold-settled': { type: 'hold-settled', callId, held: true },
  'far-hold': { type: 'far-hold', callId, held: true },
  'link-lost': { type: 'link-lost', callId },
  media: { type: 'media', callId, media: 'ok' },
  quality: { type: 'quality', callId, quality },
  'transfer-asked': { type: 'transfer-asked', callId, kind: 'blind', to: '200' },
} as const satisfies Readonly<Record<string, CallEvent>>;

/** Where each event leads from each phase; `same` means that nothing at all changes. */
const TABLE: Readonly<Record<keyof typeof EVENTS, Readonly<Partial<Record<CallPhase, CallPhase>>>>> = {
  invited: { preparing: 'calling' },
  progressed: { calling: 'ringing', ringing: 'ringing' },
  'answer-asked': { incoming: 'answering' },
  answered: { calling: 'active', ringing: 'active', answering: 'active' },
  'hang-up-asked': {
    preparing: 'ending',
    calling: 'ending',
    ringing: 'ending',
    incoming: 'ending',
    answering: 'ending',
    active: 'ending',
  },
  ended: {
    preparing: 'ended',
    calling: 'ended',
    ringing: 'ended',
    incoming: 'ended',
    answering: 'ended',
    active: 'ended',
    ending: 'ended',
  },
  'hold-asked': { active: 'active' },
  'hold-settled': { active: 'active' },
  'far-hold': { active: 'active' },
  'link-lost': Object.fromEntries(PHASES.filter((phase) => phase !== 'ended').map((phase) => [phase, phase])),
  media: { active: 'active' },
  quality: { active: 'active' },
  'transfer-asked': { active: 'active' },
};

describe('the call, phase by phase', () => {
  for (const [name, event] of Object.entries(EVENTS) as [keyof typeof EVENTS, CallEvent][]) {
    it.each(PHASES)(`TE-01 ${name} while %s`, (phase) => {
      const before = inPhase(phase);
      const after = reduceCall(before, event);
      const wanted = TABLE[name][phase];
      if (wanted === undefined) expect(after).toBe(before);
      else {
        expect(after).not.toBe(before);
        expect(after.phase).toBe(wanted);
      }
    });
  }
});

describe('moments of a call', () => {
  it('TE-02 keeps start, INVITE, ring, answer and end of an outgoing call', () => {
    const state = run(
      dialled,
      { type: 'invited', callId, at: '2026-11-02T09:00:00.010Z' },
      { type: 'progressed', callId, at: '2026-11-02T09:00:01.000Z', earlyMedia: false },
      { type: 'progressed', callId, at: '2026-11-02T09:00:02.000Z', earlyMedia: true },
      { type: 'answered', callId, at: '2026-11-02T09:00:03.000Z' },
      { type: 'ended', callId, at: '2026-11-02T09:01:03.000Z', end: { cause: 'ended-there', status: null } },
    );
    expect(only(state)).toMatchObject({
      direction: 'out',
      startedAt: AT,
      invitedAt: '2026-11-02T09:00:00.010Z',
      ringAt: '2026-11-02T09:00:01.000Z',
      answeredAt: '2026-11-02T09:00:03.000Z',
      endedAt: '2026-11-02T09:01:03.000Z',
      earlyMedia: false,
      end: { cause: 'ended-there', status: null },
    });
  });

  it('TE-02 early media is heard from the first provisional answer that brings it until the real one', () => {
    const state = run(dialled, EVENTS.invited, { ...EVENTS.progressed, earlyMedia: true }, EVENTS.progressed);
    expect(only(state).earlyMedia).toBe(true);
  });

  it('TE-02 an answer that comes while it is being cancelled does not bring the call back', () => {
    const state = run(dialled, EVENTS.invited, EVENTS['hang-up-asked'], EVENTS.answered);
    expect(only(state).phase).toBe('ending');
  });
});

describe('hold', () => {
  const active = run(dialled, EVENTS.invited, EVENTS.answered);
  const hold = (...events: readonly CallEvent[]) => only(events.reduce(reducePhone, active)).hold;
  const resume: CallEvent = { type: 'resume-asked', callId };
  const settled = (held: boolean): CallEvent => ({ type: 'hold-settled', callId, held });

  it.each([
    ['asked', [EVENTS['hold-asked']], 'holding'],
    ['granted', [EVENTS['hold-asked'], settled(true)], 'held'],
    ['refused', [EVENTS['hold-asked'], settled(false)], 'none'],
    ['resume asked', [EVENTS['hold-asked'], settled(true), resume], 'resuming'],
    ['resumed', [EVENTS['hold-asked'], settled(true), resume, settled(false)], 'none'],
    ['resume refused', [EVENTS['hold-asked'], settled(true), resume, settled(true)], 'held'],
    ['resume of what is not held', [resume], 'none'],
    ['hold twice', [EVENTS['hold-asked'], EVENTS['hold-asked']], 'holding'],
  ] as const)('TE-03 %s', (_name, events, wanted) => {
    expect(hold(...events)).toBe(wanted);
  });

  it('TE-03 the far side holds on its own account', () => {
    const held = reducePhone(active, EVENTS['far-hold']);
    expect(only(held)).toMatchObject({ hold: 'none', heldByFarSide: true });
    expect(only(reducePhone(held, { ...EVENTS['far-hold'], held: false })).heldByFarSide).toBe(false);
  });
});

describe('reconnecting', () => {
  it('TE-04 a lost link keeps the call, and a refreshed dialog clears the word', () => {
    const active = run(dialled, EVENTS.invited, EVENTS.answered);
    const lost = reducePhone(active, EVENTS['link-lost']);
    expect(only(lost)).toMatchObject({ phase: 'active', reconnecting: true });
    expect(only(reducePhone(lost, { type: 'refreshed', callId }))).toMatchObject({
      phase: 'active',
      reconnecting: false,
    });
    expect(reducePhone(active, { type: 'refreshed', callId })).toBe(active);
    expect(only(reducePhone(lost, EVENTS.ended))).toMatchObject({ phase: 'ended', reconnecting: false });
  });
});

describe('transfer', () => {
  const active = run(dialled, EVENTS.invited, EVENTS.answered);
  const step = (...events: readonly CallEvent[]) => only(events.reduce(reducePhone, active)).transfer?.step ?? null;
  const trying: CallEvent = { type: 'transfer-trying', callId };
  const failed: CallEvent = { type: 'transfer-failed', callId };
  const asked = EVENTS['transfer-asked'];

  it.each([
    ['asked', [asked], 'asked'],
    ['trying', [asked, trying], 'trying'],
    ['failed: the call is taken back', [asked, trying, failed], 'failed'],
    ['failed at once', [asked, failed], 'failed'],
    ['asked twice is one', [asked, { ...asked, to: '300' }], 'asked'],
    ['asked again after it failed', [asked, failed, asked], 'asked'],
    ['nothing asked', [trying, failed], null],
    ['done', [asked, trying, EVENTS.ended], null],
  ] as const)('TE-05 %s', (_name, events, wanted) => {
    expect(step(...events)).toBe(wanted);
  });

  it('TE-05 the second of two presses changes nothing of the first', () => {
    const state = [asked, { ...asked, to: '300' }].reduce(reducePhone, active);
    expect(only(state).transfer?.to).toBe('200');
  });
});

describe('several calls', () => {
  const second = { ...dialled, callId: 'two', number: '+39347000222' };
  const active = run(dialled, EVENTS.invited, EVENTS.answered);

  it('TE-06 no second call while the first is on its way: a double press is one call', () => {
    expect(mayDial(SILENT_PHONE)).toBe(true);
    expect(mayDial(run(dialled))).toBe(false);
    expect(mayDial(run(dialled, EVENTS.invited))).toBe(false);
    expect(mayDial(run(dialled, EVENTS.invited, EVENTS.progressed))).toBe(false);
    expect(mayDial(active)).toBe(true);
    expect(mayDial(run(dialled, EVENTS.invited, EVENTS['hang-up-asked']))).toBe(false);
  });

  it('TE-06 two calls and no third', () => {
    const two = [second, { ...EVENTS.invited, callId: 'two' }, { ...EVENTS.answered, callId: 'two' }].reduce(
      reducePhone,
      active,
    );
    expect(two.calls.map(({ id, phase }) => [id, phase])).toEqual([
      ['one', 'active'],
      ['two', 'active'],
    ]);
    expect(mayDial(two)).toBe(false);
  });

  it('TE-06 an event of one call leaves the other as it is', () => {
    const two = reducePhone(active, second);
    const after = reducePhone(two, { type: 'invited', callId: 'two', at: LATER });
    expect(after.calls[0]).toBe(two.calls[0]);
    expect(after.calls[1]?.phase).toBe('calling');
  });

  it('TE-06 an event of a call that is not there changes nothing', () => {
    expect(reducePhone(active, { type: 'answered', callId: 'nobody', at: LATER })).toBe(active);
    expect(reducePhone(active, dialled)).toBe(active);
  });

  it('TE-07 an ended call stays in sight until the next one begins', () => {
    const ended = reducePhone(active, EVENTS.ended);
    expect(ended.calls).toHaveLength(1);
    expect(mayDial(ended)).toBe(true);
    expect(reducePhone(ended, second).calls.map(({ id }) => id)).toEqual(['two']);
  });

  it('TE-07 an incoming call rings beside the one that is talked to', () => {
    const state = reducePhone(active, { ...second, type: 'rang' });
    expect(state.calls[1]).toMatchObject({ direction: 'in', phase: 'incoming', ringAt: AT, answeredAt: null });
    expect(mayDial(state)).toBe(false);
  });
});

describe('digits', () => {
  it('TE-33 what became of the last ones is told while somebody talks, and nothing of what they were', () => {
    const active = run(dialled, EVENTS.invited, EVENTS.answered);
    const told = (step: DigitsStep): PhoneEvent => ({ type: 'digits', callId, step });
    expect(only(active).digits).toBeNull();
    expect(only(run(dialled, told('sent'))).digits).toBeNull();
    const failed = reducePhone(reducePhone(active, told('sending')), told('failed'));
    expect(only(failed)).toMatchObject({ phase: 'active', digits: 'failed' });
    expect(reducePhone(failed, told('failed'))).toBe(failed);
    expect(only(reducePhone(failed, told('sending'))).digits).toBe('sending');
  });
});

describe('the microphone', () => {
  it('TE-08 stays muted through hold and swap, and is open again for the next conversation', () => {
    const active = run(dialled, EVENTS.invited, EVENTS.answered, { type: 'muted', muted: true });
    expect(reducePhone(active, EVENTS['hold-asked']).muted).toBe(true);
    expect(reducePhone(active, { type: 'muted', muted: true })).toBe(active);
    expect(reducePhone(active, EVENTS.ended).muted).toBe(false);
  });

  it('TE-31 is muted by no key while nobody is called, nor while somebody only rings', () => {
    const mute = { type: 'muted', muted: true } as const;
    const ring = { ...dialled, type: 'rang' } as const;
    expect(run(mute, dialled, EVENTS.invited, EVENTS.answered).muted).toBe(false);
    expect(run(dialled, EVENTS.ended, mute).muted).toBe(false);
    expect(run(ring, mute, EVENTS['answer-asked'], EVENTS.answered).muted).toBe(false);
    expect(run(ring, EVENTS['answer-asked'], mute).muted).toBe(true);
  });

  it('TE-31 is open again for whoever rang while the muted conversation ended', () => {
    const second = { ...dialled, type: 'rang', callId: 'two' } as const;
    const beside = run(dialled, EVENTS.invited, EVENTS.answered, { type: 'muted', muted: true }, second);
    expect(beside.muted).toBe(true);
    expect(reducePhone(beside, EVENTS.ended).muted).toBe(false);
  });
});

describe('the light', () => {
  it('TE-09 is what the link says, and touches no call', () => {
    const active = run(dialled, EVENTS.invited, EVENTS.answered);
    const registration = { light: 'lost', reason: 'server-silent', roundTripMs: null } as const;
    const state = reducePhone(active, { type: 'registration', registration });
    expect(state.registration).toBe(registration);
    expect(state.calls).toBe(active.calls);
  });
});
