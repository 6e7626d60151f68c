import { describe, expect, it } from 'vitest';
import { measure, qualityOf, type Meter } from '../../../src-renderer/telephony/call-meter.ts';
import { lossBetween, readCounters, type MediaCounters } from '../../../src-renderer/telephony/call-stats.ts';
import { qualityBars } from '../../../src-shared/domain/call-quality.ts';
import { judgeMedia, START_WATCH, type MediaSample } from '../../../src-renderer/telephony/media-watchdog.ts';

type Told = Partial<MediaSample> & { readonly atMs: number };

/** Feeds samples to the watchdog; what is left out is a healthy call: fifty packets a second each way. */
const watch = (samples: readonly Told[]) => {
  let memory = START_WATCH;
  return samples.map((told) => {
    const steady = 1 + Math.round(told.atMs / 20);
    const sample = { packetsIn: steady, packetsOut: steady, expectIn: true, expectOut: true, ...told };
    const { watch: next, media, doubtSinceMs, repair } = judgeMedia(memory, sample);
    memory = next;
    return { atMs: told.atMs, media, doubtSinceMs, repair };
  });
};
const every = (from: number, to: number, more: Partial<MediaSample> = {}): readonly Told[] =>
  Array.from({ length: (to - from) / 500 + 1 }, (_, index) => ({ atMs: from + index * 500, ...more }));
const firstOf = (told: ReturnType<typeof watch>, media: string): number | undefined =>
  told.find((entry) => entry.media === media)?.atMs;

describe('the media watchdog', () => {
  it('TE-15 a healthy call is left alone', () => {
    const told = watch(every(0, 10_000));
    expect(told.every(({ media, repair }) => media === 'ok' && !repair)).toBe(true);
  });

  it.each([
    ['not-hearing', { packetsIn: 501 }],
    ['not-heard', { packetsOut: 501 }],
    ['dead', { packetsIn: 501, packetsOut: 501 }],
  ] as const)('TE-15 %s is said within three seconds, and acted upon', (media, stopped) => {
    const told = watch([...every(0, 10_000), ...every(10_500, 20_000, stopped)]);
    const noticed = firstOf(told, media) ?? Number.NaN;
    // The last packet may have come right after the sample before: half a second earlier.
    expect(noticed - 9500).toBeLessThanOrEqual(2500);
    expect(told.find(({ repair }) => repair)?.atMs).toBe(noticed);
  });

  it('TE-15 a sample that comes a moment early does not put it off', () => {
    const silent = [10_500, 11_000, 11_500, 11_999, 12_499, 12_999].map((atMs) => ({ atMs, packetsIn: 501 }));
    expect(firstOf(watch([...every(0, 10_000), ...silent]), 'not-hearing')).toBe(11_999);
  });

  it('TE-15 before it is a fault, there is a doubt whether the link is there', () => {
    const told = watch([...every(0, 10_000), ...every(10_500, 12_000, { packetsIn: 501 }), ...every(12_500, 13_000)]);
    expect(told.filter(({ doubtSinceMs }) => doubtSinceMs !== null).map(({ atMs }) => atMs)).toEqual([
      11_000, 11_500, 12_000,
    ]);
    expect(told.find(({ doubtSinceMs }) => doubtSinceMs !== null)?.doubtSinceMs).toBe(10_900);
    expect(told.find(({ media }) => media !== 'ok')?.atMs).toBe(12_000);
  });

  it('TE-15 a call that never brings sound is said as well', () => {
    const told = watch(every(0, 5000, { packetsIn: 0 }));
    expect(told[0]?.media).toBe('waiting');
    expect(firstOf(told, 'not-hearing')).toBe(2000);
  });

  it('TE-15 a hold is no fault, and the time of the hold is not counted afterwards', () => {
    const held = { packetsIn: 501, expectIn: false, expectOut: false };
    const told = watch([
      ...every(0, 10_000),
      ...every(10_500, 60_000, held),
      ...every(60_500, 61_500, { packetsIn: 501 }),
    ]);
    expect(told.some(({ media, repair }) => media !== 'ok' || repair)).toBe(false);
  });

  it('TE-15 a short gap is none', () => {
    const told = watch([...every(0, 5000), ...every(5500, 6500, { packetsIn: 251 }), ...every(7000, 9000)]);
    expect(told.every(({ media }) => media === 'ok')).toBe(true);
  });

  it('TE-15 what one repair does not end is tried ever more seldom, four times in all', () => {
    const told = watch([...every(0, 5000), ...every(5500, 120_000, { packetsIn: 251 })]);
    const repairs = told.filter(({ repair }) => repair).map(({ atMs }) => atMs);
    expect(repairs).toEqual([7000, 10_000, 16_000, 28_000]);
  });

  it('TE-15 sound that came back may be lost again, and is repaired again', () => {
    const gone = (from: number) => every(from, from + 4000, { packetsIn: 1 + from / 20 });
    const told = watch([...every(0, 5000), ...gone(5500), ...every(10_000, 20_000), ...gone(20_500)]);
    expect(told.filter(({ repair }) => repair)).toHaveLength(2);
  });
});

const report = (more: Readonly<Record<string, Readonly<Record<string, unknown>>>>) => Object.entries(more);

describe('quality from the browser’s figures', () => {
  it('TE-16 reads packets, loss, jitter, round trip and codec', () => {
    const counters = readCounters(
      report({
        in: {
          type: 'inbound-rtp',
          kind: 'audio',
          packetsReceived: 500,
          packetsLost: 5,
          jitter: 0.012,
          codecId: 'c',
          totalAudioEnergy: 0.5,
        },
        out: { type: 'outbound-rtp', kind: 'audio', packetsSent: 510, codecId: 'c' },
        far: { type: 'remote-inbound-rtp', kind: 'audio', roundTripTime: 0.034 },
        c: { type: 'codec', mimeType: 'audio/opus' },
      }),
    );
    expect(counters).toEqual({
      packetsIn: 500,
      packetsOut: 510,
      packetsLost: 5,
      jitterMs: 12,
      rttMs: 34,
      codec: 'opus',
      energyIn: 0.5,
    });
  });

  it('TE-16 falls back on the pair’s round trip, and knows nothing of an empty report', () => {
    const pair = { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.002 };
    expect(readCounters(report({ pair })).rttMs).toBe(2);
    expect(readCounters([])).toEqual({
      packetsIn: 0,
      packetsOut: 0,
      packetsLost: 0,
      jitterMs: 0,
      rttMs: null,
      codec: '',
      energyIn: 0,
    });
  });

  const counted: MediaCounters = {
    packetsIn: 10_000,
    packetsOut: 10_000,
    packetsLost: 0,
    jitterMs: 2,
    rttMs: 10,
    codec: 'pcmu',
    energyIn: 1,
  };
  /** Half a second each: packets that came, that were lost, and whether the silence is one. */
  const meterOf = (
    samples: readonly { readonly came: number; readonly lost?: number; readonly silent?: boolean }[],
  ) => {
    let counters = counted;
    let silentSinceMs: number | null = null;
    let meter: Meter | null = null;
    samples.forEach(({ came, lost = 0, silent = false }, n) => {
      counters = { ...counters, packetsIn: counters.packetsIn + came, packetsLost: counters.packetsLost + lost };
      silentSinceMs = silent ? (silentSinceMs ?? (n - 1) * 500) : null;
      const media = silent ? 'not-hearing' : 'ok';
      meter = measure(meter, { atMs: n * 500, counters, media, silentSinceMs });
    });
    return qualityOf(meter ?? measure(null, { atMs: 0, counters, media: 'ok', silentSinceMs }), 'Cuffia');
  };
  const times = (count: number, sample: { readonly came: number; readonly lost?: number; readonly silent?: boolean }) =>
    Array.from({ length: count }, () => sample);

  it('TE-16 counts the loss of the time between, not of the whole call', () => {
    const quality = meterOf([...times(600, { came: 25 }), ...times(21, { came: 23, lost: 2 })]);
    expect(quality?.loss).toBeCloseTo(0.08);
    expect(quality?.mos).toBeLessThan(3.7);
    expect(quality?.overall.loss).toBeLessThan(0.01);
    expect(quality?.overall.mos).toBeGreaterThan(4);
    // Late packets may take losses back: the count never turns negative.
    expect(lossBetween({ ...counted, packetsLost: 3 }, { ...counted, packetsIn: 10_050 })).toBe(0);
    expect(lossBetween(counted, counted)).toBe(0);
  });

  it('TE-16 a silence is no good line, though nothing is lost in it by the browser’s count', () => {
    const silent = meterOf([...times(20, { came: 25 }), ...times(20, { came: 0, silent: true })]);
    expect(silent).toMatchObject({ loss: 1, device: 'Cuffia', overall: { silentMs: 10_000 } });
    expect(qualityBars(silent?.mos ?? null)).toBe(0);
    // It came back, the bars are full again, and the call still says what it was.
    const back = meterOf([
      ...times(20, { came: 25 }),
      ...times(20, { came: 0, silent: true }),
      ...times(40, { came: 25 }),
    ]);
    expect(back?.mos).toBeGreaterThan(4);
    expect(back?.overall.silentMs).toBe(10_500);
    expect(back?.overall.loss).toBeCloseTo(10.5 / 39.5);
  });
});
