import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionRoutes } from '../../../src-shared/contract/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { useApp } from '../context.tsx';
import { useErrorWords } from '../error-words.ts';
import { useWrite } from '../query.ts';

const EMPTY = { current: '', next: '', again: '' };

/** One's own password; the old one is asked, and the new one twice. */
export const PasswordDialog = ({
  isOpen,
  onClose,
  isWanted = false,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** The password was handed over: nothing else is done before it is changed. */
  readonly isWanted?: boolean;
}) => {
  const { t } = useTranslation('shell');
  const { session } = useApp();
  const words = useErrorWords();
  const toasts = useToasts();
  const change = useWrite(sessionRoutes.changePassword);
  const [typed, setTyped] = useState(EMPTY);
  const different = typed.again !== '' && typed.again !== typed.next;
  const close = (): void => {
    setTyped(EMPTY);
    change.reset();
    onClose();
  };
  const save = (): void => {
    change.mutate(
      { body: { current: typed.current, next: typed.next } },
      {
        onSuccess: () => {
          // The data on this computer must open with the new one too.
          void session
            .getState()
            .passwordChanged(typed.next)
            .catch((error: unknown) => toasts.bad(words(error)));
          const { user, renamed } = session.getState();
          if (user !== null) renamed({ ...user, passwordGiven: false });
          toasts.good(t('password.done'));
          close();
        },
      },
    );
  };
  return (
    <Dialog
      title={t(isWanted ? 'password.wantedTitle' : 'password.title')}
      isOpen={isOpen}
      // Whoever will not choose one now leaves; the next sign-in asks again.
      onClose={isWanted ? () => void session.getState().signOut() : close}
      size="s"
      role={isWanted ? 'alertdialog' : 'dialog'}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {isWanted ? <p className="small muted">{t('password.wanted')}</p> : null}
        {change.error === null ? null : <Notice tone="bad" title={words(change.error)} live />}
        <TextField
          label={t('password.current')}
          type="password"
          autoComplete="current-password"
          value={typed.current}
          onChange={(current) => setTyped({ ...typed, current })}
          autoFocus
        />
        <TextField
          label={t('password.next')}
          type="password"
          autoComplete="new-password"
          help={t('password.rule')}
          value={typed.next}
          onChange={(next) => setTyped({ ...typed, next })}
        />
        <TextField
          label={t('password.again')}
          type="password"
          autoComplete="new-password"
          value={typed.again}
          onChange={(again) => setTyped({ ...typed, again })}
          error={different ? t('password.different') : null}
        />
        <Button
          type="submit"
          variant="primary"
          isPending={change.isPending}
          isDisabled={typed.current === '' || typed.next.length < 10 || typed.again !== typed.next}
        >
          {t('password.save')}
        </Button>
      </form>
    </Dialog>
  );
};
