import type { QualitySample } from '../../src-shared/domain/call-quality.ts';

/** The counters of one moment, read from the browser's report. */
export type MediaCounters = {
  readonly packetsIn: number;
  readonly packetsOut: number;
  readonly packetsLost: number;
  readonly jitterMs: number;
  readonly rttMs: number | null;
  readonly codec: string;
  /** Energy heard so far: an established call without it is no conversation. */
  readonly energyIn: number;
};

type Entry = Readonly<Record<string, unknown>>;

const numberOf = (entry: Entry | undefined, name: string): number => {
  const value = entry?.[name];
  return typeof value === 'number' ? value : 0;
};

/** Reads what matters of `RTCPeerConnection.getStats()`; absent parts count as nothing. */
export const readCounters = (report: Iterable<readonly [string, unknown]>): MediaCounters => {
  const entries = new Map([...report].map(([id, entry]) => [id, entry as Entry]));
  const all = [...entries.values()];
  const audio = (type: string): Entry | undefined =>
    all.find((entry) => entry['type'] === type && entry['kind'] === 'audio');
  const inbound = audio('inbound-rtp');
  const outbound = audio('outbound-rtp');
  const pair = all.find((entry) => entry['type'] === 'candidate-pair' && entry['nominated'] === true);
  const rtt = audio('remote-inbound-rtp')?.['roundTripTime'] ?? pair?.['currentRoundTripTime'];
  const mime = entries.get(String(inbound?.['codecId'] ?? outbound?.['codecId']))?.['mimeType'];
  return {
    packetsIn: numberOf(inbound, 'packetsReceived'),
    packetsOut: numberOf(outbound, 'packetsSent'),
    packetsLost: numberOf(inbound, 'packetsLost'),
    jitterMs: numberOf(inbound, 'jitter') * 1000,
    rttMs: typeof rtt === 'number' ? rtt * 1000 : null,
    codec: typeof mime === 'string' ? mime.replace(/^audio\//iu, '').toLowerCase() : '',
    energyIn: numberOf(inbound, 'totalAudioEnergy'),
  };
};

const round = (value: number): number => Math.round(value * 10) / 10;

/** The share of the packets between two moments that did not come, 0..1. */
export const lossBetween = (from: MediaCounters, to: MediaCounters): number => {
  const lost = Math.max(0, to.packetsLost - from.packetsLost);
  const came = Math.max(0, to.packetsIn - from.packetsIn);
  return lost + came === 0 ? 0 : lost / (lost + came);
};

/** The line between two moments. */
export const sampleBetween = (from: MediaCounters, to: MediaCounters): QualitySample => ({
  rttMs: to.rttMs === null ? null : round(to.rttMs),
  jitterMs: round(to.jitterMs),
  loss: lossBetween(from, to),
  codec: to.codec,
});
