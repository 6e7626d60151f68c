import { Lock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { LockedCalls, useIsOnLine } from '../../workstation/phone/locked-calls.tsx';
import { useApp } from '../context.tsx';
import { useErrorWords } from '../error-words.ts';
import { Frame } from './frame.tsx';

/** The workstation is locked: nothing of any debtor is on the screen, nor in memory. */
export const LockScreen = () => {
  const { t } = useTranslation('shell');
  const { session } = useApp();
  const words = useErrorWords();
  const user = session((state) => state.user);
  const onLine = useIsOnLine();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const unlock = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await session.getState().unlock(password);
    } catch (cause) {
      setError(words(cause));
      setBusy(false);
    }
  };
  return (
    <Frame above={<LockedCalls />}>
      <form
        className="entrance-card"
        onSubmit={(event) => {
          event.preventDefault();
          if (password !== '') void unlock();
        }}
      >
        <div>
          <h1 className="row">
            <Lock size={18} aria-hidden="true" />
            {t('locked.title')}
          </h1>
          <p className="muted small">{t('locked.text')}</p>
        </div>
        <strong>{user?.name}</strong>
        {error === null ? null : <Notice tone="bad" live title={error} />}
        <TextField
          label={t('locked.password')}
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          autoFocus
        />
        <Button type="submit" variant="primary" size="l" isPending={busy}>
          {t('locked.unlock')}
        </Button>
        <Button variant="quiet" size="s" onPress={() => void session.getState().signOut()}>
          {t(onLine ? 'locked.otherEnds' : 'locked.other')}
        </Button>
      </form>
    </Frame>
  );
};
