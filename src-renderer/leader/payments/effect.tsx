import { useTranslation } from 'react-i18next';
import type { PaymentEffect } from '../../../src-shared/contract/payments.ts';
import { useFormat } from '../../app/format.ts';

/** What a payment does to its case, before it is recorded. */
export const Effect = ({ effect }: { readonly effect: PaymentEffect }) => {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const { split } = effect;
  const parts = [
    { label: t('effect.fees'), value: split.fees },
    { label: t('effect.interest'), value: split.interest },
    { label: t('effect.other'), value: split.other },
    { label: t('effect.principal'), value: split.principal },
    { label: t('effect.overpaid'), value: split.over },
  ].filter(({ value }) => value !== 0);
  return (
    <section className="payments-effect" aria-label={t('effect.title')} role="status">
      <dl className="ui-facts">
        <div>
          <dt>{t('effect.residual')}</dt>
          <dd className="num">
            {t('effect.arrow', {
              before: format.money(effect.residualBefore),
              after: format.money(effect.residualAfter),
            })}
          </dd>
        </div>
        {parts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="num">{format.money(value)}</dd>
          </div>
        ))}
      </dl>
      {effect.promisesKept === 0 ? null : <p className="small">{t('effect.kept', { count: effect.promisesKept })}</p>}
      {effect.promisesReopened === 0 ? null : (
        <p className="small">{t('effect.reopened', { count: effect.promisesReopened })}</p>
      )}
      {effect.residualAfter === 0 && effect.residualBefore > 0 ? <p className="small">{t('effect.closes')}</p> : null}
      {effect.overpaid === 0 ? null : (
        <p className="small payments-over">{t('effect.overpaidText', { amount: format.money(effect.overpaid) })}</p>
      )}
    </section>
  );
};
