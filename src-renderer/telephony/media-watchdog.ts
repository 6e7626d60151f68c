import type { MediaState } from './call.ts';

/** What was counted at one moment of a call; `expectIn` and `expectOut` are false while a hold stops that direction. */
export type MediaSample = {
  readonly atMs: number;
  readonly packetsIn: number;
  readonly packetsOut: number;
  readonly expectIn: boolean;
  readonly expectOut: boolean;
};

export type Watch = {
  /** When was counted last; null before the first time. */
  readonly atMs: number | null;
  readonly packetsIn: number;
  readonly packetsOut: number;
  /** Since when the direction is silent although it should not be; null while packets come, or none are due. */
  readonly deafSinceMs: number | null;
  readonly muteSinceMs: number | null;
  /** Repairs tried in this silence, and when the last one was. */
  readonly repairs: number;
  readonly repairedAtMs: number | null;
};

export type Verdict = {
  readonly watch: Watch;
  readonly media: MediaState;
  readonly repair: boolean;
  /** When the silence that is told began; null where none is. */
  readonly silentSinceMs: number | null;
  /** Since when it is silent for so long that the link itself may be gone; null when it is not. */
  readonly doubtSinceMs: number | null;
};

export const START_WATCH: Watch = {
  atMs: null,
  packetsIn: 0,
  packetsOut: 0,
  deafSinceMs: null,
  muteSinceMs: null,
  repairs: 0,
  repairedAtMs: null,
};

/**
 * Silence of this length is a fault: sooner, ordinary gaps would be. It is said within 3 s of the last packet, which may be
 * half a second older than the sample that counted it. No multiple of the half second between samples: one that comes a
 * moment early would put the verdict off to the next.
 */
const SILENCE_MS = 1750;
/** No fault yet, but worth a question. */
const DOUBT_MS = 900;
/** A silence that a re-INVITE does not end is tried again ever more seldom, and at last left to the operator. */
const REPAIR_AFTER_MS = [0, 3000, 6000, 12_000] as const;

const since = (silent: boolean, before: number | null, fromMs: number): number | null =>
  silent ? (before ?? fromMs) : null;

/** What the newest sample means. Pure: the whole memory is in `watch`. */
export const judgeMedia = (before: Watch, sample: MediaSample): Verdict => {
  const { atMs } = sample;
  // Nothing new now means that nothing has come since the sample before.
  const fromMs = before.atMs ?? atMs;
  const deafSinceMs = since(sample.expectIn && sample.packetsIn <= before.packetsIn, before.deafSinceMs, fromMs);
  const muteSinceMs = since(sample.expectOut && sample.packetsOut <= before.packetsOut, before.muteSinceMs, fromMs);
  const isLong = (start: number | null): boolean => start !== null && atMs - start >= SILENCE_MS;
  const deaf = isLong(deafSinceMs);
  const mute = isLong(muteSinceMs);
  const heard = sample.packetsIn > 0;
  const media: MediaState =
    deaf && mute ? 'dead' : deaf ? 'not-hearing' : mute ? 'not-heard' : heard || !sample.expectIn ? 'ok' : 'waiting';
  const troubled = deaf || mute;
  const silent = deafSinceMs !== null || muteSinceMs !== null;
  const silentSinceMs = Math.min(deafSinceMs ?? atMs, muteSinceMs ?? atMs);
  const doubtSinceMs = silentSinceMs + DOUBT_MS;
  const repairs = silent ? before.repairs : 0;
  const pause = REPAIR_AFTER_MS[repairs];
  const repair =
    troubled &&
    pause !== undefined &&
    (before.repairedAtMs === null || repairs === 0 || atMs - before.repairedAtMs >= pause);
  return {
    watch: {
      atMs,
      packetsIn: sample.packetsIn,
      packetsOut: sample.packetsOut,
      deafSinceMs,
      muteSinceMs,
      repairs: repair ? repairs + 1 : repairs,
      repairedAtMs: repair ? atMs : silent ? before.repairedAtMs : null,
    },
    media,
    doubtSinceMs: doubtSinceMs < atMs ? doubtSinceMs : null,
    repair,
    silentSinceMs: troubled ? silentSinceMs : null,
  };
};
