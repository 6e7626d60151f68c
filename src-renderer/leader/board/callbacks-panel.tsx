import { CalendarCheck } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { OverdueCallback } from '../../../src-shared/contract/board.ts';
import { useFormat } from '../../app/format.ts';
import { Button } from '../../ui/button.tsx';
import { inWords, type Column } from '../../ui/data-table/column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { EmptyState, ErrorState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';

type Read = {
  readonly data: { readonly callbacks: readonly OverdueCallback[] } | undefined;
  readonly isError: boolean;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly refetch: () => Promise<unknown>;
};

const NONE: readonly OverdueCallback[] = [];

/** Callbacks whose hour has passed: whom to give them to is decided in the assignment. */
export const CallbacksPanel = ({ read }: { readonly read: Read }) => {
  const { t } = useTranslation('decisions');
  const [, navigate] = useLocation();
  const columns = useColumns();
  return (
    <Panel
      title={t('tabs.callbacks')}
      fill
      aside={
        <Button size="s" onPress={() => navigate('/assignment')}>
          {t('callbacks.assign')}
        </Button>
      }
    >
      {read.isError && read.data === undefined ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <DataTable
          id="overdue-callbacks"
          label={t('tabs.callbacks')}
          columns={columns}
          rows={read.data?.callbacks ?? NONE}
          rowKey={(row) => row.caseId}
          isLoading={read.isPending}
          empty={
            <EmptyState icon={<CalendarCheck />} title={t('callbacks.empty')}>
              {t('callbacks.emptyText')}
            </EmptyState>
          }
        />
      )}
    </Panel>
  );
};

const useColumns = (): readonly Column<OverdueCallback>[] => {
  const { t } = useTranslation('decisions');
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'at',
        header: t('callbacks.at'),
        cell: (row) => format.moment(row.at, row.zone),
        sort: (row) => row.at,
        text: (row) => row.at,
        width: 130,
      },
      {
        id: 'caseNumber',
        header: t('columns.case'),
        cell: (row) => <b>{row.caseNumber}</b>,
        sort: (row) => row.caseNumber,
        text: (row) => row.caseNumber,
        width: 130,
        isRowHeader: true,
      },
      {
        id: 'debtor',
        header: t('debtor'),
        ...inWords((row: OverdueCallback) => row.debtor),
        width: 170,
        grow: 2,
      },
      {
        id: 'mandate',
        header: t('callbacks.mandate'),
        cell: (row) => `${row.creditor} · ${row.mandate}`,
        sort: (row) => row.mandate,
        text: (row) => `${row.creditor} · ${row.mandate}`,
        width: 200,
        grow: 2,
      },
      {
        id: 'residual',
        header: t('callbacks.residual'),
        cell: (row) => format.money(row.residual),
        sort: (row) => row.residual,
        text: (row) => row.residual / 100,
        align: 'end',
        width: 120,
      },
      {
        id: 'operator',
        header: t('assignedTo'),
        ...inWords((row: OverdueCallback) => row.operator),
        width: 150,
        grow: 1,
      },
    ],
    [t, format],
  );
};
