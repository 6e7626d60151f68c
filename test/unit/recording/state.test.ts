import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isTaking,
  reduceRecording,
  takenMs,
  type CallRecording,
  type RecordingEvent,
} from '../../../src-renderer/workstation/recording/recording-state.ts';

const OFFER = { question: { it: 'Posso registrare?', en: 'May I record?' }, publicKey: 'k' };
const offered: RecordingEvent = { type: 'offered', phoneId: 'p', offer: OFFER };

const after = (...events: readonly RecordingEvent[]): CallRecording | null =>
  events.reduce<CallRecording | null>(reduceRecording, null);
const began = [offered, { type: 'asked' }, { type: 'consented', opId: 'o' }, { type: 'starting' }] as const;

const at = fc.integer({ min: 0, max: 100_000 });
const event: fc.Arbitrary<RecordingEvent> = fc.oneof(
  fc.constantFrom<RecordingEvent>(
    offered,
    { type: 'asked' },
    { type: 'left' },
    { type: 'refused' },
    { type: 'consented', opId: 'o' },
    { type: 'starting' },
    { type: 'ended', said: 'connection' },
    { type: 'ended', said: 'stopped' },
    { type: 'call-over' },
  ),
  at.map((atMs): RecordingEvent => ({ type: 'began', atMs })),
  fc.tuple(fc.boolean(), at).map(([paused, atMs]): RecordingEvent => ({ type: 'paused', paused, atMs })),
  fc.tuple(fc.boolean(), at).map(([held, atMs]): RecordingEvent => ({ type: 'held', held, atMs })),
);

/** From nothing, or from a recording that runs: chance alone seldom comes so far. */
const beginning = fc.constantFrom<readonly RecordingEvent[]>([], [...began, { type: 'began', atMs: 0 }]);

describe('the recording of a call', () => {
  it('RC-11 nothing is there without an offer, and nothing begins without the consent', () => {
    expect(after({ type: 'asked' }, { type: 'starting' }, { type: 'began', atMs: 0 })).toBeNull();
    expect(after(offered, { type: 'starting' })?.step).toBe('ready');
    expect(after(offered, { type: 'asked' }, { type: 'refused' }, { type: 'starting' })?.step).toBe('refused');
    expect(after(offered, { type: 'asked' }, { type: 'refused' }, { type: 'asked' })?.step).toBe('refused');
  });

  it('RC-11 whatever happens, sound is taken only after a consent, and never while paused or on hold', () => {
    fc.assert(
      fc.property(beginning, fc.array(event, { maxLength: 40 }), (first, more) => {
        const events = [...first, ...more];
        let recording: CallRecording | null = null;
        let consented = false;
        for (const one of events) {
          const before: CallRecording | null = recording;
          recording = reduceRecording(recording, one);
          if (one.type === 'offered' || one.type === 'call-over') consented = false;
          if (one.type === 'consented' && before?.step === 'asking') consented = true;
          if (recording?.consentOpId != null) expect(consented).toBe(true);
          if (!isTaking(recording)) continue;
          expect(recording).toMatchObject({ step: 'running', paused: false, held: false, consentOpId: 'o' });
          expect(recording?.takingSince).not.toBeNull();
        }
        if (!isTaking(recording)) expect(recording?.takingSince ?? null).toBeNull();
      }),
    );
  });

  it('RC-11 its time stands still while it is paused or on hold, and both must be over before it goes on', () => {
    const running = [...began, { type: 'began', atMs: 1000 }] as const;
    const paused = after(...running, { type: 'paused', paused: true, atMs: 4000 });
    expect(paused === null ? 0 : takenMs(paused, 60_000)).toBe(3000);
    const both = [
      ...running,
      { type: 'paused', paused: true, atMs: 4000 },
      { type: 'held', held: true, atMs: 5000 },
      { type: 'paused', paused: false, atMs: 6000 },
    ] as const;
    expect(isTaking(after(...both))).toBe(false);
    const resumed = after(...both, { type: 'held', held: false, atMs: 7000 });
    expect(isTaking(resumed)).toBe(true);
    expect(resumed === null ? 0 : takenMs(resumed, 9000)).toBe(5000);
  });

  it('RC-11 a recording that ended may begin again in the same call without asking again', () => {
    const ended = after(...began, { type: 'began', atMs: 0 }, { type: 'ended', said: 'stopped' });
    expect(ended).toMatchObject({ step: 'ready', said: 'stopped', consentOpId: 'o' });
    expect(reduceRecording(ended, { type: 'starting' })).toMatchObject({ step: 'starting', said: null, takenMs: 0 });
    // The next call is another one.
    expect(reduceRecording(ended, { ...offered, phoneId: 'q' })).toMatchObject({ phoneId: 'q', consentOpId: null });
  });
});
