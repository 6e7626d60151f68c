import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import type { WorkstationStore } from '../../offline/api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { useApp } from '../context.tsx';
import { useErrorWords } from '../error-words.ts';
import { useSyncStatus } from './sync-state.tsx';

/** The coordinator is there but does not know us: the work goes on, and the password is asked when it suits. */
export const Renew = ({ store }: { readonly store: WorkstationStore }) => {
  const { t } = useTranslation('shell');
  const { session } = useApp();
  const words = useErrorWords();
  const toasts = useToasts();
  const { reachable } = useSyncStatus(store);
  const token = session((state) => state.token);
  const expired = session((state) => state.expired);
  const [open, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  if (token !== null || (!expired && !reachable)) return null;
  const close = (): void => {
    setOpen(false);
    setPassword('');
    setError(null);
  };
  const renew = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await session.getState().renew(password);
      toasts.good(t('renew.done'));
      close();
    } catch (cause) {
      setError(words(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <span role="status" className="visually-hidden">
        {t(expired ? 'renew.expired' : 'renew.back')}
      </span>
      <AriaButton className="status-item status-sync" data-tone="warn" onPress={() => setOpen(true)}>
        <KeyRound aria-hidden="true" />
        {t(expired ? 'renew.expired' : 'renew.back')}
      </AriaButton>
      <Dialog title={t('renew.title')} isOpen={open} onClose={close} size="s">
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (password !== '') void renew();
          }}
        >
          <p className="muted">{t('renew.text')}</p>
          {error === null ? null : <Notice tone="bad" live title={error} />}
          <TextField
            label={t('locked.password')}
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
            autoFocus
          />
          <Button type="submit" variant="primary" isPending={busy}>
            {t('renew.go')}
          </Button>
        </form>
      </Dialog>
    </>
  );
};
