import { KeyRound, UserCheck, UserX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { administrationRoutes, type UserRow } from '../../../src-shared/contract/administration.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useWrite } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import type { Given } from './given-password.tsx';

/** Disabling, enabling and a new password; each says first what it will do. */
export const UserActions = ({
  user,
  onClose,
  onGiven,
}: {
  readonly user: UserRow;
  readonly onClose: () => void;
  readonly onGiven: (given: Given) => void;
}) => {
  const { t } = useTranslation('settings');
  const words = useErrorWords();
  const [asking, setAsking] = useState<'disable' | 'reset' | null>(null);
  const enabled = useWrite(administrationRoutes.setUserEnabled, [administrationRoutes.listUsers]);
  const reset = useWrite(administrationRoutes.resetPassword, [administrationRoutes.listUsers]);
  const params = { userId: user.id };
  const setEnabled = (on: boolean): void => enabled.mutate({ params, body: { enabled: on } }, { onSuccess: onClose });
  const give = (): void =>
    reset.mutate(
      { params },
      {
        onSuccess: ({ oneTimePassword }) => onGiven({ name: user.name, login: user.login, password: oneTimePassword }),
      },
    );
  return (
    <>
      <Button size="s" icon={<KeyRound aria-hidden="true" />} onPress={() => setAsking('reset')}>
        {t('users.reset')}
      </Button>
      {user.disabledAt === null ? (
        <Button
          size="s"
          variant="danger-quiet"
          icon={<UserX aria-hidden="true" />}
          onPress={() => setAsking('disable')}
        >
          {t('users.disable')}
        </Button>
      ) : (
        <Button
          size="s"
          icon={<UserCheck aria-hidden="true" />}
          isPending={enabled.isPending}
          onPress={() => setEnabled(true)}
        >
          {t('users.enable')}
        </Button>
      )}
      <ConfirmDialog
        title={t('users.disableTitle', { name: user.name })}
        isOpen={asking === 'disable'}
        onClose={() => setAsking(null)}
        consequence={
          <>
            {t('users.disableText')} {user.holds === 0 ? null : t('users.disableHolds', { count: user.holds })}
          </>
        }
        confirmLabel={t('users.disable')}
        onConfirm={() => setEnabled(false)}
        isPending={enabled.isPending}
        error={enabled.isError ? words(enabled.error) : null}
      />
      <ConfirmDialog
        title={t('users.resetTitle', { name: user.name })}
        isOpen={asking === 'reset'}
        onClose={() => setAsking(null)}
        consequence={t('users.resetText')}
        confirmLabel={t('users.reset')}
        tone="primary"
        onConfirm={give}
        isPending={reset.isPending}
        error={reset.isError ? words(reset.error) : null}
      />
    </>
  );
};
