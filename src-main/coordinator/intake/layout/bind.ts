import { AppError } from '../../../../src-shared/contract/errors.ts';
import {
  AMOUNT_FIELDS,
  type FieldName,
  type LayoutSpec,
  type Mapping,
  type TargetField,
  type Transform,
} from '../../../../src-shared/contract/layout.ts';
import type { DateFormat } from '../../../../src-shared/domain/civil-date.ts';
import type { DecimalMark } from '../../../../src-shared/domain/money.ts';
import { isRejectColumn } from './fingerprint.ts';
import { applyTransforms } from './transform.ts';
import { headingOf } from './words.ts';

/** How one field is read from the cells of a record. */
export type FieldReader = {
  readonly field: FieldName;
  /** Index of the first column, for marking the cell on screen; -1 for a constant. */
  readonly column: number;
  /** The transformed text; `null` where a code is not in the layout's list. */
  readonly read: (cells: readonly string[]) => string | null;
  /** The cell as the file has it. */
  readonly raw: (cells: readonly string[]) => string;
  readonly dateFormat: DateFormat;
  readonly decimal: DecimalMark;
  readonly implied: number;
  readonly country: string;
};

/** A layout tied to the columns of one file. */
export type Binding = {
  readonly spec: LayoutSpec;
  /** How many columns a record has; 0 where the layout does not say. */
  readonly columns: number;
  readonly headings: readonly string[];
  readonly fields: ReadonlyMap<FieldName, FieldReader>;
  readonly custom: readonly { readonly name: string; readonly reader: FieldReader }[];
  /** The fields that tell positions of one case apart. */
  readonly positionKey: readonly FieldReader[];
  readonly required: readonly FieldReader[];
};

const POSITION_KEY: readonly TargetField[] = ['position.contract', 'position.product', 'position.dueOn'];

/**
 * Ties the layout to a file's headings (null where the file has none).
 * Errors: `layout-mismatch` {columns} for columns that the file lacks; `layout-incomplete` {fields} where case number,
 * name or amount are not mapped.
 */
export const bindLayout = (spec: LayoutSpec, headings: readonly string[] | null): Binding => {
  const readers = new Map<FieldName, FieldReader[]>();
  const absent: string[] = [];
  for (const mapping of spec.mappings) {
    const column = columnOf(mapping, spec, headings);
    if (column === null) {
      absent.push(String(mapping.column));
      continue;
    }
    readers.set(mapping.field, [...(readers.get(mapping.field) ?? []), readerOf(spec, mapping, column)]);
  }
  if (absent.length > 0)
    throw new AppError('layout-mismatch', { params: { columns: absent.join(', '), layout: spec.name } });
  for (const { field, value } of spec.constants) readers.set(field, [constantOf(spec, field, value)]);
  const fields = new Map([...readers].map(([field, parts]) => [field, joined(parts)]));
  const incomplete = incompleteFields([...fields.keys()]);
  if (incomplete.length > 0) throw new AppError('layout-incomplete', { params: { fields: incomplete.join(', ') } });
  const pick = (names: readonly FieldName[]): FieldReader[] =>
    names.map((name) => fields.get(name)).filter((reader) => reader !== undefined);
  return {
    spec,
    columns: headings?.length ?? spec.columns.length,
    headings: headings ?? spec.columns,
    fields,
    custom: [...fields.values()]
      .filter(({ field }) => field.startsWith('custom.'))
      .map((reader) => ({ name: reader.field.slice('custom.'.length), reader })),
    positionKey: pick(spec.positionKey.length > 0 ? spec.positionKey : POSITION_KEY),
    required: pick(spec.required),
  };
};

/** What a layout must map before any case can load. */
export const incompleteFields = (mapped: readonly FieldName[]): FieldName[] => {
  const missing: FieldName[] = (['case.number', 'party.name'] as const).filter((field) => !mapped.includes(field));
  if (!AMOUNT_FIELDS.some((field) => mapped.includes(field))) missing.push('position.total');
  return missing;
};

const columnOf = ({ column }: Mapping, spec: LayoutSpec, headings: readonly string[] | null): number | null => {
  if (typeof column === 'number') {
    const columns = headings?.length ?? spec.columns.length;
    return columns === 0 || column <= columns ? column - 1 : null;
  }
  const names = headings ?? spec.columns;
  const exact = names.indexOf(column);
  if (exact >= 0) return exact;
  const alike = names.findIndex((name) => headingOf(name) === headingOf(column));
  return alike < 0 || isRejectColumn(names[alike] ?? '') ? null : alike;
};

const readerOf = (spec: LayoutSpec, mapping: Mapping, column: number): FieldReader => {
  const find = <K extends Transform['kind']>(kind: K): Extract<Transform, { kind: K }> | undefined =>
    mapping.transforms.find((transform): transform is Extract<Transform, { kind: K }> => transform.kind === kind);
  const textual = mapping.transforms.filter(({ kind }) => kind !== 'decimal' && kind !== 'date' && kind !== 'phone');
  const raw = (cells: readonly string[]): string => cells[column] ?? '';
  return {
    field: mapping.field,
    column,
    raw,
    read: textual.length === 0 ? (cells) => raw(cells).trim() : (cells) => applyTransforms(raw(cells).trim(), textual),
    dateFormat: find('date')?.format ?? spec.dateFormat,
    decimal: find('decimal')?.mark ?? spec.decimal,
    implied: find('decimal')?.implied ?? 0,
    country: find('phone')?.country ?? spec.phoneCountry,
  };
};

const constantOf = (spec: LayoutSpec, field: FieldName, value: string): FieldReader => ({
  field,
  column: -1,
  raw: () => value,
  read: () => value,
  dateFormat: spec.dateFormat,
  decimal: spec.decimal,
  implied: 0,
  country: spec.phoneCountry,
});

const joined = (parts: readonly FieldReader[]): FieldReader => {
  const [first, ...others] = parts;
  if (first === undefined) throw new RangeError('a field without a column');
  if (others.length === 0) return first;
  const join = (texts: readonly (string | null)[]): string | null =>
    texts.includes(null) ? null : texts.filter((text) => text !== '').join(' ');
  return {
    ...first,
    raw: (cells) => join(parts.map((part) => part.raw(cells))) ?? '',
    read: (cells) => join(parts.map((part) => part.read(cells))),
  };
};
