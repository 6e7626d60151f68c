import { useCallback } from 'react';
import { Inbox, PhoneOff } from 'lucide-react';
import type { WorkstationStore } from '../../offline/api.ts';
import { useSyncStatus } from '../../app/shell/sync-state.tsx';
import { Button } from '../../ui/button.tsx';
import { FilterChips } from '../../ui/chips.tsx';
import { EmptyState, ErrorState } from '../../ui/empty-state.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import type { Live } from '../live.ts';
import { StrayList } from '../phone/stray-list.tsx';
import { useSay } from '../say.ts';
import { QueueList } from './queue-list.tsx';
import { WORK_FILTERS, type WorkFilter, type WorkQueue } from './work-queue.ts';
import { TodayBar } from './today-bar.tsx';
import './queue.css';

export type QueuePaneProps = {
  readonly store: WorkstationStore;
  readonly queue: Live<WorkQueue>;
  readonly filter: WorkFilter;
  readonly onFilter: (filter: WorkFilter) => void;
  readonly openId: string | null;
  readonly unmaskedId: string | null;
  readonly zone: string;
  readonly onOpen: (caseId: string) => void;
};

/** Why there is nothing here, and what to do about it. */
const Nothing = ({
  store,
  filter,
  total,
  onFilter,
}: Pick<QueuePaneProps, 'store' | 'filter' | 'onFilter'> & { readonly total: number }) => {
  const say = useSay();
  const status = useSyncStatus(store);
  if (total > 0) {
    return (
      <EmptyState
        icon={<PhoneOff />}
        title={say(`queue.none.${filter}`)}
        action={
          filter === 'all' ? undefined : (
            <Button size="s" onPress={() => onFilter(filter === 'suggested' ? 'all' : 'suggested')}>
              {say(filter === 'suggested' ? 'queue.showAll' : 'queue.showSuggested')}
            </Button>
          )
        }
      >
        {say('queue.noneWhy', { count: total })}
      </EmptyState>
    );
  }
  const waiting = status.phase === 'first-sync' || (status.phase === 'syncing' && status.lastSyncAt === null);
  return (
    <EmptyState icon={<Inbox />} title={say(waiting ? 'queue.empty.syncing' : 'queue.empty.title')}>
      {waiting ? say('queue.empty.syncingText') : say(status.reachable ? 'queue.empty.text' : 'queue.empty.offline')}
    </EmptyState>
  );
};

/** The left column: filters with their counts, the cases, the day so far. */
export const QueuePane = (props: QueuePaneProps) => {
  const { store, queue, filter, onFilter, openId, unmaskedId, zone, onOpen } = props;
  const say = useSay();
  const data = queue.data;
  // What is being written now is not put aside: the filter would come and go with every outcome, and move the list.
  const writing = filter !== 'drafts' && openId !== null && (data?.drafts.has(openId) ?? false) ? 1 : 0;
  const countOf = (id: WorkFilter): number => (data?.counts[id] ?? 0) - (id === 'drafts' ? writing : 0);
  const label = useCallback((id: WorkFilter) => say(`queue.filter.${id}`), [say]);
  return (
    <section className="queue" aria-label={say('queue.title')}>
      <div className="queue-head">
        <h2>{say('queue.title')}</h2>
        <span className="muted small num">{data === undefined ? '…' : say('queue.cases', { count: data.total })}</span>
      </div>
      <div className="queue-chips">
        <FilterChips
          label={say('queue.filters')}
          options={WORK_FILTERS.filter(
            (id) => id === 'suggested' || id === 'all' || id === filter || countOf(id) > 0,
          ).map((id) => ({
            id,
            label: label(id),
            count: id === 'suggested' || id === 'all' || data === undefined ? undefined : countOf(id),
          }))}
          value={filter}
          onChange={onFilter}
        />
      </div>
      <StrayList store={store} zone={zone} />
      {data !== undefined && data.caseIds.length > 0 ? (
        <QueueList
          store={store}
          label={say('queue.listLabel', { filter: label(filter) })}
          caseIds={data.caseIds}
          openId={openId}
          unmaskedId={unmaskedId}
          drafts={data.drafts}
          zone={zone}
          onOpen={onOpen}
        />
      ) : (
        <div className="queue-empty">
          {data === undefined && queue.error !== null ? (
            <ErrorState error={queue.error} onRetry={queue.again} />
          ) : data === undefined ? (
            <SkeletonRows rows={8} height={59} label={say('queue.loading')} />
          ) : (
            <Nothing store={store} filter={filter} total={data.total} onFilter={onFilter} />
          )}
        </div>
      )}
      <TodayBar store={store} />
    </section>
  );
};
