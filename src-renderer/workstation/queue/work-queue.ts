import { QUEUE_FILTERS, type QueueFilter } from '../../../src-shared/domain/ranking.ts';
import type { WorkstationStore } from '../../offline/api.ts';

/** The filters of the ranking, and what waits half written on this computer. */
export const WORK_FILTERS = [...QUEUE_FILTERS, 'drafts'] as const;
export type WorkFilter = (typeof WORK_FILTERS)[number];

export type WorkQueue = {
  readonly caseIds: readonly string[];
  readonly counts: Readonly<Record<WorkFilter, number>>;
  readonly total: number;
  /** Cases with a half-written outcome. */
  readonly drafts: ReadonlySet<string>;
};

const inStore = (filter: WorkFilter): QueueFilter => (filter === 'drafts' ? 'all' : filter);

/** The queue under a filter, with the drafts of this computer marked. */
export const readQueue = async (
  store: Pick<WorkstationStore, 'queue' | 'drafts'>,
  filter: WorkFilter,
): Promise<WorkQueue> => {
  const [queue, saved] = await Promise.all([store.queue(inStore(filter)), store.drafts()]);
  const drafts = new Set(saved.map(({ caseId }) => caseId));
  const caseIds = filter === 'drafts' ? queue.caseIds.filter((id) => drafts.has(id)) : queue.caseIds;
  return { caseIds, total: queue.total, drafts, counts: { ...queue.counts, drafts: drafts.size } };
};

/** The case to open after this one; among the drafts, the next of them. */
export const nextCase = async (
  store: Pick<WorkstationStore, 'queue' | 'drafts' | 'nextAfter'>,
  caseId: string | null,
  filter: WorkFilter,
): Promise<string | null> => {
  if (filter !== 'drafts') return store.nextAfter(caseId, filter);
  const { caseIds } = await readQueue(store, filter);
  return caseIds.find((id) => id !== caseId) ?? null;
};
