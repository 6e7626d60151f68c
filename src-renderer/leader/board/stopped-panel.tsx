import { CircleCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outcomeRoutes } from '../../../src-shared/contract/outcomes.ts';
import { RESUMED_AT_ONCE, type StoppedCase } from '../../../src-shared/contract/stopped.ts';
import { langOf, useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { inWords, type Column } from '../../ui/data-table/column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { EmptyState, ErrorState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Tag } from '../../ui/tag.tsx';
import { ResumeDialog } from './resume-dialog.tsx';

type Read = {
  readonly data: { readonly cases: readonly StoppedCase[] } | undefined;
  readonly isError: boolean;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly refetch: () => Promise<unknown>;
};

const NONE: readonly StoppedCase[] = [];
const NOTHING: ReadonlySet<string> = new Set();

/** Cases that an outcome handed to the back-office or the leader: chosen, they are put back to work. */
export const StoppedPanel = ({ read }: { readonly read: Read }) => {
  const { t } = useTranslation('decisions');
  const format = useFormat();
  const columns = useColumns();
  const [keys, setKeys] = useState(NOTHING);
  const [asked, setAsked] = useState<readonly StoppedCase[] | null>(null);
  const rows = read.data?.cases ?? NONE;
  const chosen = rows.filter(({ caseId }) => keys.has(caseId));
  const tooMany = chosen.length > RESUMED_AT_ONCE;
  return (
    <Panel
      title={t('tabs.stopped')}
      fill
      aside={
        <span className="row">
          {tooMany ? <span className="small warn">{t('stopped.tooMany', { count: RESUMED_AT_ONCE })}</span> : null}
          <Button size="s" isDisabled={chosen.length === 0 || tooMany} onPress={() => setAsked(chosen)}>
            {chosen.length === 0 ? t('stopped.resumeNone') : t('stopped.resume', { count: chosen.length })}
          </Button>
        </span>
      }
    >
      {read.isError && read.data === undefined ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <DataTable
          id="stopped-cases"
          label={t('tabs.stopped')}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.caseId}
          rowHeight={46}
          selection={{ keys, onChange: setKeys }}
          onOpen={(row) => setAsked([row])}
          openRow={asked?.length === 1 ? (asked[0]?.caseId ?? null) : null}
          isLoading={read.isPending}
          empty={
            <EmptyState icon={<CircleCheck />} title={t('stopped.empty')}>
              {t('stopped.emptyText')}
            </EmptyState>
          }
        />
      )}
      {asked === null ? null : (
        <ResumeDialog
          cases={asked}
          onClose={() => setAsked(null)}
          onDone={() => {
            setAsked(null);
            setKeys(NOTHING);
          }}
          amount={format.money(asked.reduce((sum, { residual }) => sum + residual, 0))}
        />
      )}
    </Panel>
  );
};

const useColumns = (): readonly Column<StoppedCase>[] => {
  const { t, i18n } = useTranslation('decisions');
  const format = useFormat();
  const { data } = useRead(outcomeRoutes.readOutcomes, {});
  return useMemo(() => {
    const names = new Map(data?.outcomes.map(({ code, label }) => [code, label[langOf(i18n.language)]]));
    const why = ({ lastOutcome, lastOutcomeAt }: StoppedCase): string =>
      lastOutcome === null || lastOutcomeAt === null
        ? t('neverWorked')
        : `${names.get(lastOutcome) ?? lastOutcome} · ${format.moment(lastOutcomeAt)}`;
    return [
      {
        id: 'dueAt',
        header: t('stopped.due'),
        cell: (row) => format.moment(row.dueAt, row.zone),
        sort: (row) => row.dueAt,
        text: (row) => row.dueAt,
        width: 130,
      },
      {
        id: 'case',
        header: t('columns.case'),
        cell: (row) => (
          <div className="clip">
            <b>{row.caseNumber}</b>
            <div className="xs muted clip">{row.debtor}</div>
          </div>
        ),
        sort: (row) => row.caseNumber,
        text: (row) => `${row.caseNumber} ${row.debtor}`,
        width: 170,
        grow: 2,
        isRowHeader: true,
      },
      {
        id: 'why',
        header: t('stopped.why'),
        cell: (row) => (
          <div className="clip">
            {why(row)}
            <div className="xs muted clip">
              {[t(`stopped.waitsFor.${row.waitsFor}`), row.note].filter(Boolean).join(' · ')}
            </div>
          </div>
        ),
        sort: why,
        text: (row) => [why(row), row.note].filter(Boolean).join(' · '),
        width: 210,
        grow: 2,
      },
      {
        id: 'flags',
        header: t('stopped.stops'),
        cell: (row) =>
          row.flags.map((flag) => (
            <Tag key={flag} tone="bad">
              {t(`stopped.flags.${flag}`)}
            </Tag>
          )),
        text: (row) => row.flags.map((flag) => t(`stopped.flags.${flag}`)).join(', '),
        width: 150,
        grow: 1,
      },
      {
        id: 'mandate',
        header: t('stopped.mandate'),
        ...inWords((row: StoppedCase) => `${row.creditor} · ${row.mandate}`),
        width: 160,
        grow: 2,
      },
      {
        id: 'residual',
        header: t('stopped.residual'),
        cell: (row) => format.money(row.residual),
        sort: (row) => row.residual,
        text: (row) => row.residual / 100,
        align: 'end',
        width: 110,
      },
      {
        id: 'operator',
        header: t('assignedTo'),
        ...inWords((row: StoppedCase) => row.operator ?? t('nobody')),
        width: 130,
        grow: 1,
      },
    ];
  }, [t, i18n.language, format, data]);
};
