import { useState } from 'react';
import { Input, TextField as AriaTextField, useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatCents, parseTypedAmount } from '../../src-shared/domain/money.ts';
import { FieldFoot, FieldLabel, type FieldWords } from './field-parts.tsx';
import { classes, present } from './present.ts';
import './field.css';

export type MoneyFieldProps = FieldWords & {
  /** Whole cents; null while empty, or while what is typed is no amount. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
  readonly className?: string;
};

type Typed = {
  readonly text: string;
  readonly told: number | null;
  /** The field was left as it stands: half a number is no fault while it is being typed. */
  readonly left: boolean;
};

/**
 * Euro on the screen, whole cents in `value`, told at every key: whoever saves from the keyboard has not left the field.
 * What cannot be read with certainty is no amount, and the field says so; nothing typed is dropped or guessed.
 */
export const MoneyField = (props: MoneyFieldProps) => {
  const { label, labelHidden, help, error, value, onChange, isDisabled, autoFocus, className } = props;
  const { locale } = useLocale();
  const { t } = useTranslation('ui');
  const [typed, setTyped] = useState<Typed | null>(null);
  // A value that comes from elsewhere takes the place of what was being typed.
  const typing = typed !== null && typed.told === value ? typed : null;
  const shown = typing?.text ?? (value === null ? '' : formatCents(value, locale));
  const unreadable = typing !== null && typing.told === null && typing.text.trim() !== '';
  const say =
    unreadable && (typing.left || Boolean(error))
      ? t('amount.unreadable', { example: formatCents(123_450, locale) })
      : error;
  return (
    <AriaTextField
      {...present({ isDisabled, autoFocus })}
      value={shown}
      onChange={(text) => {
        const told = parseTypedAmount(text, locale.startsWith('it') ? ',' : '.');
        setTyped({ text, told, left: false });
        onChange(told);
      }}
      onBlur={() => {
        setTyped(unreadable ? { ...typing, left: true } : null);
      }}
      inputMode="decimal"
      autoComplete="off"
      isInvalid={Boolean(say)}
      validationBehavior="aria"
      className={classes('ui-field', className)}
    >
      <FieldLabel label={label} labelHidden={labelHidden ?? false} />
      <Input className="ui-input num" />
      <FieldFoot help={help} error={say} />
    </AriaTextField>
  );
};
