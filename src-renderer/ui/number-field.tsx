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
  /** Shown after the number: `%`, `giorni`. */
  readonly unit?: string;
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
  readonly className?: string;
};

/** Whole numbers: a point or a comma typed into one is no separator that could be dropped in silence. */
const WHOLE = { maximumFractionDigits: 0, useGrouping: false } as const;

/** A whole number. */
export const NumberField = (props: NumberFieldProps) => {
  const { label, labelHidden, help, error, value, onChange, min, max, unit, isDisabled, autoFocus, className } = props;
  const { field, input } = useTyping({ value, onChange, min, max, format: WHOLE });
  return (
    <AriaNumberField
      {...present({ minValue: min, maxValue: max, isDisabled, autoFocus })}
      {...field}
      step={1}
      formatOptions={WHOLE}
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
