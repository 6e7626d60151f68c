import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Tag } from '../../ui/tag.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useApp } from '../context.tsx';
import { useErrorWords } from '../error-words.ts';
import { isUnreachable } from '../session.ts';

/** Name and password; in a sample workspace also who there is. */
export const SignIn = ({ onConnect }: { readonly onConnect: () => void }) => {
  const { t } = useTranslation('entrance');
  const { t: shell } = useTranslation('shell');
  const { session } = useApp();
  const words = useErrorWords();
  const welcome = session((state) => state.welcome);
  const problem = session((state) => state.problem);
  // After a reload only the password is asked again; another day, or another window, the name too.
  const [login, setLogin] = useState(() => session.getState().lastLogin());
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const go = useRef<HTMLButtonElement>(null);
  const users = welcome?.sample?.users ?? [];

  const enter = async (): Promise<void> => {
    if (login.trim() === '' || password === '') {
      setError(t('signIn.missing'));
      return;
    }
    setBusy(true);
    setError(null);
    try {
      await session.getState().signIn(login.trim(), password);
    } catch (cause) {
      setError(words(cause));
      setBusy(false);
    }
  };
  const unreachable = isUnreachable(problem);
  return (
    <div className={users.length > 0 ? 'entrance-two' : undefined}>
      <form
        className="entrance-card"
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        <div>
          <h1>{t('signIn.title')}</h1>
          {welcome === null ? null : (
            <p className="muted small">{t('signIn.workspace', { name: welcome.workspace })}</p>
          )}
        </div>
        {unreachable ? (
          <Notice
            tone="warn"
            title={t('signIn.offlineTitle')}
            actions={
              <Button size="s" onPress={() => void session.getState().look()}>
                {t('signIn.retry')}
              </Button>
            }
          >
            {t('signIn.offlineText')}
          </Notice>
        ) : problem === null ? null : (
          <Notice tone="warn" title={words(problem)} />
        )}
        {error === null ? null : <Notice tone="bad" live title={error} />}
        <TextField
          label={t('signIn.login')}
          autoComplete="username"
          spellCheck="false"
          value={login}
          onChange={setLogin}
          autoFocus={login === ''}
        />
        <TextField
          label={t('signIn.password')}
          type="password"
          autoComplete="current-password"
          autoFocus={login !== ''}
          value={password}
          onChange={setPassword}
        />
        <Button ref={go} type="submit" variant="primary" size="l" isPending={busy}>
          {t('signIn.go')}
        </Button>
        {busy ? (
          <p className="xs muted" role="status">
            {t('opening')}
          </p>
        ) : null}
        <Button variant="quiet" size="s" onPress={onConnect}>
          {t('signIn.otherCoordinator')}
        </Button>
      </form>
      {users.length === 0 ? null : (
        <section className="entrance-card" aria-labelledby="sample-title">
          <div>
            <strong id="sample-title">{t('signIn.sampleTitle')}</strong>
            <p className="muted small">{t('signIn.sampleText')}</p>
          </div>
          <ul className="entrance-people">
            {users.map((user) => (
              <li key={user.login}>
                <AriaButton
                  className="entrance-person"
                  aria-label={t('signIn.fill', { name: user.name, role: shell(`role.${user.role}`) })}
                  {...(login === user.login ? { 'data-chosen': true } : {})}
                  onPress={() => {
                    setLogin(user.login);
                    setPassword(user.password);
                    go.current?.focus();
                  }}
                >
                  <span className="grow">
                    <b>{user.name}</b>
                    <span className="muted small mono">{` ${user.login}`}</span>
                  </span>
                  <Tag>{shell(`role.${user.role}`)}</Tag>
                </AriaButton>
              </li>
            ))}
          </ul>
          {users[0] === undefined || users.some(({ password: other }) => other !== users[0]?.password) ? null : (
            <p className="small muted">{t('signIn.samplePassword', { password: users[0].password })}</p>
          )}
        </section>
      )}
    </div>
  );
};
