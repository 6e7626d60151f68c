import { useMemo, useState } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { intakeRoutes, type Draft, type ReviewRow, type RowFilter } from '../../../src-shared/contract/intake.ts';
import type { RuleId } from '../../../src-shared/contract/intake-rules.ts';
import { AMOUNT_FIELDS } from '../../../src-shared/contract/layout.ts';
import { useApp } from '../../app/context.tsx';
import { useFormat } from '../../app/format.ts';
import type { Column } from '../../ui/data-table/column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { EmptyState, ErrorState } from '../../ui/empty-state.tsx';
import { CellEditor } from './cell-editor.tsx';
import { CorrectDialog } from './correct-dialog.tsx';
import { LEVEL_TONES } from './batch-tones.ts';
import { shownColumns, widthOf } from './review-columns.ts';

const PAGE = 200;
const NO_ROWS: readonly ReviewRow[] = [];

type Props = { readonly draft: Draft; readonly filter: RowFilter; readonly rule: RuleId | null };

/** Rows to look at. What is wrong is said in words where no width hides it, coloured and corrected in its place. */
export const ReviewTable = ({ draft, filter, rule }: Props) => {
  const { t } = useTranslation('intake');
  const { api } = useApp();
  const [open, setOpen] = useState<ReviewRow | null>(null);
  const query = { filter, ...(rule === null ? {} : { rule }) };
  const pages = useInfiniteQuery({
    queryKey: [intakeRoutes.listRows.id, draft.batch.id, query],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      api.call(
        intakeRoutes.listRows,
        { params: { batchId: draft.batch.id }, query: { ...query, offset: pageParam, limit: PAGE } },
        { signal },
      ),
    getNextPageParam: (last, all) => {
      const seen = all.reduce((sum, page) => sum + page.rows.length, 0);
      return last.rows.length > 0 && seen < last.total ? seen : undefined;
    },
  });
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.rows) ?? NO_ROWS, [pages.data]);
  const columns = useReviewColumns(draft, rows);
  if (pages.isError) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />;
  return (
    <>
      <DataTable
        id="intake.rows"
        label={t('review.rows')}
        columns={columns}
        rows={rows}
        rowKey={(row) => String(row.line)}
        isLoading={pages.isPending}
        onOpen={setOpen}
        onEndReached={() => {
          if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
        }}
        empty={<EmptyState title={t(`none.${filter}`)}>{t('none.next')}</EmptyState>}
      />
      {open === null ? null : <CorrectDialog draft={draft} row={open} onClose={() => setOpen(null)} />}
    </>
  );
};

const isAmount = (field: string | null): boolean => AMOUNT_FIELDS.some((amount) => amount === field);

const useReviewColumns = (draft: Draft, rows: readonly ReviewRow[]): readonly Column<ReviewRow>[] => {
  const { t } = useTranslation('intake');
  const format = useFormat();
  return useMemo(() => {
    const cells = shownColumns(draft, rows).map(({ index, heading, field }): Column<ReviewRow> => ({
      id: `c${index}`,
      header: heading,
      width: widthOf(field),
      grow: field === 'party.name' ? 1 : 0,
      align: isAmount(field) ? 'end' : 'start',
      tone: (row) => {
        const finding = row.findings.find(({ column }) => column === index);
        if (finding !== undefined) return LEVEL_TONES[finding.level];
        return row.corrected.includes(index) ? 'good' : null;
      },
      cell: (row) => {
        const value = row.cells[index] ?? '';
        return row.findings.some(({ column }) => column === index) || row.corrected.includes(index) ? (
          <CellEditor draft={draft} row={row} column={index} heading={heading} />
        ) : (
          <span className="clip">{value}</span>
        );
      },
    }));
    return [
      {
        id: 'line',
        header: t('review.line'),
        width: 56,
        isRowHeader: true,
        cell: (row) => <span className="muted num">{format.number(row.line)}</span>,
      },
      {
        id: 'why',
        header: t('review.why'),
        width: 190,
        grow: 2,
        cell: (row) => {
          const why = [...new Set(row.findings.map(({ rule }) => rule))].map((id) => t(id, { ns: 'intakeRules' }));
          return (
            <span className="intake-why xs" title={why.join(' · ')}>
              {why.join(' · ')}
            </span>
          );
        },
      },
      ...cells,
    ];
  }, [draft, rows, t, format]);
};
