import { useState } from 'react';
import { FileUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { intakeRoutes, type BatchSummary } from '../../../src-shared/contract/intake.ts';
import { useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { inWords, type Column } from '../../ui/data-table/column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { ExportButton } from '../../ui/data-table/export-button.tsx';
import { EmptyState, ErrorState } from '../../ui/empty-state.tsx';
import { Page, PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Tag } from '../../ui/tag.tsx';
import { BATCH_TONES } from './batch-tones.ts';
import { NewPlacementDialog } from './new-placement-dialog.tsx';
import './intake.css';

const NO_BATCHES: readonly BatchSummary[] = [];

/** Affidamenti: what creditors sent, from the draft of a file to the batch that is being worked. */
export const PlacementsScreen = () => {
  const { t } = useTranslation('intake');
  const [, navigate] = useLocation();
  // From the board one comes to load a file, not to look at the list.
  const from = useHistoryState<{ readonly add?: boolean } | null>();
  const [adding, setAdding] = useState(from?.add === true);
  const list = useRead(intakeRoutes.listBatches, { query: {} }, { every: 5_000 });
  const columns = useBatchColumns();
  const rows = list.data?.batches ?? NO_BATCHES;
  const add = (
    <Button variant="primary" icon={<FileUp aria-hidden="true" />} onPress={() => setAdding(true)}>
      {t('list.add')}
    </Button>
  );
  return (
    <Page>
      <PageHeader title={t('list.title')} subtitle={t('list.subtitle')} actions={add} />
      <Panel
        fill
        title={t('list.batches')}
        aside={
          <>
            <span className="muted num">{t('list.count', { count: rows.length })}</span>
            <ExportButton name={t('list.title')} columns={columns} rows={rows} />
          </>
        }
      >
        {list.isError ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <DataTable
            id="intake.batches"
            label={t('list.batches')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            rowHeight={38}
            isLoading={list.isPending}
            onOpen={(row) => navigate(`/placements/${row.id}`)}
            empty={
              <EmptyState icon={<FileUp />} title={t('list.emptyTitle')} action={add}>
                {t('list.emptyText')}
              </EmptyState>
            }
          />
        )}
      </Panel>
      {adding ? (
        <NewPlacementDialog onClose={() => setAdding(false)} onBegun={(id) => navigate(`/placements/${id}`)} />
      ) : null}
    </Page>
  );
};

const useBatchColumns = (): readonly Column<BatchSummary>[] => {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const count = (value: number | null): string => (value === null ? '—' : format.number(value));
  return [
    {
      id: 'name',
      header: t('list.name'),
      width: 170,
      grow: 1,
      isRowHeader: true,
      cell: (row) => <b className="clip">{row.name}</b>,
      sort: (row) => row.name,
      text: (row) => row.name,
    },
    {
      id: 'creditor',
      header: t('list.creditor'),
      width: 140,
      grow: 1,
      ...inWords((row: BatchSummary) => row.creditor),
    },
    {
      id: 'mandate',
      header: t('list.mandate'),
      width: 150,
      grow: 1,
      ...inWords((row: BatchSummary) => row.mandate),
    },
    {
      id: 'file',
      header: t('list.file'),
      width: 180,
      grow: 1,
      ...inWords((row: BatchSummary) => row.fileName),
    },
    {
      id: 'status',
      header: t('list.status'),
      width: 118,
      cell: (row) => <Tag tone={BATCH_TONES[row.status]}>{t(`status.${row.status}`)}</Tag>,
      sort: (row) => row.status,
      text: (row) => t(`status.${row.status}`),
    },
    {
      id: 'rows',
      header: t('list.rows'),
      width: 84,
      align: 'end',
      cell: (row) => count(row.rowsIn),
      sort: (row) => row.rowsIn,
      text: (row) => row.rowsIn,
    },
    {
      id: 'cases',
      header: t('list.cases'),
      width: 84,
      align: 'end',
      cell: (row) => format.number(row.cases),
      sort: (row) => row.cases,
      text: (row) => row.cases,
    },
    {
      id: 'worked',
      header: t('list.worked'),
      width: 90,
      align: 'end',
      cell: (row) => format.number(row.worked),
      sort: (row) => row.worked,
      text: (row) => row.worked,
    },
    {
      id: 'total',
      header: t('list.total'),
      width: 128,
      align: 'end',
      cell: (row) => (row.total === null ? '—' : format.money(row.total)),
      sort: (row) => row.total,
      text: (row) => (row.total === null ? null : row.total / 100),
    },
    {
      id: 'created',
      header: t('list.created'),
      width: 152,
      cell: (row) => format.dateTime(row.createdAt),
      sort: (row) => row.createdAt,
      text: (row) => row.createdAt,
    },
  ];
};
