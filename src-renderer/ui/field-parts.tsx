import type { ReactNode } from 'react';
import { FieldError, Label, Text } from 'react-aria-components';

/** What every field has around its control. `error` is a finished sentence; while it is there the field is invalid. */
export type FieldWords = {
  readonly label: string;
  readonly help?: ReactNode;
  readonly error?: string | null | undefined;
  /** The label is read out but not shown (toolbars, table cells). */
  readonly labelHidden?: boolean;
};

export const FieldLabel = ({ label, labelHidden = false }: Pick<FieldWords, 'label' | 'labelHidden'>) => (
  <Label className={labelHidden ? 'visually-hidden' : 'ui-label'}>{label}</Label>
);

export const FieldFoot = ({ help, error }: Pick<FieldWords, 'help' | 'error'>) => (
  <>
    {help === undefined || error ? null : (
      <Text slot="description" className="ui-field-help">
        {help}
      </Text>
    )}
    <FieldError className="ui-field-error">{error}</FieldError>
  </>
);
