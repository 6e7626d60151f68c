import { useTranslation } from 'react-i18next';
import { TARGET_FIELDS, type FieldName, type TargetField } from '../../../src-shared/contract/layout.ts';

const isTarget = (field: string): field is TargetField => TARGET_FIELDS.some((known) => known === field);

type FieldKey = TargetField extends infer F
  ? F extends `${infer A}.${infer B}`
    ? `${A}${Capitalize<B>}`
    : never
  : never;
/** `position.other` → `positionOther`: a key that ended in `_other` would be taken for a plural. */
const keyOf = (field: TargetField): FieldKey =>
  field.replace(/\.(\w)/u, (_, letter: string) => letter.toUpperCase()) as FieldKey;

/** A field of the product in the reader's words; a creditor's own field has the creditor's name. */
export const useFieldWords = (): ((field: FieldName) => string) => {
  const { t } = useTranslation('intake');
  return (field) =>
    isTarget(field) ? t(`fields.${keyOf(field)}`) : t('fields.custom', { name: field.slice('custom.'.length) });
};
