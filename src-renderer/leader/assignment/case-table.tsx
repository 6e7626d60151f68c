import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssignmentCase, AssignmentOperator } from '../../../src-shared/contract/assignment.ts';
import { useFormat } from '../../app/format.ts';
import { inWords, type Column } from '../../ui/data-table/column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useRuleWords } from './rule-words.ts';

/** The columns of the list of cases; those that say nothing under the chosen standing are left out. */
export const useCaseColumns = (
  operators: readonly AssignmentOperator[],
  shows: { readonly operator: boolean; readonly blocked: boolean; readonly batch: boolean },
): readonly Column<AssignmentCase>[] => {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  const ruleWords = useRuleWords();
  return useMemo(() => {
    const names = new Map(operators.map(({ id, name }) => [id, name]));
    const nameOf = (id: string | null): string => (id === null ? t('nobody') : (names.get(id) ?? t('otherTeam')));
    const why = ({ blocked }: AssignmentCase): string => {
      if (blocked === null) return '';
      return blocked.value === '' ? ruleWords(blocked.rule) : `${ruleWords(blocked.rule)}: «${blocked.value}»`;
    };
    const area = (row: AssignmentCase): string => [row.province, row.postalCode].filter(Boolean).join(' · ');
    const columns: readonly (Column<AssignmentCase> | null)[] = [
      {
        id: 'caseNumber',
        header: t('table.caseNumber'),
        ...inWords((row: AssignmentCase) => row.caseNumber),
        width: 108,
        isRowHeader: true,
      },
      {
        id: 'debtor',
        header: t('table.debtor'),
        ...inWords((row: AssignmentCase) => row.debtor),
        width: 120,
        grow: 3,
      },
      shows.batch
        ? {
            id: 'batch',
            header: t('table.batch'),
            ...inWords((row: AssignmentCase) => row.batch),
            width: 88,
            grow: 1,
          }
        : null,
      {
        id: 'product',
        header: t('table.product'),
        ...inWords((row: AssignmentCase) => row.product),
        width: 76,
        grow: 1,
      },
      { id: 'area', header: t('table.area'), cell: area, sort: area, text: area, width: 96 },
      {
        id: 'residual',
        header: t('table.residual'),
        cell: (row) => format.amount(row.residual),
        sort: (row) => row.residual,
        text: (row) => row.residual / 100,
        align: 'end',
        width: 92,
      },
      shows.blocked || shows.operator
        ? null
        : {
            id: 'due',
            header: t('table.due'),
            cell: (row) => (row.oldestDueOn === null ? '–' : format.date(row.oldestDueOn)),
            sort: (row) => row.oldestDueOn,
            text: (row) => row.oldestDueOn,
            width: 98,
          },
      shows.blocked
        ? null
        : {
            id: 'attempts',
            header: t('table.attempts'),
            cell: (row) => format.number(row.attempts),
            sort: (row) => row.attempts,
            text: (row) => row.attempts,
            align: 'end',
            width: 52,
          },
      shows.blocked
        ? null
        : {
            id: 'outcome',
            header: t('table.outcome'),
            cell: (row) => (row.lastOutcome === null ? '–' : <Tag>{row.lastOutcome}</Tag>),
            sort: (row) => row.lastOutcome,
            text: (row) => row.lastOutcome,
            width: 58,
          },
      shows.operator
        ? {
            id: 'operator',
            header: t('table.operator'),
            ...inWords((row: AssignmentCase) => nameOf(row.operatorId)),
            width: 100,
            grow: 1,
          }
        : null,
      shows.blocked
        ? {
            id: 'blocked',
            header: t('table.blocked'),
            ...inWords(why),
            tone: (row) => (row.blocked === null ? null : 'warn'),
            width: 200,
            grow: 2,
          }
        : null,
    ];
    return columns.filter((column) => column !== null);
  }, [operators, shows.operator, shows.blocked, shows.batch, t, format, ruleWords]);
};

/** The cases of the filter, to be chosen one by one or all together. */
export const CaseTable = ({
  columns,
  rows,
  isLoading,
  keys,
  onSelect,
  everythingAssigned,
}: {
  readonly columns: readonly Column<AssignmentCase>[];
  readonly rows: readonly AssignmentCase[];
  readonly isLoading: boolean;
  readonly keys: ReadonlySet<string>;
  readonly onSelect: (keys: ReadonlySet<string>) => void;
  readonly everythingAssigned: boolean;
}) => {
  const { t } = useTranslation('assignment');
  return (
    <DataTable
      id="assignment.cases"
      label={t('table.label')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      selection={{ keys, onChange: onSelect }}
      isLoading={isLoading}
      empty={
        everythingAssigned ? (
          <EmptyState title={t('table.emptyUnassigned')}>{t('table.emptyUnassignedText')}</EmptyState>
        ) : (
          <EmptyState title={t('table.emptyTitle')}>{t('table.emptyText')}</EmptyState>
        )
      }
    />
  );
};
