import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { intakeRoutes } from '../../../src-shared/contract/intake.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useWrite } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';

/** Throws the draft away, after asking: nothing of it has been loaded. */
export const DiscardButton = ({ batchId, onGone }: { readonly batchId: string; readonly onGone: () => void }) => {
  const { t } = useTranslation('intake');
  const words = useErrorWords();
  const [asking, setAsking] = useState(false);
  const discard = useWrite(intakeRoutes.discardDraft, [intakeRoutes.listBatches]);
  return (
    <>
      <Button onPress={() => setAsking(true)}>{t('discard.button')}</Button>
      <ConfirmDialog
        title={t('discard.title')}
        isOpen={asking}
        onClose={() => setAsking(false)}
        consequence={t('discard.consequence')}
        confirmLabel={t('discard.confirm')}
        isPending={discard.isPending}
        error={discard.isError ? words(discard.error) : null}
        onConfirm={() => discard.mutate({ params: { batchId } }, { onSuccess: onGone })}
      />
    </>
  );
};
