import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closingRoutes, type ClosingMandate, type ReturnTotals } from '../../../src-shared/contract/closing.ts';
import { useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { ExportButton } from '../../ui/data-table/export-button.tsx';
import { EmptyState, ErrorState } from '../../ui/empty-state.tsx';
import { Kpi, KpiRow } from '../../ui/kpi.tsx';
import { Columns, Page, PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { CloseDialog } from './close-dialog.tsx';
import { FilesPanel } from './files-panel.tsx';
import { LinesTable, useLineColumns } from './lines-table.tsx';
import { MandatesPanel } from './mandates-panel.tsx';
import { shareOf } from './money-share.ts';
import { OpenWorkPanel } from './open-work.tsx';
import { useDownload } from './use-download.ts';
import './closing.css';

const NO_MANDATES: readonly ClosingMandate[] = [];

/** Chiusura: what would go back to the creditor, then the closing, then the file. */
export const ClosingScreen = () => {
  const { t } = useTranslation('closing');
  const [picked, setPicked] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const list = useRead(closingRoutes.closings, {});
  const mandates = list.data?.mandates ?? NO_MANDATES;
  const mandate = mandates.find(({ id }) => id === picked) ?? mandates[0];
  const preview = useRead(
    closingRoutes.previewClosing,
    { params: { mandateId: mandate?.id ?? '-' } },
    { enabled: mandate !== undefined },
  );
  const download = useDownload();
  const columns = useLineColumns();
  const lines = preview.data?.lines ?? [];
  const total = preview.data?.totals.cases ?? 0;
  const isClosed = mandate?.status === 'closed';
  if (list.isError) {
    return (
      <Page>
        <PageHeader title={t('title')} />
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      </Page>
    );
  }
  return (
    <Page fill>
      <PageHeader
        title={mandate === undefined ? t('title') : `${t('title')} · ${mandate.creditor} ${mandate.code}`}
        subtitle={t('subtitle')}
        actions={
          mandate === undefined || isClosed ? undefined : (
            <>
              <Button
                isPending={download.isPending}
                onPress={() =>
                  download.mutate({ route: closingRoutes.draftReturnFile, params: { mandateId: mandate.id } })
                }
              >
                {t('action.draft')}
              </Button>
              <Button variant="primary" isDisabled={preview.data === undefined} onPress={() => setAsking(true)}>
                {t('action.close')}
              </Button>
            </>
          )
        }
      />
      <Figures totals={preview.data?.totals ?? null} />
      <Columns>
        <Panel
          fill
          title={t('lines.title')}
          aside={
            <>
              <span className="muted num">
                {total > lines.length
                  ? t('lines.shown', { shown: lines.length, total })
                  : t('lines.count', { count: total })}
              </span>
              <ExportButton name={t('lines.title')} columns={columns} rows={lines} />
            </>
          }
        >
          {preview.isError ? (
            <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
          ) : mandate === undefined ? (
            <EmptyState title={t('mandates.empty')}>{t('mandates.emptyHint')}</EmptyState>
          ) : (
            <LinesTable columns={columns} lines={lines} isLoading={preview.isPending} />
          )}
        </Panel>
        <div className="closing-aside">
          <MandatesPanel mandates={mandates} chosen={mandate?.id ?? null} onChoose={setPicked} />
          {isClosed || preview.data === undefined ? null : <OpenWorkPanel work={preview.data.openWork} />}
          {mandate === undefined ? null : <FilesPanel files={mandate.files} late={mandate.late} />}
        </div>
      </Columns>
      {asking && preview.data !== undefined ? (
        <CloseDialog preview={preview.data} onClose={() => setAsking(false)} />
      ) : null}
    </Page>
  );
};

const Figures = ({ totals }: { readonly totals: ReturnTotals | null }) => {
  const { t } = useTranslation('closing');
  const format = useFormat();
  const { entrusted = 0, collected = 0, residual = 0, overpaid = 0 } = totals ?? {};
  return (
    <KpiRow>
      <Kpi
        label={t('kpi.entrusted')}
        value={format.euros(entrusted)}
        note={t('mandates.cases', { count: totals?.cases ?? 0 })}
      />
      <Kpi
        label={t('kpi.collected')}
        value={format.euros(collected)}
        explain={t('kpi.explain')}
        note={
          overpaid > 0
            ? t('kpi.overpaid', { amount: format.money(overpaid) })
            : t('kpi.ofEntrusted', { share: format.percent(shareOf(collected, entrusted)) })
        }
        progress={shareOf(collected, entrusted)}
      />
      {(['positive', 'partial', 'negative'] as const).map((name) => {
        const sums = totals?.classes.find((item) => item.class === name);
        return (
          <Kpi
            key={name}
            label={t(`classes.${name}`)}
            value={format.number(sums?.cases ?? 0)}
            tone={name === 'positive' && (sums?.cases ?? 0) > 0 ? 'good' : 'plain'}
            note={
              name === 'negative'
                ? t('kpi.residual', { amount: format.euros(sums?.residual ?? residual) })
                : format.money(sums?.collected ?? 0)
            }
          />
        );
      })}
    </KpiRow>
  );
};
