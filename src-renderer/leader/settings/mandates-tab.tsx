import { Briefcase, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { administrationRoutes, type MandateDetail } from '../../../src-shared/contract/administration.ts';
import { useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import type { Column } from '../../ui/data-table/column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/select.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { failedOf, Sheet } from '../sheet.tsx';
import { localToday } from './local-today.ts';
import { MandateDialog } from './mandate-dialog.tsx';

const NONE: readonly MandateDetail[] = [];
const ANY = '*';

/** Mandati: until when to work, how the debtor pays, when a promise is kept. */
export const MandatesTab = () => {
  const { t } = useTranslation('settings');
  const [, navigate] = useLocation();
  const [creditorId, setCreditorId] = useState(ANY);
  const [open, setOpen] = useState<MandateDetail | 'new' | null>(null);
  const read = useRead(administrationRoutes.listMandates, { query: {} });
  const creditors = useRead(administrationRoutes.listCreditors, {}).data?.creditors;
  const columns = useColumns();
  const rows = useMemo(
    () => (read.data?.mandates ?? NONE).filter((row) => creditorId === ANY || row.creditorId === creditorId),
    [read.data, creditorId],
  );
  const add = (
    <Button
      variant="primary"
      size="s"
      icon={<Plus aria-hidden="true" />}
      isDisabled={creditors === undefined || creditors.length === 0}
      onPress={() => setOpen('new')}
    >
      {t('mandates.new')}
    </Button>
  );
  const empty =
    creditors?.length === 0 ? (
      <EmptyState
        icon={<Briefcase />}
        title={t('mandates.noCreditors')}
        action={<Button onPress={() => navigate('/settings/creditors')}>{t('tabs.creditors')}</Button>}
      >
        {t('mandates.noCreditorsText')}
      </EmptyState>
    ) : (
      <EmptyState icon={<Briefcase />} title={t('mandates.empty')} action={add}>
        {t('mandates.emptyText')}
      </EmptyState>
    );
  return (
    <Sheet
      title={t('tabs.mandates')}
      aside={add}
      failed={failedOf(read)}
      tools={
        <Select
          label={t('mandates.creditor')}
          value={creditorId}
          onChange={setCreditorId}
          options={[
            { id: ANY, label: t('mandates.anyCreditor') },
            ...(creditors ?? []).map(({ id, name }) => ({ id, label: name })),
          ]}
        />
      }
    >
      <DataTable
        id="mandates"
        label={t('tabs.mandates')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={setOpen}
        isLoading={read.isPending}
        empty={empty}
      />
      {open === null ? null : (
        <MandateDialog
          mandate={open === 'new' ? null : open}
          creditors={creditors ?? []}
          creditorId={creditorId === ANY ? null : creditorId}
          onClose={() => setOpen(null)}
        />
      )}
    </Sheet>
  );
};

const standingOf = ({
  status,
  startsOn,
  endsOn,
}: MandateDetail): readonly [Tone, 'open' | 'closed' | 'expired' | 'future'] => {
  if (status === 'closed') return ['plain', 'closed'];
  const today = localToday();
  if (today > endsOn) return ['bad', 'expired'];
  return today < startsOn ? ['info', 'future'] : ['good', 'open'];
};

const useColumns = (): readonly Column<MandateDetail>[] => {
  const { t } = useTranslation('settings');
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'title',
        header: t('mandates.titleField'),
        cell: (row) => <b>{row.title}</b>,
        sort: (row) => row.title,
        width: 180,
        grow: 2,
        isRowHeader: true,
      },
      {
        id: 'creditor',
        header: t('mandates.creditor'),
        cell: (row) => row.creditor,
        sort: (row) => row.creditor,
        width: 140,
        grow: 1,
      },
      {
        id: 'code',
        header: t('mandates.code'),
        cell: (row) => <span className="mono">{row.code}</span>,
        sort: (row) => row.code,
      },
      {
        id: 'startsOn',
        header: t('mandates.startsOn'),
        cell: (row) => format.date(row.startsOn),
        sort: (row) => row.startsOn,
        width: 116,
      },
      {
        id: 'endsOn',
        header: t('mandates.endsOn'),
        cell: (row) => format.date(row.endsOn),
        sort: (row) => row.endsOn,
        width: 116,
      },
      {
        id: 'status',
        header: t('mandates.status'),
        cell: (row) => {
          const [tone, standing] = standingOf(row);
          return <Tag tone={tone}>{t(`mandates.${standing}`)}</Tag>;
        },
        sort: (row) => standingOf(row)[1],
        width: 116,
      },
      {
        id: 'terms',
        header: t('mandates.terms'),
        cell: (row) => (
          <>
            {t('mandates.termsOf', { percent: row.promiseThresholdPercent, days: row.promiseGraceDays })}{' '}
            {row.maskUntilVerified ? <Tag>{t('mandates.masked')}</Tag> : null}
          </>
        ),
        width: 160,
        grow: 1,
      },
      {
        id: 'batches',
        header: t('mandates.batches'),
        cell: (row) => format.number(row.batches),
        sort: (row) => row.batches,
        align: 'end',
        width: 70,
      },
    ],
    [t, format],
  );
};
