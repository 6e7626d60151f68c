export type QualitySample = {
  /** Round trip of the media path, milliseconds; null where the far side reports none. */
  readonly rttMs: number | null;
  /** Interarrival jitter of what we hear, milliseconds. */
  readonly jitterMs: number;
  /** Share of the packets meant for us that did not come, 0..1. */
  readonly loss: number;
  /** `opus`, `pcmu`, `pcma`, `g722`, or '' before media. */
  readonly codec: string;
};

/** Impairment and loss robustness of the codec (ITU-T G.113, appendix I; Opus after its published listening tests). */
const CODECS: Readonly<Record<string, { readonly ie: number; readonly bpl: number }>> = {
  opus: { ie: 0, bpl: 25 },
  g722: { ie: 0, bpl: 13 },
  pcmu: { ie: 0, bpl: 25.1 },
  pcma: { ie: 0, bpl: 25.1 },
};
const UNKNOWN_CODEC = { ie: 11, bpl: 16 };

/** What the receiver's buffer adds besides the network: its target grows with the jitter. */
const PACKET_MS = 20;

/**
 * The estimated mean opinion score, 1..4.4, by the E-model in its planning form: R = 93.2 − Id − Ie,eff (ITU-T G.107), with
 * one-way delay = half the round trip + two jitters + one packet. An estimate for telling good lines from bad ones, never a measurement.
 */
export const estimateMos = (sample: QualitySample): number => {
  const { ie, bpl } = CODECS[sample.codec.toLowerCase()] ?? UNKNOWN_CODEC;
  const delay = (sample.rttMs ?? 0) / 2 + 2 * sample.jitterMs + PACKET_MS;
  const id = 0.024 * delay + (delay > 177.3 ? 0.11 * (delay - 177.3) : 0);
  const percent = 100 * Math.min(1, Math.max(0, sample.loss));
  const ieEffective = ie + (95 - ie) * (percent / (percent + bpl));
  const r = Math.min(100, Math.max(0, 93.2 - id - ieEffective));
  const mos = 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6;
  return Math.round(Math.min(4.4, Math.max(1, mos)) * 100) / 100;
};

/** Bars to show, 0 (nothing heard) to 4. Thresholds: G.107 categories of speech quality (R 80, 70, 60, 50). */
export const qualityBars = (mos: number | null): 0 | 1 | 2 | 3 | 4 => {
  if (mos === null || mos < 2.58) return 0;
  if (mos < 3.1) return 1;
  if (mos < 3.6) return 2;
  return mos < 4.03 ? 3 : 4;
};
