import { useTranslation } from 'react-i18next';
import type { PaymentClaim } from '../../../src-shared/contract/payments.ts';
import { useFormat } from '../../app/format.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Tag } from '../../ui/tag.tsx';

/** What debtors say they paid. It moves nothing: a leader records the payment that would, or puts the case back to work. */
export const ClaimsPanel = ({
  claims,
  onRecord,
  onReject,
}: {
  readonly claims: readonly PaymentClaim[];
  readonly onRecord: (claim: PaymentClaim) => void;
  readonly onReject: (claim: PaymentClaim) => void;
}) => {
  const { t } = useTranslation('payments');
  const format = useFormat();
  return (
    <Panel
      title={t('claims.title')}
      aside={<Tag tone={claims.length === 0 ? 'plain' : 'info'}>{format.number(claims.length)}</Tag>}
      fill
    >
      {claims.length === 0 ? <p className="payments-none muted small">{t('claims.empty')}</p> : null}
      {claims.length === 0 ? null : <p className="payments-none muted xs">{t('claims.hint')}</p>}
      <ul className="payments-claims">
        {claims.map((claim) => (
          <li key={claim.id}>
            <div className="grow">
              <strong className="clip">{claim.debtor}</strong>
              <div className="xs muted clip">{`${claim.caseNumber} · ${claim.creditor}`}</div>
              <div className="xs muted">
                {t('claims.said', { by: claim.by, when: format.moment(claim.at) })}
                {claim.amount === null ? '' : ` · ${t('claims.amount', { amount: format.money(claim.amount) })}`}
              </div>
              {claim.note === '' ? null : <div className="small">{claim.note}</div>}
            </div>
            <div className="end">
              <div className="small num">{format.money(claim.residual)}</div>
              <Button
                size="s"
                aria-label={t('claims.recordFor', { case: claim.caseNumber })}
                onPress={() => onRecord(claim)}
              >
                {t('claims.record')}
              </Button>
              <Button
                size="s"
                variant="quiet"
                aria-label={t('claims.rejectFor', { case: claim.caseNumber })}
                onPress={() => onReject(claim)}
              >
                {t('claims.reject')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
