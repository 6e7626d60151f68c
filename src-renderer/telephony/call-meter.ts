import { estimateMos } from '../../src-shared/domain/call-quality.ts';
import type { CallQuality, MediaState } from './call.ts';
import { lossBetween, sampleBetween, type MediaCounters } from './call-stats.ts';

/** What has been measured of one call so far. */
export type Meter = {
  /** The last ten seconds' counters, oldest first; a bad minute is seen in a long call. */
  readonly window: readonly MediaCounters[];
  readonly first: MediaCounters | null;
  readonly startedAtMs: number;
  readonly atMs: number;
  readonly media: MediaState;
  /** Since when one of the two has not been heard; null while both are. */
  readonly silentSinceMs: number | null;
  /** Silences that are over. */
  readonly silentMs: number;
};

export type Measured = {
  readonly atMs: number;
  readonly counters: MediaCounters;
  readonly media: MediaState;
  /** When a silence that is a fault began: before it was known to be one. */
  readonly silentSinceMs: number | null;
};

/** In samples: two a second. */
const WINDOW = 20;

/** Takes the newest sample in. Pure: the whole memory is the meter. */
export const measure = (before: Meter | null, { atMs, counters, media, silentSinceMs }: Measured): Meter => {
  const ended = before !== null && before.silentSinceMs !== null && silentSinceMs === null;
  const lately = ended ? atMs - (before.silentSinceMs ?? atMs) : 0;
  return {
    window: [...(before?.window ?? []), counters].slice(-WINDOW),
    first: before?.first ?? counters,
    startedAtMs: before?.startedAtMs ?? atMs,
    atMs,
    media,
    silentSinceMs,
    silentMs: (before?.silentMs ?? 0) + lately,
  };
};

/** The call's quality as it is now and as it was on the whole; `device` is the microphone's label. Null before any sample. */
export const qualityOf = (meter: Meter, device: string): CallQuality | null => {
  const { window, first, atMs } = meter;
  const [from, to] = [window[0], window.at(-1)];
  if (from === undefined || to === undefined || first === null) return null;
  const now = sampleBetween(from, to);
  // Where nothing comes nothing is lost either, by the browser's count.
  const deaf = meter.media === 'not-hearing' || meter.media === 'dead';
  const sample = deaf ? { ...now, loss: 1 } : now;
  const silentMs = meter.silentMs + (meter.silentSinceMs === null ? 0 : atMs - meter.silentSinceMs);
  const length = atMs - meter.startedAtMs;
  const silent = length <= 0 ? 0 : Math.min(1, silentMs / length);
  const loss = 1 - (1 - lossBetween(first, to)) * (1 - silent);
  return {
    ...sample,
    mos: estimateMos(sample),
    packetsIn: to.packetsIn,
    packetsOut: to.packetsOut,
    device,
    overall: { loss, mos: estimateMos({ ...now, loss }), silentMs: Math.round(silentMs) },
  };
};
