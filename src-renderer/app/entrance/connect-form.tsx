import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useApp } from '../context.tsx';

/** Only HTTPS leaves this computer: names, amounts and passwords travel on this line. */
export const coordinatorOrigin = (text: string): string | null => {
  const url = URL.parse(text.trim());
  if (url === null) return null;
  const local = url.hostname === 'localhost' || url.hostname === '[::1]' || url.hostname.startsWith('127.');
  return url.protocol === 'https:' || (url.protocol === 'http:' && local) ? url.origin : null;
};

/** A SHA-256 as people copy it: with colons, spaces, capitals. */
export const plainFingerprint = (text: string): string => text.replace(/[\s:]/gu, '').toLowerCase();

/** The address of a coordinator that somebody else runs. */
export const ConnectForm = ({ onBack }: { readonly onBack: () => void }) => {
  const { t } = useTranslation('entrance');
  const { host } = useApp();
  const [address, setAddress] = useState('');
  const [fingerprint, setFingerprint] = useState('');
  const [tried, setTried] = useState(false);
  const origin = coordinatorOrigin(address);
  const print = plainFingerprint(fingerprint);
  const printOk = print === '' || /^[0-9a-f]{64}$/u.test(print);
  const connect = async (): Promise<void> => {
    setTried(true);
    if (origin === null || !printOk) return;
    await host.coordinatorAddress.set(origin, ...(print === '' ? [] : [print]));
    if (host.kind === 'desktop') window.location.reload();
  };
  return (
    <form
      className="entrance-card"
      onSubmit={(event) => {
        event.preventDefault();
        void connect();
      }}
    >
      <h1>{t('connect.title')}</h1>
      <TextField
        label={t('connect.address')}
        help={t('connect.help')}
        inputMode="url"
        autoComplete="url"
        value={address}
        onChange={setAddress}
        error={tried && origin === null ? t('connect.bad') : null}
        autoFocus
      />
      {host.kind === 'desktop' ? (
        <TextField
          label={t('connect.fingerprint')}
          value={fingerprint}
          onChange={setFingerprint}
          error={tried && !printOk ? t('connect.badFingerprint') : null}
          mono
        />
      ) : null}
      <div className="row">
        <Button onPress={onBack}>{t('firstStart.back')}</Button>
        <span className="grow" />
        <Button type="submit" variant="primary">
          {t('connect.go')}
        </Button>
      </div>
    </form>
  );
};
