import { PhoneOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  SipUser,
  type TelephonyOperator,
  telephonySettingsRoutes,
} from '../../../../src-shared/contract/telephony-settings.ts';
import { useErrorWords } from '../../../app/error-words.ts';
import { useWrite } from '../../../app/query.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { useToasts } from '../../../ui/toast.tsx';
import { FormDialog } from '../form-dialog.tsx';

const REFRESH = [telephonySettingsRoutes.read];

/** One operator's account. The password goes in and never comes out. */
export const AccountDialog = ({
  operator,
  onClose,
}: {
  readonly operator: TelephonyOperator;
  readonly onClose: () => void;
}) => {
  const { t } = useTranslation('telephony');
  const words = useErrorWords();
  const toasts = useToasts();
  const { userId, name, account } = operator;
  const [username, setUsername] = useState(account?.username ?? '');
  const [password, setPassword] = useState('');
  const [displayName, setDisplayName] = useState(account?.displayName ?? '');
  const [tried, setTried] = useState(false);
  const [dropping, setDropping] = useState(false);
  const save = useWrite(telephonySettingsRoutes.saveAccount, REFRESH);
  const drop = useWrite(telephonySettingsRoutes.dropAccount, REFRESH);
  const goodName = SipUser.safeParse(username).success;
  const goodPassword = password !== '' || account !== null;
  const confirm = (): void => {
    setTried(true);
    if (!goodName || !goodPassword) return;
    save.mutate(
      { params: { userId }, body: { username, password: password === '' ? null : password, displayName } },
      {
        onSuccess: () => {
          toasts.good(t('account.saved', { name }));
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('account.title', { name })}
      size="s"
      onClose={onClose}
      onConfirm={confirm}
      isPending={save.isPending}
      aside={
        account === null ? null : (
          <Button
            size="s"
            variant="danger-quiet"
            icon={<PhoneOff aria-hidden="true" />}
            onPress={() => setDropping(true)}
          >
            {t('account.drop')}
          </Button>
        )
      }
    >
      <TextField
        label={t('account.username')}
        value={username}
        onChange={setUsername}
        maxLength={100}
        mono
        autoFocus={account === null}
        autoComplete="off"
        spellCheck="false"
        error={tried && !goodName ? t('account.usernameError') : null}
      />
      <TextField
        label={t('account.password')}
        help={t(account === null ? 'account.passwordHelp' : 'account.passwordKept')}
        type="password"
        value={password}
        onChange={setPassword}
        maxLength={200}
        autoComplete="new-password"
        error={tried && !goodPassword ? t('account.passwordError') : null}
      />
      <TextField
        label={t('account.displayName')}
        help={t('account.displayNameHelp')}
        value={displayName}
        onChange={setDisplayName}
        maxLength={100}
        autoComplete="off"
      />
      {save.isError ? <Notice tone="bad" live title={words(save.error)} /> : null}
      <ConfirmDialog
        title={t('account.dropTitle', { name })}
        isOpen={dropping}
        onClose={() => setDropping(false)}
        consequence={t('account.dropText')}
        confirmLabel={t('account.drop')}
        onConfirm={() =>
          drop.mutate(
            { params: { userId } },
            {
              onSuccess: () => {
                toasts.good(t('account.dropped', { name }));
                onClose();
              },
            },
          )
        }
        isPending={drop.isPending}
        error={drop.isError ? words(drop.error) : null}
      />
    </FormDialog>
  );
};
