import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  PAYMENT_CHANNELS,
  paymentRoutes,
  type PayableCase,
  type PaymentChannel,
  type PaymentInput,
} from '../../../src-shared/contract/payments.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { useRead, useWrite } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { MoneyField } from '../../ui/money-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { CasePicker } from './case-picker.tsx';
import { useChannelWords } from './channels.ts';
import { Effect } from './effect.tsx';
import { today } from './today.ts';

type Fields = {
  readonly amount: number | null;
  readonly paidOn: string | null;
  readonly channel: PaymentChannel | null;
  readonly reference: string;
};

const EMPTY = { amount: null, channel: null, reference: '' } as const;

/** One payment by hand. The next one keeps the day: receipts are entered in piles. */
export const PaymentForm = ({
  chosen,
  onChoose,
}: {
  readonly chosen: PayableCase | null;
  readonly onChoose: (chosen: PayableCase | null) => void;
}) => {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const words = useErrorWords();
  const toasts = useToasts();
  const channelWords = useChannelWords();
  const [fields, setFields] = useState<Fields>({ ...EMPTY, paidOn: today() });
  const [tried, setTried] = useState(false);
  const [accepted, setAccepted] = useState(false);
  // Another amount or day is another doubt.
  const set = (change: Partial<Fields>): void => {
    setFields({ ...fields, ...change });
    setAccepted(false);
  };
  const input = inputOf(chosen, fields);
  const preview = useRead(paymentRoutes.previewPayment, { body: input ?? NOTHING }, { enabled: input !== null });
  const record = useWrite(paymentRoutes.recordPayment, [
    paymentRoutes.payments,
    paymentRoutes.paymentClaims,
    paymentRoutes.previewPayment,
    paymentRoutes.payableCases,
  ]);
  const doubts = input === null ? [] : (preview.data?.doubts ?? []);
  const submit = (): void => {
    setTried(true);
    if (input === null || (doubts.length > 0 && !accepted)) return;
    record.mutate(
      { body: { ...input, accepted: [...doubts] } },
      {
        onSuccess: ({ effect }) => {
          const over =
            effect.overpaid > 0 ? { detail: t('effect.overpaidText', { amount: format.money(effect.overpaid) }) } : {};
          toasts.good(t('form.done', { amount: format.money(input.amount) }), over);
          setFields({ ...EMPTY, paidOn: input.paidOn });
          setTried(false);
          setAccepted(false);
          onChoose(null);
        },
      },
    );
  };
  const problem = (bad: boolean, sentence: string): string | null => (tried && bad ? sentence : null);
  const late = fields.paidOn !== null && fields.paidOn > today();
  return (
    <Panel title={t('form.title')} padded>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <CasePicker value={chosen} onChange={onChoose} error={problem(chosen === null, t('form.caseError'))} />
        <div className="payments-pair">
          <MoneyField
            label={t('form.amount')}
            value={fields.amount}
            onChange={(amount) => set({ amount })}
            error={problem(fields.amount === null || fields.amount <= 0, t('form.amountError'))}
          />
          <DateField
            label={t('form.paidOn')}
            value={fields.paidOn}
            onChange={(paidOn) => set({ paidOn })}
            error={late ? t('form.dateError') : problem(fields.paidOn === null, t('form.dateError'))}
          />
        </div>
        <div className="payments-pair">
          <Select
            label={t('form.channel')}
            value={fields.channel}
            onChange={(channel) => set({ channel })}
            options={PAYMENT_CHANNELS.map((id) => ({ id, label: channelWords(id) }))}
            error={problem(fields.channel === null, t('form.channelError'))}
          />
          <TextField
            label={t('form.reference')}
            value={fields.reference}
            onChange={(reference) => set({ reference })}
            maxLength={80}
            mono
            error={problem(fields.reference.trim() === '', t('form.referenceError'))}
          />
        </div>
        <p className="xs muted">{t('form.referenceHelp')}</p>
        {preview.data === undefined || input === null ? null : <Effect effect={preview.data} />}
        {doubts.length === 0 ? null : (
          <Notice tone="warn" live title={t('form.doubtTitle')}>
            {doubts.map((doubt) => (
              <p key={doubt} className="small">
                {t(`form.doubts.${doubt}`, { residual: format.money(preview.data?.residualBefore ?? 0) })}
              </p>
            ))}
            <Checkbox isSelected={accepted} onChange={setAccepted} isInvalid={tried && !accepted}>
              {t('form.accept')}
            </Checkbox>
          </Notice>
        )}
        {record.isError ? <Notice tone="bad" live title={words(record.error)} /> : null}
        {!record.isError && preview.isError && input !== null ? (
          <Notice tone="warn" title={words(preview.error)} />
        ) : null}
        <Button type="submit" variant="primary" isPending={record.isPending}>
          {t('form.submit')}
        </Button>
      </form>
    </Panel>
  );
};

const NOTHING: PaymentInput = { caseId: '-', amount: 1, paidOn: '2000-01-01', channel: '-', reference: '-' };

const inputOf = (chosen: PayableCase | null, { amount, paidOn, channel, reference }: Fields): PaymentInput | null =>
  chosen === null ||
  amount === null ||
  amount <= 0 ||
  paidOn === null ||
  paidOn > today() ||
  channel === null ||
  reference.trim() === ''
    ? null
    : { caseId: chosen.caseId, amount, paidOn, channel, reference: reference.trim() };
