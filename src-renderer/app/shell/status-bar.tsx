import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { ContactHours } from '../../workstation/contact-hours.tsx';
import { PhoneLight } from '../../workstation/phone/phone-light.tsx';
import { useApp } from '../context.tsx';
import { useRead } from '../query.ts';
import { sessionRoutes } from '../../../src-shared/contract/session.ts';
import { Renew } from './renew.tsx';
import { SyncState } from './sync-state.tsx';

/** Is the line to the coordinator encrypted? A page on the same computer needs none. */
const lineOf = (): 'secure' | 'local' | 'plain' => {
  if (location.protocol === 'https:') return 'secure';
  return location.protocol === 'app:' || /^(?:localhost|127\.|\[::1\])/u.test(location.hostname) ? 'local' : 'plain';
};

/** Reachable or not: for those who keep nothing on this computer, by asking now and then. */
const Reachable = () => {
  const { t } = useTranslation('shell');
  const welcome = useRead(sessionRoutes.welcome, {}, { every: 15_000 });
  const lost = welcome.isError;
  return (
    <span className="status-item">
      <i className="dot" data-tone={lost ? 'bad' : 'good'} aria-hidden="true" />
      {lost ? t('link.unreachable') : t('link.reachable')}
    </span>
  );
};

/** What is true now: sync, contact hours, the line to the coordinator. */
export const StatusBar = ({ onKeys }: { readonly onKeys: () => void }) => {
  const { t } = useTranslation('shell');
  const { session } = useApp();
  const store = session((state) => state.store);
  const welcome = session((state) => state.welcome);
  return (
    <footer className="status-bar" aria-label={t('status')}>
      {store === null ? <Reachable /> : <SyncState store={store} />}
      {store === null ? null : <Renew store={store} />}
      {store === null ? null : <PhoneLight />}
      {/* What the light says changes in length; whatever stands still stands on the other side, and is not pushed. */}
      <span className="grow" />
      {store === null ? null : <ContactHours store={store} />}
      {welcome === null ? null : (
        <span className="status-item clip">{`${welcome.workspace} · ${t(`link.${lineOf()}`)}`}</span>
      )}
      <AriaButton className="status-keys" onPress={onKeys}>
        {`F1 ${t('keys')}`}
      </AriaButton>
    </footer>
  );
};
