import { Group, Input, NumberField as AriaNumberField } from 'react-aria-components';
import { FieldFoot, FieldLabel, type FieldWords } from './field-parts.tsx';
import { classes, present } from './present.ts';
import { useTyping } from './typing.ts';
import './field.css';

export type NumberFieldProps = FieldWords & {
  /** null while empty. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  /** Shown after the number: `%`, `giorni`. */
  readonly unit?: string;
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
  readonly className?: string;
};

const DECIMAL = {} as const;

/** A whole or decimal number, typed as the language writes it. */
export const NumberField = (props: NumberFieldProps) => {
  const {
    label,
    labelHidden,
    help,
    error,
    value,
    onChange,
    min,
    max,
    step = 1,
    unit,
    isDisabled,
    autoFocus,
    className,
  } = props;
  const { field, input } = useTyping({ value, onChange, min, max, format: DECIMAL });
  return (
    <AriaNumberField
      {...present({ minValue: min, maxValue: max, isDisabled, autoFocus })}
      {...field}
      step={step}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={classes('ui-field', className)}
    >
      <FieldLabel label={label} labelHidden={labelHidden ?? false} />
      <Group className="ui-input ui-input-group">
        <Input {...input} />
        {unit === undefined ? null : <span className="ui-affix">{unit}</span>}
      </Group>
      <FieldFoot help={help} error={error} />
    </AriaNumberField>
  );
};

export type MoneyFieldProps = Omit<NumberFieldProps, 'step' | 'unit'>;

// Italian leaves four digits together unless told otherwise, and `2887,54` beside `2.887,54` reads as another number.
const EURO = { style: 'currency', currency: 'EUR', useGrouping: 'always' } as const;

const inEuro = (cents: number | undefined): number | undefined => (cents === undefined ? undefined : cents / 100);

/** Euro on the screen, whole cents in `value`, `min` and `max`. */
export const MoneyField = (props: MoneyFieldProps) => {
  const { label, labelHidden, help, error, value, onChange, isDisabled, autoFocus, className } = props;
  const [min, max] = [inEuro(props.min), inEuro(props.max)];
  const { field, input } = useTyping({
    value: value === null ? null : value / 100,
    onChange: (euro) => onChange(euro === null ? null : Math.round(euro * 100)),
    min,
    max,
    format: EURO,
  });
  return (
    <AriaNumberField
      {...present({ minValue: min, maxValue: max, isDisabled, autoFocus })}
      {...field}
      formatOptions={EURO}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={classes('ui-field', className)}
    >
      <FieldLabel label={label} labelHidden={labelHidden ?? false} />
      <Input {...input} className="ui-input num" />
      <FieldFoot help={help} error={error} />
    </AriaNumberField>
  );
};
