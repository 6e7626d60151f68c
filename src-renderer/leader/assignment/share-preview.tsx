import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SharePlan } from '../../../src-shared/contract/assignment.ts';
import { useFormat } from '../../app/format.ts';
import type { Column } from '../../ui/data-table/column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { LeftOutNotice } from './left-out.tsx';

type Row = SharePlan['operators'][number];

/** Who would get what, and what stays out. */
export const SharePreview = ({ plan }: { readonly plan: SharePlan | undefined }) => {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      {
        id: 'operator',
        header: t('share.operator'),
        cell: ({ name, chosen }) =>
          chosen ? (
            name
          ) : (
            <span>
              {name} <span className="xs muted">{t('share.notChosen')}</span>
            </span>
          ),
        sort: ({ name }) => name,
        width: 120,
        grow: 1,
        isRowHeader: true,
      },
      {
        id: 'gets',
        header: t('share.gets'),
        cell: ({ gets }) => format.number(gets.cases),
        sort: ({ gets }) => gets.cases,
        align: 'end',
        width: 78,
      },
      {
        id: 'debtors',
        header: t('share.debtors'),
        cell: ({ gets }) => format.number(gets.debtors),
        sort: ({ gets }) => gets.debtors,
        align: 'end',
        width: 78,
      },
      {
        id: 'value',
        header: t('share.valueColumn'),
        cell: ({ gets }) => format.amount(gets.residual),
        sort: ({ gets }) => gets.residual,
        align: 'end',
        width: 112,
      },
      {
        id: 'after',
        header: t('share.after'),
        cell: ({ holds }) => format.number(holds.cases),
        sort: ({ holds }) => holds.cases,
        align: 'end',
        width: 102,
      },
    ],
    [t, format],
  );
  return (
    <>
      <div className="assignment-preview-table">
        <DataTable
          id="assignment.share"
          label={t('share.preview')}
          columns={columns}
          rows={plan?.operators ?? []}
          rowKey={({ id }) => id}
          isLoading={plan === undefined}
          fit
          {...(plan === undefined
            ? {}
            : {
                totals: {
                  operator: t('share.total'),
                  gets: format.number(plan.total.cases),
                  debtors: format.number(plan.total.debtors),
                  value: format.amount(plan.total.residual),
                },
              })}
        />
      </div>
      {plan === undefined || plan.followed === 0 ? null : (
        <p className="small muted">{t('share.followed', { count: plan.followed })}</p>
      )}
      {plan === undefined ? null : <LeftOutNotice leftOut={plan.leftOut} />}
    </>
  );
};
