import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

const FORM = 'settings-form-dialog';

/** A form over the screen: Enter in a field saves, Escape leaves. */
export const FormDialog = ({
  title,
  size = 'm',
  onClose,
  onConfirm,
  isPending,
  confirmLabel,
  readOnly = false,
  aside,
  children,
}: {
  readonly title: string;
  readonly size?: 's' | 'm' | 'l';
  readonly onClose: () => void;
  readonly onConfirm: () => void;
  readonly isPending: boolean;
  readonly confirmLabel?: string;
  /** Nothing can be changed: only closing is left. */
  readonly readOnly?: boolean;
  /** At the left of the buttons: what else can be done with this one. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) => {
  const { t } = useTranslation('settings');
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      size={size}
      holds
      footer={
        <>
          {aside}
          <span className="grow" />
          <Button onPress={onClose}>{t(readOnly ? 'close' : 'cancel', { ns: 'ui' })}</Button>
          {readOnly ? null : (
            <Button variant="primary" type="submit" form={FORM} isPending={isPending}>
              {confirmLabel ?? t('save')}
            </Button>
          )}
        </>
      }
    >
      <form
        id={FORM}
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending) onConfirm();
        }}
      >
        {children}
      </form>
    </Dialog>
  );
};
