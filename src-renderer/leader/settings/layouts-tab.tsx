import { FileSpreadsheet } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { intakeRoutes, type SavedLayout } from '../../../src-shared/contract/intake.ts';
import { useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import type { Column } from '../../ui/data-table/column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { failedOf, Sheet } from '../sheet.tsx';

const NONE: readonly SavedLayout[] = [];

/** Tracciati: how each creditor's files are read. They are made and corrected where a file is loaded. */
export const LayoutsTab = () => {
  const { t } = useTranslation('settings');
  const [, navigate] = useLocation();
  const read = useRead(intakeRoutes.listLayouts, { query: {} });
  const columns = useColumns();
  return (
    <Sheet title={t('tabs.layouts')} aside={<span className="muted">{t('layouts.made')}</span>} failed={failedOf(read)}>
      <DataTable
        id="layouts"
        label={t('tabs.layouts')}
        columns={columns}
        rows={read.data?.layouts ?? NONE}
        rowKey={(row) => row.id}
        isLoading={read.isPending}
        empty={
          <EmptyState
            icon={<FileSpreadsheet />}
            title={t('layouts.empty')}
            action={<Button onPress={() => navigate('/placements')}>{t('layouts.load')}</Button>}
          >
            {t('layouts.emptyText')}
          </EmptyState>
        }
      />
    </Sheet>
  );
};

const useColumns = (): readonly Column<SavedLayout>[] => {
  const { t } = useTranslation('settings');
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('layouts.name'),
        cell: (row) => <b>{row.name}</b>,
        sort: (row) => row.name,
        width: 180,
        grow: 1,
        isRowHeader: true,
      },
      {
        id: 'creditor',
        header: t('layouts.creditor'),
        cell: (row) => row.creditor,
        sort: (row) => row.creditor,
        width: 150,
        grow: 1,
      },
      {
        id: 'version',
        header: t('layouts.version'),
        cell: (row) => format.number(row.version),
        sort: (row) => row.version,
        align: 'end',
        width: 90,
      },
      {
        id: 'columns',
        header: t('layouts.columns'),
        cell: (row) => format.number(row.spec.mappings.length),
        sort: (row) => row.spec.mappings.length,
        align: 'end',
        width: 90,
      },
      {
        id: 'comment',
        header: t('layouts.comment'),
        cell: (row) => <span className="clip">{row.comment}</span>,
        width: 200,
        grow: 2,
      },
      {
        id: 'created',
        header: t('layouts.created'),
        cell: (row) => format.dateTime(row.createdAt),
        sort: (row) => row.createdAt,
        width: 164,
      },
    ],
    [t, format],
  );
};
