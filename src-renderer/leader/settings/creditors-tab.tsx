import { Building2, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { administrationRoutes, type CreditorDetail } from '../../../src-shared/contract/administration.ts';
import { useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import type { Column } from '../../ui/data-table/column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { failedOf, Sheet } from '../sheet.tsx';
import { CreditorDialog } from './creditor-dialog.tsx';

const NONE: readonly CreditorDetail[] = [];

/** Committenti: who entrusts, how strictly its files are checked, and how it wants its return file. */
export const CreditorsTab = () => {
  const { t } = useTranslation('settings');
  const read = useRead(administrationRoutes.listCreditors, {});
  const [open, setOpen] = useState<CreditorDetail | 'new' | null>(null);
  const columns = useColumns();
  const add = (
    <Button variant="primary" size="s" icon={<Plus aria-hidden="true" />} onPress={() => setOpen('new')}>
      {t('creditors.new')}
    </Button>
  );
  return (
    <Sheet title={t('tabs.creditors')} aside={add} failed={failedOf(read)}>
      <DataTable
        id="creditors"
        label={t('tabs.creditors')}
        columns={columns}
        rows={read.data?.creditors ?? NONE}
        rowKey={(row) => row.id}
        onOpen={setOpen}
        isLoading={read.isPending}
        defaultSort={{ column: 'name', direction: 'ascending' }}
        empty={
          <EmptyState icon={<Building2 />} title={t('creditors.empty')} action={add}>
            {t('creditors.emptyText')}
          </EmptyState>
        }
      />
      {open === null ? null : <CreditorDialog creditor={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </Sheet>
  );
};

const useColumns = (): readonly Column<CreditorDetail>[] => {
  const { t } = useTranslation('settings');
  const format = useFormat();
  return useMemo(() => {
    const checks = (row: CreditorDetail): string => {
      const count = Object.keys(row.checks).length;
      return count === 0 ? t('creditors.ownChecks') : t('creditors.changedChecks', { count });
    };
    return [
      {
        id: 'name',
        header: t('creditors.name'),
        cell: (row) => <b>{row.name}</b>,
        sort: (row) => row.name,
        width: 220,
        grow: 2,
        isRowHeader: true,
      },
      {
        id: 'code',
        header: t('creditors.code'),
        cell: (row) => <span className="mono">{row.code}</span>,
        sort: (row) => row.code,
      },
      {
        id: 'mandates',
        header: t('creditors.mandates'),
        cell: (row) => t('creditors.mandatesOf', { count: row.openMandates, all: row.mandates }),
        sort: (row) => row.openMandates,
        width: 150,
        grow: 1,
      },
      {
        id: 'batches',
        header: t('creditors.batches'),
        cell: (row) => format.number(row.batches),
        sort: (row) => row.batches,
        align: 'end',
        width: 120,
      },
      { id: 'checks', header: t('creditors.checks'), cell: checks, width: 170, grow: 1 },
      {
        id: 'since',
        header: t('creditors.since'),
        cell: (row) => format.date(row.createdAt.slice(0, 10)),
        sort: (row) => row.createdAt,
        width: 116,
      },
    ];
  }, [t, format]);
};
