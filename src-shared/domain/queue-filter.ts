import { CASE_TIERS, type RankCode } from './ranking-tiers.ts';

export const QUEUE_FILTERS = ['suggested', 'callbacks', 'broken-promises', 'new', 'waiting', 'stopped', 'all'] as const;
export type QueueFilter = (typeof QUEUE_FILTERS)[number];

const CODES: Readonly<Record<Exclude<QueueFilter, 'suggested' | 'all'>, readonly RankCode[]>> = {
  callbacks: ['callback-overdue', 'callback-due', 'callback-later'],
  'broken-promises': ['broken-promise', 'promise-check'],
  new: ['new'],
  waiting: ['callback-later', 'scheduled', 'promise-open', 'rest', 'limit'],
  stopped: ['no-phone', 'office', 'suspended', 'blocked', 'stopped', 'ended'],
};

/** Does a case of this rank belong under the filter? `suggested` is what may be called now; closed is nowhere. */
export function queueFilter(rank: { readonly reason: { readonly code: RankCode } }, filter: QueueFilter): boolean {
  const { code } = rank.reason;
  if (code === 'closed') return false;
  if (filter === 'all') return true;
  return filter === 'suggested' ? CASE_TIERS[code].callable : CODES[filter].includes(code);
}
