import type { Transform } from '../../../../src-shared/contract/layout.ts';
import { assertNever } from '../../../../src-shared/domain/assert-never.ts';

/** The text after the transforms in order; null where a code is not in the list. */
export const applyTransforms = (text: string, transforms: readonly Transform[]): string | null => {
  let value: string | null = text;
  for (const transform of transforms) {
    if (value === null) return null;
    value = apply(value, transform);
  }
  return value;
};

const apply = (text: string, transform: Transform): string | null => {
  switch (transform.kind) {
    case 'upper':
      return text.toLocaleUpperCase('it');
    case 'lower':
      return text.toLocaleLowerCase('it');
    case 'digits':
      return text.replace(/\D/gu, '');
    case 'part':
      return partOf(text, transform);
    case 'codes':
      return text === '' ? '' : (transform.values[text] ?? null);
    case 'default':
      return text === '' ? transform.value : text;
    // These say how the text is read, not what it is.
    case 'decimal':
    case 'date':
    case 'phone':
      return text;
    default:
      return assertNever(transform);
  }
};

const partOf = (text: string, { separator, part, rest }: Extract<Transform, { kind: 'part' }>): string => {
  const parts = text.split(separator).map((piece) => piece.trim());
  const index = part < 0 ? parts.length + part : part - 1;
  return (rest ? parts.slice(Math.max(index, 0)).join(separator) : (parts[index] ?? '')).trim();
};
