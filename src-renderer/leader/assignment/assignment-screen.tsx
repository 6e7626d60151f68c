import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistoryState } from 'wouter/use-browser-location';
import {
  assignmentRoutes,
  type AssignmentCase,
  type AssignmentOverview,
  type Selection,
  type Standing,
} from '../../../src-shared/contract/assignment.ts';
import { useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { ExportButton } from '../../ui/data-table/export-button.tsx';
import { ErrorState } from '../../ui/empty-state.tsx';
import { Kpi, KpiRow } from '../../ui/kpi.tsx';
import { Columns, Page, PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useSettled } from '../settled.ts';
import { BatchesPanel } from './batches-panel.tsx';
import { CaseTable, useCaseColumns } from './case-table.tsx';
import { FilterBar } from './filter-bar.tsx';
import { asQuery, NO_FILTER, type Filter } from './filter.ts';
import { MoveDialog } from './move-dialog.tsx';
import { OperatorsPanel } from './operators-panel.tsx';
import { ShareDialog } from './share-dialog.tsx';
import { standingOf } from './standing.ts';
import { UnblockDialog } from './unblock-dialog.tsx';
import './assignment.css';

const SHOWN = 10_000;
const NONE: ReadonlySet<string> = new Set();
const NO_CASES: readonly AssignmentCase[] = [];
const NOTHING: AssignmentOverview = { mandates: [], operators: [] };
type Open = 'share' | 'move' | 'take' | 'unblock' | null;

/** Assegnazione: what stands where, who gets it, and moving it by hand. */
export const AssignmentScreen = () => {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  // From the board, where it says that blocked cases wait.
  const from = useHistoryState<{ readonly waiting?: string } | null>();
  const [filter, setFilter] = useState<Filter>(
    from?.waiting === 'blocked' ? { ...NO_FILTER, standing: 'blocked' } : NO_FILTER,
  );
  const [keys, setKeys] = useState<ReadonlySet<string>>(NONE);
  const [open, setOpen] = useState<Open>(null);
  const asked = asQuery(useSettled(filter));
  const overview = useRead(assignmentRoutes.assignmentOverview, {}, { every: 30_000 });
  const list = useRead(assignmentRoutes.assignmentCases, { body: { ...asked, limit: SHOWN } }, { keep: true });
  const { mandates, operators } = overview.data ?? NOTHING;
  const standing = standingOf(mandates, filter);
  const rows = list.data?.rows ?? NO_CASES;
  const total = list.data?.total ?? { cases: 0, residual: 0, debtors: 0 };
  const columns = useCaseColumns(operators, {
    operator: filter.standing === 'assigned' || filter.standing === 'all',
    blocked: filter.standing === 'blocked',
    batch: filter.batchId === null && filter.standing !== 'blocked',
  });
  const change = (next: Filter): void => {
    setFilter(next);
    setKeys(NONE);
  };
  const chosen = rows.filter(({ id }) => keys.has(id));
  const count = chosen.length > 0 ? chosen.length : total.cases;
  const selection: Selection = chosen.length > 0 ? { caseIds: chosen.map(({ id }) => id) } : { filter: asked };
  const close = (): void => setOpen(null);
  const done = (): void => {
    setOpen(null);
    setKeys(NONE);
  };
  if (overview.isError) {
    return (
      <Page>
        <PageHeader title={t('title')} />
        <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
      </Page>
    );
  }
  const batches = mandates.reduce((sum, mandate) => sum + mandate.batches.length, 0);
  return (
    <Page fill>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle', {
          mandates: t('mandates', { count: mandates.length }),
          batches: t('batches', { count: batches }),
          operators: t('operators', { count: operators.length }),
        })}
      />
      <Figures standing={standing} />
      <Columns>
        <Panel
          fill
          title={t('table.label')}
          aside={
            <>
              <span className="muted num">
                {total.cases > rows.length && rows.length > 0
                  ? t('table.shown', { shown: rows.length, total: total.cases })
                  : t('table.sum', {
                      cases: t('cases', { count: total.cases }),
                      debtors: t('debtors', { count: total.debtors }),
                      amount: format.money(total.residual),
                    })}
              </span>
              <ExportButton name={t('title')} columns={columns} rows={rows} />
            </>
          }
          footer={
            <>
              {chosen.length === 0 ? null : (
                <>
                  <span className="small">{t('action.selected', { count: chosen.length })}</span>
                  <Button size="s" variant="quiet" onPress={() => setKeys(NONE)}>
                    {t('action.clearSelection')}
                  </Button>
                </>
              )}
              <span className="grow" />
              {filter.standing === 'blocked' ? (
                <Button variant="primary" isDisabled={count === 0} onPress={() => setOpen('unblock')}>
                  {t('action.unblock')}
                </Button>
              ) : (
                <>
                  {filter.standing === 'unassigned' ? null : (
                    <Button isDisabled={chosen.length === 0} onPress={() => setOpen('take')}>
                      {t('action.takeBack')}
                    </Button>
                  )}
                  <Button isDisabled={chosen.length === 0} onPress={() => setOpen('move')}>
                    {t('action.move')}
                  </Button>
                  <Button variant="primary" isDisabled={count === 0} onPress={() => setOpen('share')}>
                    {chosen.length > 0 ? t('action.shareSelected', { count }) : t('action.shareAll', { count })}
                  </Button>
                </>
              )}
            </>
          }
        >
          <div className="assignment-main">
            <FilterBar
              filter={filter}
              onChange={change}
              standing={standing}
              products={list.data?.products ?? []}
              operators={operators}
            />
            {list.isError ? (
              <ErrorState error={list.error} onRetry={() => void list.refetch()} />
            ) : (
              <CaseTable
                columns={columns}
                rows={rows}
                isLoading={list.isPending}
                keys={keys}
                onSelect={setKeys}
                everythingAssigned={
                  filter.standing === 'unassigned' && standing.all.cases > 0 && standing.unassigned.cases === 0
                }
              />
            )}
          </div>
        </Panel>
        <div className="assignment-aside">
          <BatchesPanel mandates={mandates} filter={filter} onChange={change} />
          <OperatorsPanel operators={operators} filter={filter} onChange={change} />
        </div>
      </Columns>
      {open === 'share' ? (
        <ShareDialog
          selection={selection}
          count={count}
          operators={operators}
          includesHeld={filter.standing !== 'unassigned'}
          onClose={close}
          onDone={done}
        />
      ) : null}
      {open === 'move' || open === 'take' ? (
        <MoveDialog
          selection={selection}
          count={count}
          take={open === 'take'}
          operators={operators}
          onClose={close}
          onDone={done}
        />
      ) : null}
      {open === 'unblock' ? (
        <UnblockDialog cases={chosen.length > 0 ? chosen : rows} onClose={close} onDone={done} />
      ) : null}
    </Page>
  );
};

const Figures = ({ standing }: { readonly standing: Standing }) => {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  const { unassigned, assigned, blocked, elsewhere, worked, all } = standing;
  const value = ({ residual }: { readonly residual: number }): string =>
    t('kpi.toDeal', { amount: format.euros(residual) });
  return (
    <KpiRow>
      <Kpi label={t('kpi.unassigned')} value={format.number(unassigned.cases)} note={value(unassigned)} />
      <Kpi
        label={t('kpi.assigned')}
        value={format.number(assigned.cases)}
        note={elsewhere.cases === 0 ? value(assigned) : t('kpi.elsewhere', { count: elsewhere.cases })}
        progress={all.cases === 0 ? 0 : (assigned.cases + elsewhere.cases) / all.cases}
      />
      <Kpi
        label={t('kpi.blocked')}
        value={format.number(blocked.cases)}
        tone={blocked.cases === 0 ? 'plain' : 'warn'}
        note={blocked.cases === 0 ? t('kpi.blockedNone') : t('kpi.blockedNote')}
      />
      <Kpi
        label={t('kpi.worked')}
        value={
          <>
            {format.number(worked)}
            <span className="ui-kpi-of">{`/ ${format.number(all.cases)}`}</span>
          </>
        }
        explain={t('kpi.workedExplain')}
        note={t('kpi.workedNote')}
      />
    </KpiRow>
  );
};
