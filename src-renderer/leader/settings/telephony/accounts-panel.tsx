import { FileUp, Headset } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExchangeKind, TelephonyOperator } from '../../../../src-shared/contract/telephony-settings.ts';
import { useFormat } from '../../../app/format.ts';
import { Button } from '../../../ui/button.tsx';
import type { Column } from '../../../ui/data-table/column.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { Sheet } from '../../sheet.tsx';
import { AccountDialog } from './account-dialog.tsx';
import { AccountFileDialog } from './account-file-dialog.tsx';

const NOBODY: readonly TelephonyOperator[] = [];

/** Telefoni degli operatori: who has which account, and who has none. */
export const AccountsPanel = ({
  operators = NOBODY,
  exchange,
  failed,
  isLoading,
}: {
  readonly operators: readonly TelephonyOperator[] | undefined;
  readonly exchange: ExchangeKind;
  readonly failed: Parameters<typeof Sheet>[0]['failed'];
  readonly isLoading: boolean;
}) => {
  const { t } = useTranslation('telephony');
  const [open, setOpen] = useState<string | null>(null);
  const [reading, setReading] = useState(false);
  const columns = useColumns(exchange);
  const given = operators.filter(({ account }) => account !== null).length;
  const chosen = operators.find(({ userId }) => userId === open);
  return (
    <Sheet
      title={t('accounts.title')}
      aside={
        <>
          <span className="muted">{t('accounts.count', { given, count: operators.length })}</span>
          <Button size="s" icon={<FileUp aria-hidden="true" />} onPress={() => setReading(true)}>
            {t('accounts.fromFile')}
          </Button>
        </>
      }
      {...(exchange === 'server'
        ? {}
        : { tools: <span className="small muted">{t(`accounts.notUsed.${exchange}`)}</span> })}
      failed={failed}
    >
      <DataTable
        id="telephones"
        label={t('accounts.title')}
        columns={columns}
        rows={operators}
        rowKey={({ userId }) => userId}
        onOpen={({ userId }) => setOpen(userId)}
        isLoading={isLoading}
        empty={
          <EmptyState icon={<Headset />} title={t('accounts.empty')}>
            {t('accounts.emptyText')}
          </EmptyState>
        }
      />
      {chosen === undefined ? null : (
        <AccountDialog key={chosen.userId} operator={chosen} onClose={() => setOpen(null)} />
      )}
      {reading ? <AccountFileDialog onClose={() => setReading(false)} /> : null}
    </Sheet>
  );
};

/** With a server of one’s own who has no account is missing something; on the practice exchange everybody has a number. */
const useColumns = (exchange: ExchangeKind): readonly Column<TelephonyOperator>[] => {
  const { t } = useTranslation('telephony');
  const format = useFormat();
  const used = exchange === 'server';
  const practice = exchange === 'practice';
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('accounts.operator'),
        cell: (row) => (row.disabled ? <span className="muted">{row.name}</span> : <b>{row.name}</b>),
        sort: (row) => row.name,
        width: 150,
        grow: 2,
        isRowHeader: true,
      },
      {
        id: 'login',
        header: t('accounts.login'),
        cell: (row) => <span className="mono">{row.login}</span>,
        sort: (row) => row.login,
        width: 110,
      },
      ...(practice
        ? [
            {
              id: 'practiceNumber',
              header: t('accounts.practiceNumber'),
              cell: (row: TelephonyOperator) => <span className="mono">{row.practiceNumber ?? '—'}</span>,
              sort: (row: TelephonyOperator) => row.practiceNumber,
              width: 170,
            },
          ]
        : []),
      {
        id: 'username',
        header: t('accounts.username'),
        cell: (row) =>
          row.account === null ? (
            <Tag tone={used && !row.disabled ? 'warn' : 'plain'}>{t('accounts.none')}</Tag>
          ) : (
            <span className="mono">{row.account.username}</span>
          ),
        sort: (row) => row.account?.username ?? null,
        width: 130,
        grow: 1,
      },
      {
        id: 'state',
        header: t('accounts.state'),
        cell: (row) =>
          row.disabled ? (
            <Tag>{t('accounts.disabled')}</Tag>
          ) : row.connected ? (
            <Tag tone="good">{t('accounts.connected')}</Tag>
          ) : (
            <Tag>{t('accounts.away')}</Tag>
          ),
        sort: (row) => (row.disabled ? 2 : row.connected ? 0 : 1),
        width: 120,
      },
      {
        id: 'since',
        header: t('accounts.since'),
        cell: (row) => (row.account === null ? '—' : format.date(row.account.changedAt.slice(0, 10))),
        sort: (row) => row.account?.changedAt ?? null,
        width: 110,
      },
    ],
    [t, format, used, practice],
  );
};
