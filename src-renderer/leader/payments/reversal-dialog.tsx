import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paymentRoutes, type PaymentListRow } from '../../../src-shared/contract/payments.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { useWrite } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { today } from './today.ts';

const SHORTEST = 3;

/** Reverses a payment: it stays in the list, its money leaves the case. */
export const ReversalDialog = ({ row, onClose }: { readonly row: PaymentListRow; readonly onClose: () => void }) => {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const words = useErrorWords();
  const toasts = useToasts();
  const [reversedOn, setReversedOn] = useState<string | null>(today());
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const reverse = useWrite(paymentRoutes.reversePayment, [paymentRoutes.payments, paymentRoutes.paymentClaims]);
  const amount = format.money(row.amount);
  const short = reason.trim().length < SHORTEST;
  const badDay = reversedOn === null || reversedOn > today() || reversedOn < row.paidOn;
  const confirm = (): void => {
    setTried(true);
    if (short || reversedOn === null || badDay) return;
    reverse.mutate(
      { params: { paymentId: row.id }, body: { reversedOn, reason: reason.trim() } },
      {
        onSuccess: ({ effect }) => {
          toasts.good(t('reversal.done'), {
            detail: t('reversal.doneDetail', { amount: format.money(effect.residualAfter) }),
          });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={t('reversal.title')}
      isOpen
      onClose={onClose}
      size="s"
      footer={
        <>
          <span className="grow" />
          <Button onPress={onClose}>{t('cancel', { ns: 'ui' })}</Button>
          <Button variant="danger" isPending={reverse.isPending} onPress={confirm}>
            {t('reversal.confirm', { amount })}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{t('reversal.text', { amount, case: row.caseNumber })}</p>
        {row.closed ? <Notice tone="warn" title={t('reversal.closed', { mandate: row.mandate })} /> : null}
        <DateField
          label={t('reversal.on')}
          value={reversedOn}
          onChange={setReversedOn}
          min={row.paidOn}
          max={today()}
          error={tried && badDay ? t('form.dateError') : null}
        />
        <TextArea
          label={t('reversal.reason')}
          help={t('reversal.reasonHelp')}
          value={reason}
          onChange={setReason}
          maxLength={400}
          error={tried && short ? t('reversal.reasonError') : null}
        />
        {reverse.isError ? <Notice tone="bad" live title={words(reverse.error)} /> : null}
      </div>
    </Dialog>
  );
};
