import { useInfiniteQuery } from '@tanstack/react-query';
import { PhoneCall } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { administrationRoutes } from '../../../src-shared/contract/administration.ts';
import { recordingRoutes, type CallRow } from '../../../src-shared/contract/recording.ts';
import { useApp } from '../../app/context.tsx';
import { useRead } from '../../app/query.ts';
import { RecordingPlayer, type Played } from '../../recordings/recording-player.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { ExportButton } from '../../ui/data-table/export-button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { EmptyState, ErrorState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ComboBox } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FilledPage } from '../filled-page.tsx';
import { useSettled } from '../settled.ts';
import { useCallColumns, type ListenTo } from './call-columns.tsx';
import './calls.css';

const PAGE = 100;
const ANY = '*';
const NO_CALLS: readonly CallRow[] = [];

type Filter = {
  readonly caseNumber: string;
  readonly operatorId: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly recorded: boolean;
};
const NO_FILTER: Filter = { caseNumber: '', operatorId: ANY, from: null, to: null, recorded: false };

const queryOf = ({ caseNumber, operatorId, from, to, recorded }: Filter) => ({
  limit: PAGE,
  ...(caseNumber.trim() === '' ? {} : { caseNumber: caseNumber.trim() }),
  ...(operatorId === ANY ? {} : { operatorId }),
  ...(from === null ? {} : { from }),
  ...(to === null ? {} : { to }),
  ...(recorded ? { recorded: 'yes' as const } : {}),
});

/** Chiamate: who called whom, how it went, and the recording where the debtor agreed to one. */
export const CallsScreen = () => {
  const { t } = useTranslation('recording');
  const { api } = useApp();
  const [filter, setFilter] = useState(NO_FILTER);
  const [played, setPlayed] = useState<Played | null>(null);
  const query = queryOf(useSettled(filter));
  const read = useInfiniteQuery({
    queryKey: [recordingRoutes.listCalls.id, query],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(
        recordingRoutes.listCalls,
        { query: { ...query, ...(pageParam === undefined ? {} : { before: pageParam }) } },
        { signal },
      ),
    getNextPageParam: ({ calls, more }) => (more ? calls.at(-1)?.seq : undefined),
  });
  const rows = useMemo(() => read.data?.pages.flatMap(({ calls }) => calls) ?? NO_CALLS, [read.data]);
  const listen = useCallback<ListenTo>(({ caseNumber, debtor, operator }, recording) => {
    setPlayed({ recording, caseNumber, debtor, operator });
  }, []);
  const columns = useCallColumns(listen);
  return (
    <FilledPage>
      <PageHeader title={t('calls.title')} subtitle={t('calls.subtitle')} />
      <Panel
        title={t('calls.title')}
        fill
        className="calls-panel"
        aside={<ExportButton name="calls" columns={columns} rows={rows} />}
      >
        <Filters filter={filter} onChange={setFilter} />
        {read.isError && read.data === undefined ? (
          <ErrorState error={read.error} onRetry={() => void read.refetch()} />
        ) : (
          <div className="calls-table">
            <DataTable
              id="calls"
              label={t('calls.title')}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.id}
              rowHeight={38}
              isLoading={read.isPending}
              sort={null}
              onSortChange={() => undefined}
              onEndReached={() => {
                if (read.hasNextPage && !read.isFetchingNextPage) void read.fetchNextPage();
              }}
              empty={
                <EmptyState icon={<PhoneCall />} title={t('calls.empty')}>
                  {t('calls.emptyText')}
                </EmptyState>
              }
            />
          </div>
        )}
      </Panel>
      {played === null ? null : <RecordingPlayer played={played} onClose={() => setPlayed(null)} />}
    </FilledPage>
  );
};

const Filters = ({ filter, onChange }: { readonly filter: Filter; readonly onChange: (filter: Filter) => void }) => {
  const { t } = useTranslation('recording');
  const users = useRead(administrationRoutes.listUsers, {}).data?.users ?? [];
  const set = (change: Partial<Filter>): void => onChange({ ...filter, ...change });
  return (
    <div className="calls-filters">
      <TextField
        label={t('calls.case')}
        value={filter.caseNumber}
        onChange={(caseNumber) => set({ caseNumber })}
        maxLength={80}
        mono
      />
      <ComboBox
        label={t('calls.operator')}
        value={filter.operatorId}
        onChange={(operatorId) => set({ operatorId })}
        options={[
          { id: ANY, label: t('calls.anyone') },
          ...users.filter(({ role }) => role === 'operator').map(({ id, name }) => ({ id, label: name })),
        ]}
      />
      <DateField
        label={t('calls.from')}
        value={filter.from}
        onChange={(from) => set({ from })}
        max={filter.to ?? undefined}
      />
      <DateField
        label={t('calls.to')}
        value={filter.to}
        onChange={(to) => set({ to })}
        min={filter.from ?? undefined}
      />
      <Checkbox isSelected={filter.recorded} onChange={(recorded) => set({ recorded })}>
        {t('calls.recorded')}
      </Checkbox>
    </div>
  );
};
