import type { RefObject } from 'react';
import {
  Input,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import { FieldFoot, FieldLabel, type FieldWords } from './field-parts.tsx';
import { classes } from './present.ts';
import './field.css';

export type TextFieldProps = FieldWords &
  Omit<AriaTextFieldProps, 'children' | 'className' | 'style' | 'isInvalid'> & {
    readonly placeholder?: string;
    readonly inputRef?: RefObject<HTMLInputElement | null>;
    readonly className?: string;
    /** Codes and numbers in the monospaced face. */
    readonly mono?: boolean;
  };

/** One line of text. */
export const TextField = (props: TextFieldProps) => {
  const { label, labelHidden, help, error, placeholder, inputRef, className, mono, ...rest } = props;
  return (
    <AriaTextField
      {...rest}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={classes('ui-field', className)}
    >
      <FieldLabel label={label} labelHidden={labelHidden ?? false} />
      <Input
        className={classes('ui-input', mono && 'mono')}
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(inputRef === undefined ? {} : { ref: inputRef })}
      />
      <FieldFoot help={help} error={error} />
    </AriaTextField>
  );
};

export type TextAreaProps = Omit<TextFieldProps, 'inputRef' | 'mono'> & {
  readonly rows?: number;
  readonly areaRef?: RefObject<HTMLTextAreaElement | null>;
};

/** Several lines of text. */
export const TextArea = (props: TextAreaProps) => {
  const { label, labelHidden, help, error, placeholder, areaRef, className, rows = 2, ...rest } = props;
  return (
    <AriaTextField
      {...rest}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={classes('ui-field', className)}
    >
      <FieldLabel label={label} labelHidden={labelHidden ?? false} />
      <AriaTextArea
        className="ui-input"
        rows={rows}
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(areaRef === undefined ? {} : { ref: areaRef })}
      />
      <FieldFoot help={help} error={error} />
    </AriaTextField>
  );
};
