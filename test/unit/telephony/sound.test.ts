import { describe, expect, it } from 'vitest';
import { qualityBetween, readCounters, type MediaCounters } from '../../../src-renderer/telephony/call-stats.ts';
import { judgeMedia, START_WATCH, type MediaSample } from '../../../src-renderer/telephony/media-watchdog.ts';

type Told = Partial<MediaSample> & { readonly atMs: number };

/** Feeds samples to the watchdog; what is left out is a healthy call: fifty packets a second each way. */
const watch = (samples: readonly Told[]) => {
  let memory = START_WATCH;
  return samples.map((told) => {
    const steady = 1 + Math.round(told.atMs / 20);
    const sample = { packetsIn: steady, packetsOut: steady, expectIn: true, expectOut: true, ...told };
    const { watch: next, media, repair } = judgeMedia(memory, sample);
    memory = next;
    return { atMs: told.atMs, media, repair };
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

  it('TE-16 counts the loss of the time between, not of the whole call', () => {
    const from: MediaCounters = {
      packetsIn: 10_000,
      packetsOut: 10_000,
      packetsLost: 0,
      jitterMs: 2,
      rttMs: 10,
      codec: 'pcmu',
      energyIn: 1,
    };
    const quality = qualityBetween(from, { ...from, packetsIn: 10_450, packetsLost: 50 });
    expect(quality.loss).toBeCloseTo(0.1);
    expect(quality.mos).toBeLessThan(3.6);
    // Late packets may take losses back: the count never turns negative.
    expect(qualityBetween({ ...from, packetsLost: 3 }, { ...from, packetsIn: 10_050 }).loss).toBe(0);
    expect(qualityBetween(from, from).loss).toBe(0);
  });
});
