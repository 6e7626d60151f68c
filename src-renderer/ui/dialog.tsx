import type { ReactNode } from 'react';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import './dialog.css';

export type DialogProps = {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly size?: 's' | 'm' | 'l';
  /** `alertdialog` interrupts: only for questions that must be answered. */
  readonly role?: 'dialog' | 'alertdialog';
  /** A form: a press beside it, which may be a slip, does not throw away what was typed. */
  readonly holds?: boolean;
};

/** A question or a small form over the screen; Escape closes it, focus goes back where it was. */
export const Dialog = (props: DialogProps) => {
  const { title, isOpen, onClose, children, footer, size = 'm', role = 'dialog', holds = false } = props;
  const { t } = useTranslation('ui');
  return (
    <ModalOverlay
      className="ui-overlay"
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={role === 'dialog' && !holds}
    >
      <Modal className="ui-modal" data-size={size}>
        <AriaDialog className="ui-dialog" role={role}>
          <header className="ui-dialog-head">
            <Heading slot="title">{title}</Heading>
            <IconButton label={t('close')} icon={<X />} size="s" onPress={onClose} />
          </header>
          <div className="ui-dialog-body">{children}</div>
          {footer === undefined ? null : <footer className="ui-dialog-foot">{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
};

export type ConfirmDialogProps = {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** What will happen, in numbers: "si tolgono 47.884 pratiche del lotto 2026-11-B". */
  readonly consequence: ReactNode;
  /** Further numbers, one a line. */
  readonly facts?: readonly { readonly label: string; readonly value: ReactNode }[];
  /** The verb of the action, never "OK". */
  readonly confirmLabel: string;
  /** What the safe button says, where "cancel" could be taken for the action itself. */
  readonly keepLabel?: string;
  readonly onConfirm: () => void;
  readonly isPending?: boolean;
  readonly tone?: 'danger' | 'primary';
  readonly error?: string | null;
};

/** Asks before what cannot be taken back, with the consequence in numbers. */
export const ConfirmDialog = (props: ConfirmDialogProps) => {
  const {
    title,
    isOpen,
    onClose,
    consequence,
    facts = [],
    confirmLabel,
    keepLabel,
    onConfirm,
    isPending = false,
    tone = 'danger',
    error,
  } = props;
  const { t } = useTranslation('ui');
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      size="s"
      role="alertdialog"
      footer={
        <>
          <span className="grow" />
          <Button onPress={onClose} autoFocus>
            {keepLabel ?? t('cancel')}
          </Button>
          <Button variant={tone} isPending={isPending} onPress={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <p>{consequence}</p>
      {facts.length === 0 ? null : (
        <dl className="ui-facts">
          {facts.map((fact) => (
            <div key={fact.label}>
              <dt>{fact.label}</dt>
              <dd className="num">{fact.value}</dd>
            </div>
          ))}
        </dl>
      )}
      {error ? (
        <p role="alert" className="ui-field-error">
          {error}
        </p>
      ) : null}
    </Dialog>
  );
};
