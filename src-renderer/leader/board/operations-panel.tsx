import { CircleCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Undecided } from '../../../src-shared/contract/decisions.ts';
import { useFormat } from '../../app/format.ts';
import type { Column } from '../../ui/data-table/column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { EmptyState, ErrorState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import { useOperationWords } from './operation-words.ts';

type Read = {
  readonly data: { readonly operations: readonly Undecided[] } | undefined;
  readonly isError: boolean;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly refetch: () => Promise<unknown>;
};

const NONE: readonly Undecided[] = [];
const TONES: Readonly<Record<Undecided['disposition'], Tone>> = {
  applied: 'plain',
  conflict: 'warn',
  late: 'info',
  rejected: 'bad',
};

/** Operations whose effect waits: who did what, why it waits, what stands in the case now. */
export const OperationsPanel = ({ read }: { readonly read: Read }) => {
  const { t } = useTranslation('decisions');
  const [open, setOpen] = useState<Undecided | null>(null);
  const columns = useColumns();
  return (
    <Panel title={t('tabs.operations')} aside={<span className="muted">{t('aside')}</span>} fill>
      {read.isError && read.data === undefined ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <DataTable
          id="decisions"
          label={t('tabs.operations')}
          columns={columns}
          rows={read.data?.operations ?? NONE}
          rowKey={(row) => row.opId}
          rowHeight={46}
          onOpen={setOpen}
          openRow={open?.opId ?? null}
          isLoading={read.isPending}
          empty={
            <EmptyState icon={<CircleCheck />} title={t('empty')}>
              {t('emptyText')}
            </EmptyState>
          }
        />
      )}
      {open === null ? null : <DecideDialog operation={open} onClose={() => setOpen(null)} />}
    </Panel>
  );
};

const useColumns = (): readonly Column<Undecided>[] => {
  const { t } = useTranslation('decisions');
  const format = useFormat();
  const words = useOperationWords();
  return useMemo(
    () => [
      {
        id: 'disposition',
        header: t('columns.disposition'),
        cell: (row) => <Tag tone={TONES[row.disposition]}>{words.disposition(row)}</Tag>,
        sort: (row) => row.disposition,
        text: (row) => words.disposition(row),
        width: 110,
      },
      {
        id: 'case',
        header: t('columns.case'),
        cell: (row) => (
          <div className="clip">
            <b>{row.case?.caseNumber ?? row.goneCase ?? t('noCase')}</b>
            <div className="xs muted clip">{row.case?.debtor}</div>
          </div>
        ),
        sort: (row) => row.case?.caseNumber ?? null,
        text: (row) => row.case?.caseNumber ?? '',
        width: 170,
        grow: 1,
        isRowHeader: true,
      },
      {
        id: 'said',
        header: t('columns.said'),
        cell: (row) => (
          <div className="clip">
            {words.said(row)}
            <div className="xs muted clip">{row.said?.note}</div>
          </div>
        ),
        text: (row) => words.said(row),
        width: 200,
        grow: 2,
      },
      {
        id: 'why',
        header: t('columns.why'),
        cell: (row) => <span className="clip">{words.why(row)}</span>,
        text: (row) => words.why(row),
        width: 240,
        grow: 4,
      },
      {
        id: 'now',
        header: t('columns.now'),
        cell: (row) => <span className="clip">{words.now(row)}</span>,
        text: (row) => words.now(row),
        width: 210,
        grow: 1,
      },
      {
        id: 'operator',
        header: t('columns.operator'),
        cell: (row) => words.operator(row),
        sort: (row) => row.operator,
        text: (row) => words.operator(row),
        width: 140,
      },
      {
        id: 'occurredAt',
        header: t('columns.occurredAt'),
        cell: (row) => format.moment(row.occurredAt),
        sort: (row) => row.occurredAt,
        text: (row) => row.occurredAt,
        width: 120,
      },
    ],
    [t, format, words],
  );
};
