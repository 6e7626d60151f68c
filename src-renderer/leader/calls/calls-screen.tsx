import { PhoneCall } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { administrationRoutes } from '../../../src-shared/contract/administration.ts';
import { recordingRoutes } from '../../../src-shared/contract/recording.ts';
import type { Answer } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { useRead } from '../../app/query.ts';
import { RecordingPlayer, type Played } from '../../recordings/recording-player.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { ExportButton } from '../../ui/data-table/export-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ComboBox } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FilledPage } from '../filled-page.tsx';
import { PeriodFields } from '../period-fields.tsx';
import { useReadOn } from '../read-on.ts';
import { useSettled } from '../settled.ts';
import { failedOf, Sheet } from '../sheet.tsx';
import { useCallColumns, type ListenTo } from './call-columns.tsx';
import './calls.css';

const PAGE = 100;
const ANY = '*';
const callsOf = ({ calls }: Answer<typeof recordingRoutes.listCalls>) => calls;

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
  const { read, rows, table } = useReadOn(
    [recordingRoutes.listCalls.id, query],
    (page, options) => api.call(recordingRoutes.listCalls, { query: { ...query, ...page } }, options),
    callsOf,
  );
  const listen = useCallback<ListenTo>(({ caseNumber, debtor, operator }, recording) => {
    setPlayed({ recording, caseNumber, debtor, operator });
  }, []);
  const columns = useCallColumns(listen);
  return (
    <FilledPage>
      <PageHeader title={t('calls.title')} subtitle={t('calls.subtitle')} />
      <Sheet
        title={t('calls.title')}
        failed={failedOf(read)}
        aside={<ExportButton name="calls" columns={columns} rows={rows} />}
        tools={<Filters filter={filter} onChange={setFilter} />}
      >
        <DataTable
          id="calls"
          label={t('calls.title')}
          columns={columns}
          {...table}
          rowKey={(row) => row.id}
          rowHeight={38}
          empty={
            <EmptyState icon={<PhoneCall />} title={t('calls.empty')}>
              {t('calls.emptyText')}
            </EmptyState>
          }
        />
      </Sheet>
      {played === null ? null : <RecordingPlayer played={played} onClose={() => setPlayed(null)} />}
    </FilledPage>
  );
};

const Filters = ({ filter, onChange }: { readonly filter: Filter; readonly onChange: (filter: Filter) => void }) => {
  const { t } = useTranslation('recording');
  const users = useRead(administrationRoutes.listUsers, {}).data?.users ?? [];
  const set = (change: Partial<Filter>): void => onChange({ ...filter, ...change });
  return (
    <>
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
      <PeriodFields period={filter} labels={{ from: t('calls.from'), to: t('calls.to') }} onChange={set} />
      <Checkbox isSelected={filter.recorded} onChange={(recorded) => set({ recorded })}>
        {t('calls.recorded')}
      </Checkbox>
    </>
  );
};
