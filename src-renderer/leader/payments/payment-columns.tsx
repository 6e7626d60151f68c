import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaymentListRow } from '../../../src-shared/contract/payments.ts';
import { useFormat } from '../../app/format.ts';
import { Button } from '../../ui/button.tsx';
import { inWords, type Column } from '../../ui/data-table/column.ts';
import { Tag } from '../../ui/tag.tsx';
import { useChannelWords } from './channels.ts';

/** The columns of the list of payments; `onReverse` is offered where a payment can still be reversed. */
export const usePaymentColumns = (onReverse: (row: PaymentListRow) => void): readonly Column<PaymentListRow>[] => {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const channel = useChannelWords();
  return useMemo(
    () => [
      {
        id: 'paidOn',
        header: t('list.paidOn'),
        cell: (row) => format.date(row.paidOn),
        sort: (row) => row.paidOn,
        text: (row) => row.paidOn,
        width: 104,
      },
      {
        id: 'caseNumber',
        header: t('list.caseNumber'),
        ...inWords((row: PaymentListRow) => row.caseNumber),
        width: 108,
        isRowHeader: true,
      },
      {
        id: 'debtor',
        header: t('list.debtor'),
        ...inWords((row: PaymentListRow) => row.debtor),
        width: 110,
        grow: 3,
      },
      {
        id: 'mandate',
        header: t('list.mandate'),
        cell: (row) => row.mandate,
        sort: (row) => `${row.creditor} · ${row.mandate}`,
        text: (row) => `${row.creditor} · ${row.mandate}`,
        width: 112,
        grow: 1,
      },
      {
        id: 'amount',
        header: t('list.amount'),
        cell: (row) =>
          row.reversedOn === null ? format.amount(row.amount) : <s className="muted">{format.amount(row.amount)}</s>,
        sort: (row) => row.amount,
        text: (row) => row.amount / 100,
        align: 'end',
        width: 100,
      },
      {
        id: 'channel',
        header: t('list.channel'),
        ...inWords((row: PaymentListRow) => channel(row.channel)),
        width: 88,
      },
      {
        id: 'reference',
        header: t('list.reference'),
        cell: (row) => <span className="mono small">{row.reference}</span>,
        sort: (row) => row.reference,
        text: (row) => row.reference,
        width: 100,
        grow: 1,
      },
      {
        id: 'source',
        header: t('list.source'),
        ...inWords((row: PaymentListRow) => row.fileName ?? t('list.form')),
        width: 66,
        grow: 1,
      },
      {
        id: 'state',
        header: t('list.state'),
        cell: (row) => {
          if (row.reversedOn !== null)
            return <Tag tone="bad">{t('list.reversed', { date: format.dayMonth(row.reversedOn) })}</Tag>;
          return (
            <Button size="s" variant="quiet" onPress={() => onReverse(row)}>
              {t('list.reverse')}
            </Button>
          );
        },
        sort: (row) => row.reversedOn,
        text: (row) => (row.reversedOn === null ? t('list.booked') : t('list.reversed', { date: row.reversedOn })),
        width: 106,
      },
    ],
    [t, format, channel, onReverse],
  );
};
