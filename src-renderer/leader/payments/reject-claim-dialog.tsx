import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paymentRoutes, type PaymentClaim } from '../../../src-shared/contract/payments.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useWrite } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';

const SHORTEST = 3;

/** No payment came: the case goes back to work, with the reason for whoever calls again. */
export const RejectClaimDialog = ({
  claim,
  onClose,
}: {
  readonly claim: PaymentClaim;
  readonly onClose: () => void;
}) => {
  const { t } = useTranslation('payments');
  const words = useErrorWords();
  const toasts = useToasts();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const reject = useWrite(paymentRoutes.rejectClaim, [paymentRoutes.paymentClaims]);
  const short = reason.trim().length < SHORTEST;
  const confirm = (): void => {
    setTried(true);
    if (short) return;
    reject.mutate(
      { params: { claimId: claim.id }, body: { reason: reason.trim() } },
      {
        onSuccess: () => {
          toasts.good(t('rejection.done'), { detail: t('rejection.doneDetail', { case: claim.caseNumber }) });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={t('rejection.title')}
      isOpen
      onClose={onClose}
      size="s"
      footer={
        <>
          <span className="grow" />
          <Button onPress={onClose}>{t('cancel', { ns: 'ui' })}</Button>
          <Button variant="primary" isPending={reject.isPending} onPress={confirm}>
            {t('rejection.confirm')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{t('rejection.text', { case: claim.caseNumber, debtor: claim.debtor })}</p>
        <TextArea
          label={t('reversal.reason')}
          help={t('rejection.reasonHelp')}
          value={reason}
          onChange={setReason}
          maxLength={400}
          error={tried && short ? t('reversal.reasonError') : null}
        />
        {reject.isError ? <Notice tone="bad" live title={words(reject.error)} /> : null}
      </div>
    </Dialog>
  );
};
