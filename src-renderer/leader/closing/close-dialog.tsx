import { useTranslation } from 'react-i18next';
import { closingRoutes, type ClosingPreview } from '../../../src-shared/contract/closing.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { useLongWrite } from '../long-write.ts';
import { isOpen, useOpenWorkFacts } from './open-work.tsx';

/** Asks before a mandate ends, with what ends and what is cut short. */
export const CloseDialog = ({
  preview,
  onClose,
}: {
  readonly preview: ClosingPreview;
  readonly onClose: () => void;
}) => {
  const { t } = useTranslation('closing');
  const words = useErrorWords();
  const toasts = useToasts();
  const facts = useOpenWorkFacts()(preview.openWork);
  const open = isOpen(preview.openWork);
  const close = useLongWrite(closingRoutes.closeMandate, [closingRoutes.closings, closingRoutes.previewClosing]);
  const { code } = preview.mandate;
  const count = preview.totals.cases;
  return (
    <ConfirmDialog
      title={t('confirm.title', { code })}
      isOpen
      onClose={onClose}
      consequence={
        <>
          {t('confirm.text', { count })}
          {open ? ` ${t('confirm.openWork')}` : ''}
          {close.isPending ? ` ${t('confirm.running')}` : ''}
        </>
      }
      facts={facts}
      confirmLabel={open ? t('action.closeDespite') : t('action.closeNow')}
      tone={open ? 'danger' : 'primary'}
      isPending={close.isPending}
      error={close.isError ? words(close.error) : null}
      onConfirm={() =>
        close.mutate(
          { params: { mandateId: preview.mandate.id }, body: { despiteOpenWork: open } },
          {
            onSuccess: ({ casesClosed }) => {
              toasts.good(t('done', { code }), { detail: t('doneDetail', { count: casesClosed }) });
              onClose();
            },
          },
        )
      }
    />
  );
};
