import type { Cents } from './money.ts';

export type FinalClass = 'positive' | 'partial' | 'negative';

export type FinalReason =
  | 'paid'
  | 'settled'
  | 'plan-running'
  | 'part-paid'
  | 'recalled'
  | 'refused'
  | 'no-assets'
  | 'disputed'
  | 'represented'
  | 'deceased'
  | 'insolvency'
  | 'time-barred'
  | 'do-not-contact'
  | 'untraceable'
  | 'hardship'
  | 'promise-broken'
  | 'promise-open'
  | 'claimed-paid'
  | 'no-contact'
  | 'not-worked'
  | 'not-paid';

/** Cents that may stay unpaid without spoiling a positive: creditors round. sync ignores instalments up to 5 euro. */
export const DEFAULT_TOLERANCE: Cents = 500;

/** Why nothing was collected, by the last outcome; anything else is simply not paid. */
export const NEGATIVE_REASONS: Readonly<Record<string, FinalReason>> = {
  REV: 'recalled',
  RIF: 'refused',
  NUL: 'no-assets',
  CON: 'disputed',
  REC: 'disputed',
  FRO: 'disputed',
  LEG: 'represented',
  DEC: 'deceased',
  PRC: 'insolvency',
  PRS: 'time-barred',
  NCO: 'do-not-contact',
  IRR: 'untraceable',
  DIF: 'hardship',
  PNM: 'promise-broken',
  PDP: 'promise-open',
  PDR: 'promise-open',
  GPA: 'claimed-paid',
  NRI: 'no-contact',
  OCC: 'no-contact',
  SEG: 'no-contact',
  TER: 'no-contact',
  NIN: 'no-contact',
  ERR: 'no-contact',
};

export type FinalClassInput = {
  readonly residual: Cents;
  /** What was due under the mandate. */
  readonly due: Cents;
  /** Payments less reversals. */
  readonly collected: Cents;
  readonly planRunning: boolean;
  readonly tolerance?: Cents;
  /** The amount the creditor agreed to take for all of it. */
  readonly settlementAgreed?: Cents | null;
  readonly lastOutcome?: string | null;
};

/**
 * How a case ends (domain.md §3, end): positive where the residual or the agreed settlement is paid, partial where
 * some was collected or a plan is running, negative with a reason otherwise. Only booked money decides.
 */
export function finalClass(input: FinalClassInput): { readonly class: FinalClass; readonly reason: FinalReason } {
  const { residual, due, collected, planRunning } = input;
  const tolerance = input.tolerance ?? DEFAULT_TOLERANCE;
  // A small debt of which nothing was paid is not "paid within tolerance".
  if (residual <= 0 || (residual <= tolerance && collected > 0)) return { class: 'positive', reason: 'paid' };
  const settlement = input.settlementAgreed ?? null;
  if (settlement !== null && collected > 0 && collected >= settlement - Math.min(tolerance, due)) {
    return { class: 'positive', reason: 'settled' };
  }
  if (planRunning) return { class: 'partial', reason: 'plan-running' };
  if (collected > 0) return { class: 'partial', reason: 'part-paid' };
  return { class: 'negative', reason: negativeReason(input.lastOutcome ?? null) };
}

function negativeReason(lastOutcome: string | null): FinalReason {
  if (lastOutcome === null) return 'not-worked';
  return NEGATIVE_REASONS[lastOutcome] ?? 'not-paid';
}
