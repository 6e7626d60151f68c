import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { administrationRoutes } from '../../../src-shared/contract/administration.ts';
import {
  paymentRoutes,
  type PayableCase,
  type PaymentClaim,
  type PaymentListRow,
} from '../../../src-shared/contract/payments.ts';
import { useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { ExportButton } from '../../ui/data-table/export-button.tsx';
import { EmptyState, ErrorState } from '../../ui/empty-state.tsx';
import { Kpi, KpiRow } from '../../ui/kpi.tsx';
import { Columns, Page, PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { PeriodFields } from '../period-fields.tsx';
import { useSettled } from '../settled.ts';
import { ClaimsPanel } from './claims-panel.tsx';
import { FileDialog } from './file-dialog.tsx';
import { usePaymentColumns } from './payment-columns.tsx';
import { PaymentForm } from './payment-form.tsx';
import { RejectClaimDialog } from './reject-claim-dialog.tsx';
import { ReversalDialog } from './reversal-dialog.tsx';
import './payments.css';

const SHOWN = 10_000;
const ANY = '*';
const NO_ROWS: readonly PaymentListRow[] = [];

type Filter = {
  readonly mandateId: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly text: string;
};

const queryOf = ({ mandateId, from, to, text }: Filter) => ({
  ...(mandateId === null ? {} : { mandateId }),
  ...(from === null ? {} : { from }),
  ...(to === null ? {} : { to }),
  ...(text.trim() === '' ? {} : { text: text.trim() }),
});

/** Incassi: what came in, one by one or by file, what was taken back, and what debtors say they paid. */
export const PaymentsScreen = () => {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const [filter, setFilter] = useState<Filter>({ mandateId: null, from: null, to: null, text: '' });
  const [chosen, setChosen] = useState<PayableCase | null>(null);
  const [reversing, setReversing] = useState<PaymentListRow | null>(null);
  const [rejecting, setRejecting] = useState<PaymentClaim | null>(null);
  const [uploading, setUploading] = useState(false);
  const asked = queryOf(useSettled(filter));
  const list = useRead(paymentRoutes.payments, { body: { ...asked, limit: SHOWN } }, { keep: true });
  const claims = useRead(paymentRoutes.paymentClaims, {}, { every: 60_000 });
  const mandates = useRead(administrationRoutes.listMandates, { query: {} });
  const columns = usePaymentColumns(setReversing);
  const rows = list.data?.rows ?? NO_ROWS;
  const total = list.data?.total ?? { payments: 0, amount: 0, reversed: 0, reversedAmount: 0 };
  const waiting = claims.data?.claims ?? [];
  const set = (change: Partial<Filter>): void => setFilter({ ...filter, ...change });
  const lines = total.payments + total.reversed;
  return (
    <Page fill>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={<Button onPress={() => setUploading(true)}>{t('upload')}</Button>}
      />
      <KpiRow>
        <Kpi
          label={t('kpi.collected')}
          value={format.money(total.amount)}
          explain={t('kpi.explain')}
          note={t('kpi.collectedNote', { count: total.payments })}
        />
        <Kpi
          label={t('kpi.reversed')}
          value={format.money(total.reversedAmount)}
          tone={total.reversed === 0 ? 'plain' : 'bad'}
          note={t('kpi.reversedNote', { count: total.reversed })}
        />
        <Kpi
          label={t('kpi.claims')}
          value={format.number(waiting.length)}
          tone={waiting.length === 0 ? 'plain' : 'info'}
          note={
            waiting.length === 0
              ? t('kpi.claimsNote')
              : t('kpi.claimsAmount', { amount: format.euros(waiting.reduce((sum, claim) => sum + claim.residual, 0)) })
          }
        />
      </KpiRow>
      <Columns>
        <Panel
          fill
          title={t('list.title')}
          aside={
            <>
              <span className="muted num">
                {lines > rows.length
                  ? t('list.shown', { shown: rows.length, total: lines })
                  : t('list.count', { count: lines })}
              </span>
              <ExportButton name={t('title')} columns={columns} rows={rows} />
            </>
          }
        >
          <div className="payments-main">
            <div className="payments-filters">
              <TextField
                label={t('filter.search')}
                value={filter.text}
                onChange={(text) => set({ text })}
                className="payments-wide"
              />
              <Select
                label={t('filter.mandate')}
                value={filter.mandateId ?? ANY}
                onChange={(id) => set({ mandateId: id === ANY ? null : id })}
                options={[
                  { id: ANY, label: t('filter.anyMandate') },
                  ...(mandates.data?.mandates ?? []).map(({ id, creditor, code }) => ({
                    id,
                    label: `${creditor} · ${code}`,
                  })),
                ]}
              />
              <PeriodFields period={filter} labels={{ from: t('filter.from'), to: t('filter.to') }} onChange={set} />
            </div>
            {list.isError ? (
              <ErrorState error={list.error} onRetry={() => void list.refetch()} />
            ) : (
              <DataTable
                id="payments.list"
                label={t('list.title')}
                columns={columns}
                rows={rows}
                rowKey={(row) => row.id}
                isLoading={list.isPending}
                empty={
                  <EmptyState title={t(Object.keys(asked).length === 0 ? 'list.noneTitle' : 'list.emptyTitle')}>
                    {t('list.emptyText')}
                  </EmptyState>
                }
              />
            )}
          </div>
        </Panel>
        <div className="payments-aside">
          <PaymentForm chosen={chosen} onChoose={setChosen} />
          <ClaimsPanel claims={waiting} onRecord={(claim) => setChosen(payable(claim))} onReject={setRejecting} />
        </div>
      </Columns>
      {reversing === null ? null : <ReversalDialog row={reversing} onClose={() => setReversing(null)} />}
      {rejecting === null ? null : <RejectClaimDialog claim={rejecting} onClose={() => setRejecting(null)} />}
      {uploading ? <FileDialog onClose={() => setUploading(false)} /> : null}
    </Page>
  );
};

const payable = ({ caseId, caseNumber, debtor, creditor, residual }: PaymentClaim): PayableCase => ({
  caseId,
  caseNumber,
  debtor,
  creditor,
  mandate: '',
  total: residual,
  paid: 0,
  residual,
  ended: false,
});
