import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useApp } from '../context.tsx';
import { useErrorWords } from '../error-words.ts';

const EMPTY = { workspace: '', name: '', login: '', password: '', again: '', setupCode: '' };

/** A new coordinator: its workspace gets a name and its administrator. */
export const AdministratorForm = ({ onConnect }: { readonly onConnect: () => void }) => {
  const { t } = useTranslation('entrance');
  const { session } = useApp();
  const words = useErrorWords();
  const [typed, setTyped] = useState(EMPTY);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const set = (key: keyof typeof EMPTY) => (value: string) => setTyped((now) => ({ ...now, [key]: value }));
  const { workspace, name, login, password, again, setupCode } = typed;
  const different = again !== '' && again !== password;
  const complete =
    workspace.trim() !== '' &&
    name.trim() !== '' &&
    login.trim().length >= 2 &&
    password.length >= 10 &&
    again === password;
  const create = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await session.getState().createAdministrator({
        workspace: workspace.trim(),
        name: name.trim(),
        login: login.trim(),
        password,
        setupCode: setupCode.trim(),
      });
    } catch (cause) {
      setError(cause);
      setBusy(false);
    }
  };
  return (
    <form
      className="entrance-card"
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) void create();
      }}
    >
      <div>
        <h1>{t('administrator.title')}</h1>
        <p className="muted small">{t('administrator.text')}</p>
      </div>
      {error === null ? null : <Notice tone="bad" live title={words(error)} />}
      <TextField
        label={t('administrator.workspace')}
        help={t('administrator.workspaceHelp')}
        value={workspace}
        onChange={set('workspace')}
        autoFocus
        isRequired
      />
      <TextField label={t('administrator.name')} autoComplete="name" value={name} onChange={set('name')} isRequired />
      <TextField
        label={t('administrator.login')}
        autoComplete="username"
        value={login}
        onChange={set('login')}
        isRequired
      />
      <TextField
        label={t('administrator.password')}
        help={t('administrator.passwordHelp')}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={set('password')}
        isRequired
      />
      <TextField
        label={t('administrator.again')}
        type="password"
        autoComplete="new-password"
        value={again}
        onChange={set('again')}
        error={different ? t('administrator.different') : null}
        isRequired
      />
      <TextField
        label={t('administrator.setupCode')}
        help={t('administrator.setupCodeHelp')}
        autoComplete="off"
        value={setupCode}
        onChange={set('setupCode')}
        mono
      />
      <div className="row">
        <Button variant="quiet" onPress={onConnect}>
          {t('signIn.otherCoordinator')}
        </Button>
        <span className="grow" />
        <Button type="submit" variant="primary" isPending={busy} isDisabled={!complete}>
          {t('administrator.create')}
        </Button>
      </div>
    </form>
  );
};
