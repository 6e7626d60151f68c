import type { FieldName, LayoutSpec } from '../../../src-shared/contract/layout.ts';

type Mapping = LayoutSpec['mappings'][number];

/** Does the mapping read this column (`index` from 0)? Layouts name columns by heading or by number from 1. */
const reads = (mapping: Mapping, columns: readonly string[], index: number): boolean =>
  typeof mapping.column === 'number' ? mapping.column === index + 1 : mapping.column === columns[index];

export const fieldOf = (spec: LayoutSpec, columns: readonly string[], index: number): FieldName | null =>
  spec.mappings.find((mapping) => reads(mapping, columns, index))?.field ?? null;

/** The column (from 0) that a mapping reads, or null where the file does not have it. */
export const columnOf = (mapping: Mapping, columns: readonly string[]): number | null => {
  const index = typeof mapping.column === 'number' ? mapping.column - 1 : columns.indexOf(mapping.column);
  return index >= 0 && index < columns.length ? index : null;
};

/** The layout with one column given to another field, or to none. Transforms stay only with the field they were for. */
export const withField = (
  spec: LayoutSpec,
  columns: readonly string[],
  index: number,
  field: FieldName | null,
): LayoutSpec => {
  const at = spec.mappings.findIndex((mapping) => reads(mapping, columns, index));
  if (at >= 0) {
    const mappings =
      field === null
        ? spec.mappings.toSpliced(at, 1)
        : spec.mappings.map((mapping, n) => (n === at ? { ...mapping, field, transforms: [] } : mapping));
    return { ...spec, mappings };
  }
  if (field === null) return spec;
  const heading = columns[index] ?? '';
  const named = spec.headerRow && heading !== '' && columns.indexOf(heading) === columns.lastIndexOf(heading);
  return { ...spec, mappings: [...spec.mappings, { column: named ? heading : index + 1, field, transforms: [] }] };
};
