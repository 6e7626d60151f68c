import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaymentFileReport, PaymentFileRow, PaymentProblem } from '../../../src-shared/contract/payments.ts';
import { useFormat } from '../../app/format.ts';
import type { Column } from '../../ui/data-table/column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { ExportButton } from '../../ui/data-table/export-button.tsx';
import { Kpi, KpiRow } from '../../ui/kpi.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useChannelWords } from './channels.ts';

/** Every line of a payment file: what would be recorded and what stays out, with the reason. */
export const FileReport = ({ report }: { readonly report: PaymentFileReport }) => {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const [tab, setTab] = useState<'problems' | 'ready'>(report.problems.length > 0 ? 'problems' : 'ready');
  const { rows, ready, readyAmount, refused, repeated, overpaid, overpaidCases, postedBefore } = report;
  const facts = t('file.facts', {
    encoding: report.encoding.toUpperCase(),
    delimiter: report.delimiter === '\t' ? t('file.tab') : report.delimiter,
    decimal: report.decimal,
    dates: report.dateFormat,
  });
  return (
    <>
      <KpiRow>
        <Kpi label={t('file.rows')} value={format.number(rows)} note={facts} />
        <Kpi
          label={t('file.ready')}
          value={format.number(ready)}
          note={format.money(readyAmount)}
          tone={ready > 0 ? 'good' : 'plain'}
        />
        <Kpi
          label={t('file.refused')}
          value={format.number(refused)}
          note={t('file.refusedNote')}
          tone={refused > 0 ? 'bad' : 'plain'}
        />
        <Kpi
          label={t('file.repeated')}
          value={format.number(repeated)}
          note={t('file.repeatedNote')}
          tone={repeated > 0 ? 'warn' : 'plain'}
        />
      </KpiRow>
      {postedBefore === null ? null : (
        <Notice tone="warn" title={t('file.before', { when: format.dateTime(postedBefore.at), by: postedBefore.by })}>
          {ready === 0 ? t('file.nothing') : t('file.beforeText')}
        </Notice>
      )}
      {overpaidCases === 0 ? null : (
        <Notice tone="info" title={`${t('file.overpaid')}: ${format.money(overpaid)}`}>
          {t('file.overpaidNote', { count: overpaidCases })}
        </Notice>
      )}
      <div className="payments-file-lines">
        <Tabs
          label={t('file.rows')}
          value={tab}
          onChange={setTab}
          items={[
            {
              id: 'problems',
              label: `${t('file.problemsTab')} (${format.number(refused + repeated)})`,
              content: <Problems problems={report.problems} />,
            },
            {
              id: 'ready',
              label: `${t('file.readyTab')} (${format.number(ready)})`,
              content: <Ready lines={report.lines} />,
            },
          ]}
        />
      </div>
    </>
  );
};

const Problems = ({ problems }: { readonly problems: readonly PaymentProblem[] }) => {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const columns = useMemo((): readonly Column<PaymentProblem>[] => {
    const field = (row: PaymentProblem): string => (row.field === null ? '–' : t(`fields.${row.field}`));
    const reason = (row: PaymentProblem): string =>
      t(`problems.${row.problem}`, { line: format.number(row.otherLine ?? 0) });
    return [
      {
        id: 'line',
        header: t('file.line'),
        cell: (row) => format.number(row.line),
        sort: (row) => row.line,
        text: (row) => row.line,
        align: 'end',
        width: 64,
        isRowHeader: true,
      },
      { id: 'field', header: t('file.field'), cell: field, sort: field, text: field, width: 104 },
      {
        id: 'value',
        header: t('file.value'),
        cell: (row) => <span className="mono small">{row.value}</span>,
        sort: (row) => row.value,
        text: (row) => row.value,
        tone: (row) => (row.problem === 'already-posted' || row.problem === 'repeated-in-file' ? 'warn' : 'bad'),
        width: 150,
        grow: 1,
      },
      { id: 'problem', header: t('file.problem'), cell: reason, sort: reason, text: reason, width: 220, grow: 2 },
    ];
  }, [t, format]);
  return (
    <>
      <div className="payments-file-table">
        <DataTable
          id="payments.problems"
          label={t('file.problemsTab')}
          columns={columns}
          rows={problems}
          rowKey={(row) => String(row.line)}
          empty={<p className="muted">{t('file.noProblems')}</p>}
        />
      </div>
      <ExportButton name={t('file.problemsTab')} columns={columns} rows={problems} />
    </>
  );
};

const Ready = ({ lines }: { readonly lines: readonly PaymentFileRow[] }) => {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const channel = useChannelWords();
  const columns = useMemo(
    (): readonly Column<PaymentFileRow>[] => [
      {
        id: 'line',
        header: t('file.line'),
        cell: (row) => format.number(row.line),
        sort: (row) => row.line,
        align: 'end',
        width: 64,
      },
      {
        id: 'caseNumber',
        header: t('list.caseNumber'),
        cell: (row) => row.caseNumber,
        sort: (row) => row.caseNumber,
        width: 110,
        isRowHeader: true,
      },
      {
        id: 'debtor',
        header: t('list.debtor'),
        cell: (row) => row.debtor,
        sort: (row) => row.debtor,
        width: 130,
        grow: 2,
      },
      {
        id: 'paidOn',
        header: t('list.paidOn'),
        cell: (row) => format.date(row.paidOn),
        sort: (row) => row.paidOn,
        width: 96,
      },
      {
        id: 'amount',
        header: t('list.amount'),
        cell: (row) => format.amount(row.amount),
        sort: (row) => row.amount,
        align: 'end',
        width: 98,
      },
      {
        id: 'channel',
        header: t('list.channel'),
        cell: (row) => channel(row.channel),
        sort: (row) => row.channel,
        width: 110,
      },
      {
        id: 'residual',
        header: t('file.residualAfter'),
        cell: (row) => format.amount(row.residualAfter),
        sort: (row) => row.residualAfter,
        tone: (row) => (row.overpaid > 0 ? 'info' : null),
        align: 'end',
        width: 112,
      },
    ],
    [t, format, channel],
  );
  return (
    <div className="payments-file-table">
      <DataTable
        id="payments.ready"
        label={t('file.readyTab')}
        columns={columns}
        rows={lines}
        rowKey={(row) => String(row.line)}
        empty={<p className="muted">{t('file.noReady')}</p>}
      />
    </div>
  );
};
