import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FinalClassName, ReturnLine } from '../../../src-shared/contract/closing.ts';
import { useFormat } from '../../app/format.ts';
import { inWords, type Column } from '../../ui/data-table/column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { useReasonWords } from './reason-words.ts';

const TONES = { positive: 'good', partial: 'info', negative: 'plain' } as const satisfies Record<FinalClassName, Tone>;

export const useLineColumns = (): readonly Column<ReturnLine>[] => {
  const { t } = useTranslation('closing');
  const format = useFormat();
  const reason = useReasonWords();
  return useMemo(() => {
    const money = (id: 'entrusted' | 'collected' | 'residual'): Column<ReturnLine> => ({
      id,
      header: t(`lines.${id}`),
      cell: (row) => format.amount(row[id]),
      sort: (row) => row[id],
      text: (row) => row[id] / 100,
      align: 'end',
      width: 90,
    });
    const count = (id: 'attempts' | 'conversations'): Column<ReturnLine> => ({
      id,
      header: t(`lines.${id}`),
      cell: (row) => format.number(row[id]),
      sort: (row) => row[id],
      text: (row) => row[id],
      align: 'end',
      width: 58,
    });
    return [
      {
        id: 'caseNumber',
        header: t('lines.caseNumber'),
        ...inWords((row: ReturnLine) => row.caseNumber),
        width: 108,
        isRowHeader: true,
      },
      {
        id: 'debtor',
        header: t('lines.debtor'),
        ...inWords((row: ReturnLine) => row.debtor),
        width: 120,
        grow: 3,
      },
      {
        id: 'class',
        header: t('lines.class'),
        cell: (row) => <Tag tone={TONES[row.class]}>{t(`lines.${row.class}`)}</Tag>,
        sort: (row) => row.class,
        text: (row) => t(`lines.${row.class}`),
        width: 84,
      },
      {
        id: 'reason',
        header: t('lines.reason'),
        ...inWords((row: ReturnLine) => reason(row.reason)),
        width: 100,
        grow: 2,
      },
      count('attempts'),
      count('conversations'),
      {
        id: 'outcome',
        header: t('lines.outcome'),
        cell: (row) => row.lastOutcome ?? '–',
        sort: (row) => row.lastOutcome,
        text: (row) => row.lastOutcome,
        width: 62,
      },
      money('entrusted'),
      money('collected'),
      money('residual'),
    ];
  }, [t, format, reason]);
};

/** The cases as the return file has them. */
export const LinesTable = ({
  columns,
  lines,
  isLoading,
}: {
  readonly columns: readonly Column<ReturnLine>[];
  readonly lines: readonly ReturnLine[];
  readonly isLoading: boolean;
}) => {
  const { t } = useTranslation('closing');
  return (
    <DataTable
      id="closing.lines"
      label={t('lines.title')}
      columns={columns}
      rows={lines}
      rowKey={(row) => row.caseId}
      isLoading={isLoading}
      empty={<p className="muted">{t('lines.empty')}</p>}
    />
  );
};
