import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paymentRoutes, type PayableCase } from '../../../src-shared/contract/payments.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSettled } from '../settled.ts';

const SHORTEST = 2;

/** Finds the case of a payment by its number or the debtor's name; once chosen it is shown instead of the field. */
export const CasePicker = ({
  value,
  onChange,
  error,
}: {
  readonly value: PayableCase | null;
  readonly onChange: (value: PayableCase | null) => void;
  readonly error: string | null;
}) => {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const words = useErrorWords();
  const [text, setText] = useState('');
  const asked = useSettled(text.trim());
  const found = useRead(
    paymentRoutes.payableCases,
    { body: { text: asked } },
    { enabled: value === null && asked.length >= SHORTEST, keep: true },
  );
  if (value !== null) {
    return (
      <div className="payments-case">
        <div className="grow">
          <strong className="clip">{value.debtor}</strong>
          <div className="xs muted clip">{`${value.caseNumber} · ${value.creditor}`}</div>
          <div className="small num">{t('form.residual', { amount: format.money(value.residual) })}</div>
        </div>
        <Button size="s" variant="quiet" onPress={() => onChange(null)}>
          {t('form.change')}
        </Button>
      </div>
    );
  }
  const cases = asked.length >= SHORTEST ? (found.data?.cases ?? []) : [];
  return (
    <div>
      <TextField
        label={t('form.find')}
        value={text}
        onChange={setText}
        help={t('form.findHelp')}
        error={error ?? (found.isError ? words(found.error) : null)}
        autoComplete="off"
      />
      <ul className="payments-found" aria-label={t('form.find')}>
        {cases.map((item) => (
          <li key={item.caseId}>
            <button
              type="button"
              onClick={() => {
                setText('');
                onChange(item);
              }}
            >
              <span className="grow">
                <span className="clip">{item.debtor}</span>
                <span className="xs muted clip">{`${item.caseNumber} · ${item.creditor}`}</span>
              </span>
              <span className="small num">{item.ended ? t('form.findEnded') : format.money(item.residual)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="xs muted" role="status">
        {asked.length >= SHORTEST && found.isSuccess && cases.length === 0 ? t('form.findNone') : ''}
      </p>
    </div>
  );
};
