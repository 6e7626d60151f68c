import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  administrationRoutes,
  Login,
  type TeamRow,
  type UserInput,
  type UserRow,
} from '../../../src-shared/contract/administration.ts';
import { ROLES } from '../../../src-shared/contract/basics.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useWrite } from '../../app/query.ts';
import { Notice } from '../../ui/notice.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { FormDialog } from './form-dialog.tsx';
import type { Given } from './given-password.tsx';
import { UserActions } from './user-actions.tsx';

const NO_TEAM = '-';
const LANGS = [
  { id: 'it', label: 'Italiano' },
  { id: 'en', label: 'English' },
] as const;

/** A user's name, role, team and language; for one that is there also disabling and a new password. */
export const UserDialog = ({
  user,
  teams,
  onClose,
  onGiven,
}: {
  readonly user: UserRow | null;
  readonly teams: readonly TeamRow[];
  readonly onClose: () => void;
  readonly onGiven: (given: Given) => void;
}) => {
  const { t } = useTranslation(['settings', 'shell']);
  const words = useErrorWords();
  const toasts = useToasts();
  const [login, setLogin] = useState('');
  const [input, setInput] = useState<UserInput>(user ?? { name: '', role: 'operator', teamId: null, lang: 'it' });
  const [tried, setTried] = useState(false);
  const create = useWrite(administrationRoutes.createUser, [administrationRoutes.listUsers]);
  const save = useWrite(administrationRoutes.saveUser, [administrationRoutes.listUsers]);
  const { error } = user === null ? create : save;
  const set = (change: Partial<UserInput>): void => setInput({ ...input, ...change });
  const goodLogin = user !== null || Login.safeParse(login).success;
  const confirm = (): void => {
    setTried(true);
    if (input.name.trim() === '' || !goodLogin) return;
    const body = { name: input.name, role: input.role, teamId: input.teamId, lang: input.lang };
    if (user !== null) {
      const onSuccess = ({ name }: UserRow): void => {
        toasts.good(t('users.saved', { name }));
        onClose();
      };
      save.mutate({ params: { userId: user.id }, body }, { onSuccess });
      return;
    }
    create.mutate(
      { body: { ...body, login } },
      {
        onSuccess: ({ user: made, oneTimePassword }) =>
          onGiven({ name: made.name, login: made.login, password: oneTimePassword }),
      },
    );
  };
  return (
    <FormDialog
      title={user === null ? t('users.new') : t('users.edit', { name: user.name })}
      onClose={onClose}
      onConfirm={confirm}
      isPending={create.isPending || save.isPending}
      aside={user === null ? null : <UserActions user={user} onClose={onClose} onGiven={onGiven} />}
    >
      <div className="settings-pair">
        <TextField
          label={t('users.name')}
          value={input.name}
          onChange={(name) => set({ name })}
          maxLength={80}
          autoFocus={user === null}
          error={tried && input.name.trim() === '' ? t('required') : null}
        />
        <TextField
          label={t('users.login')}
          value={user?.login ?? login}
          onChange={setLogin}
          maxLength={40}
          mono
          isDisabled={user !== null}
          {...(user === null ? { help: t('users.loginHelp') } : {})}
          error={tried && !goodLogin ? t('users.loginError') : null}
        />
      </div>
      <Select
        label={t('users.role')}
        help={t(`users.roles.${input.role}`)}
        value={input.role}
        onChange={(role) => set({ role })}
        options={ROLES.map((id) => ({ id, label: t(`role.${id}`, { ns: 'shell' }), detail: t(`users.roles.${id}`) }))}
      />
      <div className="settings-pair">
        <Select
          label={t('users.team')}
          value={input.teamId ?? NO_TEAM}
          onChange={(id) => set({ teamId: id === NO_TEAM ? null : id })}
          options={[{ id: NO_TEAM, label: t('users.noTeam') }, ...teams.map(({ id, name }) => ({ id, label: name }))]}
        />
        <Select label={t('users.lang')} value={input.lang} onChange={(lang) => set({ lang })} options={LANGS} />
      </div>
      {user !== null && user.role !== input.role ? (
        <Notice tone="warn" title={t('users.roleChange', { count: user.holds })} />
      ) : null}
      {error === null ? null : <Notice tone="bad" live title={words(error)} />}
    </FormDialog>
  );
};
