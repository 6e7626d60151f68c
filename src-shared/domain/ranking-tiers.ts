import type { CaseRow } from '../contract/entities.ts';

export type RankTone = 'good' | 'warn' | 'bad' | 'info' | 'plain';

export type RankCode =
  | 'open-call'
  | 'callback-overdue'
  | 'callback-due'
  | 'broken-promise'
  | 'promise-check'
  | 'new'
  | 'attempt'
  | 'callback-later'
  | 'scheduled'
  | 'promise-open'
  | 'rest'
  | 'limit'
  | 'no-phone'
  | 'office'
  | 'suspended'
  | 'blocked'
  | 'stopped'
  | 'ended'
  | 'closed';

type Tier = { readonly score: number; readonly tone: RankTone; readonly callable: boolean };

const TIER = 10_000;
const tier = (height: number, tone: RankTone, callable: boolean): Tier => ({ score: height * TIER, tone, callable });

/**
 * The order of the queue: what was left half done, what was agreed, what was broken, what is fresh, what is tried
 * again; then what must wait; then what is not the operator's to call.
 */
export const CASE_TIERS: Readonly<Record<RankCode, Tier>> = {
  'open-call': tier(18, 'bad', true),
  'callback-overdue': tier(17, 'bad', true),
  'callback-due': tier(16, 'info', true),
  'broken-promise': tier(15, 'warn', true),
  'promise-check': tier(14, 'warn', true),
  new: tier(13, 'good', true),
  attempt: tier(12, 'plain', true),
  'callback-later': tier(11, 'info', false),
  scheduled: tier(10, 'plain', false),
  'promise-open': tier(9, 'good', false),
  rest: tier(8, 'plain', false),
  limit: tier(7, 'bad', false),
  'no-phone': tier(6, 'warn', false),
  office: tier(5, 'plain', false),
  suspended: tier(4, 'warn', false),
  blocked: tier(3, 'bad', false),
  stopped: tier(2, 'bad', false),
  ended: tier(1, 'plain', false),
  closed: tier(0, 'plain', false),
};

const DAY_MS = 86_400_000;
const SOON_DAYS = 7;

/** Order inside a tier, 0 … 9,999: the longest waiting where there is a time, the most at stake elsewhere. */
export function weightInTier(row: CaseRow, reason: { readonly at?: string }, now: string): number {
  if (reason.at !== undefined) {
    // Minutes around now, ten days either way: earlier is more.
    const minutes = (Date.parse(now) - Date.parse(reason.at)) / 60_000;
    return clamp(5_000 + minutes / 3);
  }
  const stake = Math.log2(1 + Math.max(0, row.amounts.residual) / 100) * 350;
  const daysLeft = (Date.parse(row.endsOn) - Date.parse(now)) / DAY_MS;
  const ending = daysLeft < SOON_DAYS ? 2_000 : 0;
  // Of two alike, the one tried less: everybody is called once before anybody is called thrice.
  return clamp(stake + ending - Math.min(row.state.attempts, 20) * 150);
}

function clamp(weight: number): number {
  return Math.max(0, Math.min(9_999, weight));
}
