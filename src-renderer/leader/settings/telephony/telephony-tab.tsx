import { useTranslation } from 'react-i18next';
import { telephonySettingsRoutes } from '../../../../src-shared/contract/telephony-settings.ts';
import { useRead } from '../../../app/query.ts';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { failedOf, Sheet } from '../../sheet.tsx';
import { AccountsPanel } from './accounts-panel.tsx';
import { ExchangeForm } from './exchange-form.tsx';
import './telephony.css';

/** Who is connected changes by others' hands, and the practice exchange takes a moment to start. */
const AGAIN_MS = 5_000;

/** Telefonia: which exchange, how numbers are dialled, and which operator has which telephone. */
export const TelephonyTab = () => {
  const { t } = useTranslation(['telephony', 'ui']);
  const read = useRead(telephonySettingsRoutes.read, {}, { every: AGAIN_MS });
  const { data } = read;
  const loading = <SkeletonRows rows={6} height={48} label={t('loading', { ns: 'ui' })} />;
  return (
    <div className="telephony">
      <Sheet title={t('exchange.title')} failed={failedOf(read)}>
        <div className="settings-scroll">
          {data === undefined ? (
            loading
          ) : (
            // A newer revision is a new form: what was typed over an older one must not be saved over it.
            <ExchangeForm
              key={data.settings.revision}
              settings={data.settings}
              operators={data.operators}
              practice={data.practice}
            />
          )}
        </div>
      </Sheet>
      <AccountsPanel
        operators={data?.operators}
        exchange={data?.settings.exchange ?? 'server'}
        failed={failedOf(read)}
        isLoading={read.isPending}
      />
    </div>
  );
};
