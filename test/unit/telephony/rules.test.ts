import { describe, expect, it } from 'vitest';
import { backOffMs, knockMs } from '../../../src-renderer/telephony/back-off.ts';
import { deviceFor } from '../../../src-renderer/telephony/device-choice.ts';
import { refusalReason } from '../../../src-renderer/telephony/registration.ts';
import { CALL_CAUSES, causeOfRefusal, isOurFault, suggestedOutcome } from '../../../src-shared/domain/call-cause.ts';
import { estimateMos, qualityBars } from '../../../src-shared/domain/call-quality.ts';
import { numberToDial } from '../../../src-shared/domain/number-to-dial.ts';

describe('the number to dial', () => {
  const plain = { prefix: null, refused: [] };
  const outside = { prefix: '0', refused: ['199*', '+39 800 123456'] };

  it.each([
    ['+39 347 221 9084', plain, '+393472219084'],
    ['081 5550012', plain, '0815550012'],
    ['200', plain, '200'],
    ['*97', plain, '*97'],
    ['+39 347 221 9084', outside, '03472219084'],
    ['+39 081 555 0012', outside, '00815550012'],
    ['+44 20 7946 0018', outside, '000442079460018'],
    ['0039 347 221 9084', outside, '03472219084'],
    ['200', outside, '200'],
    ['123456', outside, '123456'],
    ['011 2001234', outside, '00112001234'],
  ] as const)('TE-10 %s is dialled as %#', (written, plan, dial) => {
    expect(numberToDial(written, plan)).toEqual({ ok: true, dial });
  });

  it.each([
    ['112', plain],
    ['1 1 2', plain],
    ['118', outside],
    ['0118', outside],
    ['+39112', plain],
    ['0039 113', plain],
    ['0+39115', { prefix: '0', refused: [] }],
    ['116000', plain],
    ['1992345678', outside],
    ['+391992345678', outside],
    ['800 123456', { prefix: null, refused: ['800123456'] }],
  ] as const)('TE-10 %s is never dialled', (written, plan) => {
    const answer = numberToDial(written, plan);
    expect(answer.ok).toBe(false);
  });

  it.each(['', 'abc', 'sip:evil@host', '+39;user=phone', '12345678901234567890123'])(
    'TE-10 %j is no number',
    (written) => {
      expect(numberToDial(written, plain)).toEqual({ ok: false, reason: 'not-a-number' });
    },
  );
});

describe('why a call ended', () => {
  it.each([
    [486, null, 'busy'],
    [600, null, 'busy'],
    [480, null, 'unreachable'],
    [480, 'Q.850;cause=20', 'unreachable'],
    [480, 'Q.850;cause=19;text="No answer from user"', 'no-answer'],
    [500, 'SIP;cause=500, Q.850 ; cause=17', 'busy'],
    [404, null, 'wrong-number'],
    [404, 'Q.850;cause=20', 'unreachable'],
    [408, null, 'no-answer'],
    [487, null, 'no-answer'],
    [603, null, 'rejected'],
    [401, null, 'wrong-password'],
    [407, null, 'wrong-password'],
    [481, null, 'far-side-gone'],
    [488, null, 'server'],
    [503, null, 'server'],
    [403, 'Q.850;cause=999', 'server'],
  ] as const)('TE-11 %i with %j is %s', (status, reason, cause) => {
    expect(causeOfRefusal(status, reason, false)).toBe(cause);
  });

  it.each([
    [480, null, 'no-answer'],
    [480, 'Q.850;cause=20', 'unreachable'],
    [480, 'SIP;cause=480', 'no-answer'],
    [486, null, 'busy'],
    [404, null, 'wrong-number'],
    [500, null, 'server'],
  ] as const)('TE-11 %i with %j after it rang is %s', (status, reason, cause) => {
    expect(causeOfRefusal(status, reason, true)).toBe(cause);
  });

  it.each([
    ['busy', false, 'OCC'],
    ['no-answer', false, 'NRI'],
    ['unreachable', false, 'NRI'],
    ['rejected', false, 'RIA'],
    ['wrong-number', false, 'NIN'],
    ['cancelled', false, 'NRI'],
    ['ended-there', true, null],
    ['busy', true, null],
  ] as const)('TE-11 %s, answered %s, suggests %s', (cause, answered, code) => {
    expect(suggestedOutcome(cause, answered)).toBe(code);
  });

  it('TE-11 what lies with us suggests nothing of the debtor', () => {
    const ours = CALL_CAUSES.filter(isOurFault);
    expect(ours).toHaveLength(7);
    expect(ours.map((cause) => suggestedOutcome(cause, false))).toEqual(ours.map(() => null));
  });
});

describe('quality', () => {
  const good = { rttMs: 20, jitterMs: 2, loss: 0, codec: 'PCMU' };
  it.each([
    [good, 4.39],
    [{ ...good, codec: 'opus' }, 4.39],
    [{ ...good, rttMs: 300 }, 4.31],
    [{ ...good, rttMs: 800 }, 2.89],
    [{ ...good, loss: 0.01 }, 4.31],
    [{ ...good, loss: 0.1 }, 3.37],
    [{ ...good, loss: 0.5 }, 1.57],
    [{ ...good, loss: 1 }, 1.16],
    [{ rttMs: null, jitterMs: 80, loss: 0.1, codec: 'pcma' }, 3.18],
    [{ ...good, codec: 'unheard-of' }, 4.08],
  ] as const)('TE-12 %j is about %f', (sample, mos) => {
    expect(Math.abs(estimateMos(sample) - mos)).toBeLessThan(0.015);
  });

  it('TE-12 more loss, jitter or delay never sounds better', () => {
    for (let step = 0; step < 40; step += 1) {
      const share = step / 40;
      expect(estimateMos({ ...good, loss: share + 0.025 })).toBeLessThanOrEqual(estimateMos({ ...good, loss: share }));
      expect(estimateMos({ ...good, rttMs: step * 25 + 25 })).toBeLessThanOrEqual(
        estimateMos({ ...good, rttMs: step * 25 }),
      );
    }
  });

  it.each([
    [null, 0],
    [1, 0],
    [2.6, 1],
    [3.2, 2],
    [3.8, 3],
    [4.3, 4],
  ] as const)('TE-12 %s is %i bars', (mos, bars) => {
    expect(qualityBars(mos)).toBe(bars);
  });
});

describe('reconnection', () => {
  it('TE-13 waits 250 ms, twice as long each time, at most 5 s, and never all together', () => {
    expect([0, 1, 2, 3, 4, 5, 60].map((attempt) => backOffMs(attempt, 0, false))).toEqual([
      250, 500, 1000, 2000, 4000, 5000, 5000,
    ]);
    expect(backOffMs(4, 1, false)).toBe(2000);
  });

  it('TE-13 in a call it waits no longer than two seconds, for half a minute', () => {
    expect([0, 1, 2, 3, 4, 19, 20].map((attempt) => backOffMs(attempt, 0, true))).toEqual([
      250, 500, 1000, 2000, 2000, 2000, 5000,
    ]);
  });

  it('TE-13 in a call a try that hangs is given up for the next, and that one comes at once', () => {
    expect([0, 1, 2, 3, 4, 7, 19, 20].map((attempt) => knockMs(attempt, true))).toEqual([
      1500,
      1500,
      1500,
      null,
      1500,
      null,
      null,
      null,
    ]);
    expect(knockMs(0, false)).toBeNull();
    expect([1, 8, 19, 20].map((attempt) => backOffMs(attempt, 0, true, true))).toEqual([250, 250, 250, 5000]);
    expect(backOffMs(8, 0, false, true)).toBe(5000);
  });

  it('TE-13 a refusal that trying again would not change is not tried again', () => {
    expect([401, 403, 404, 407].map(refusalReason)).toEqual([
      'wrong-password',
      'not-allowed',
      'not-allowed',
      'wrong-password',
    ]);
    expect([408, 423, 500, 503].map(refusalReason)).toEqual([null, null, null, null]);
  });
});

describe('devices', () => {
  const devices = [
    { id: 'default', label: 'Default - Headset One (1395:0042)', group: '' },
    { id: 'a', label: 'Built-in', group: '' },
    { id: 'b', label: 'Headset One (1395:0042)', group: '' },
  ];
  it.each([
    [null, 'default'],
    ['Built-in', 'a'],
    ['Headset One (1395:0042)', 'b'],
    ['Headset One (1395:0099)', 'b'],
    ['Something else', 'default'],
  ] as const)('TE-14 %s is found as %s', (label, id) => {
    expect(deviceFor(label, devices)).toBe(id);
  });
});
