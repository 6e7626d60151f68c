import type { ReactNode } from 'react';
import type { Tone } from '../tag.tsx';

export type Column<Row> = {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Makes the column sortable; null sorts last in both directions. */
  readonly sort?: (row: Row) => string | number | null;
  /** What an export writes; without it the column is left out of exports. */
  readonly text?: (row: Row) => string | number | null;
  readonly align?: 'start' | 'end';
  /** Pixels at first; people may change it and it is remembered. */
  readonly width?: number;
  /** Share of the room that is left; 0 keeps the width. */
  readonly grow?: number;
  /** Marks one cell: the word in it must say the same. */
  readonly tone?: (row: Row) => Tone | null;
  /** The column that names the row for a screen reader. */
  readonly isRowHeader?: boolean;
};

/** A column of words: what is shown is what it sorts by and what an export writes. */
export const inWords = <Row>(words: (row: Row) => string): Required<Pick<Column<Row>, 'cell' | 'sort' | 'text'>> => ({
  cell: words,
  sort: words,
  text: words,
});

export type Sort = { readonly column: string; readonly direction: 'ascending' | 'descending' };

const MIN_WIDTH = 48;
const DEFAULT_WIDTH = 120;

/** The width a column has when nobody changed it. */
export const widthOf = <Row>(column: Column<Row>): number => column.width ?? DEFAULT_WIDTH;

/** Never narrower than a thumb: a column that vanished could not be found again. */
export const clampWidth = (width: number): number => Math.max(MIN_WIDTH, Math.round(width));

/** `grid-template-columns` for the columns with the widths people gave them. */
export const templateOf = <Row>(
  columns: readonly Column<Row>[],
  widths: Readonly<Record<string, number>>,
  selectable: boolean,
): string => {
  const tracks = columns.map((column) => {
    const chosen = widths[column.id];
    if (chosen !== undefined) return `${clampWidth(chosen)}px`;
    const grow = column.grow ?? 0;
    return grow === 0 ? `${widthOf(column)}px` : `minmax(${widthOf(column)}px, ${grow}fr)`;
  });
  return [...(selectable ? ['38px'] : []), ...tracks].join(' ');
};

/** Below this the table scrolls sideways; above it the growing columns share what is left. In pixels. */
export const minWidthOf = <Row>(
  columns: readonly Column<Row>[],
  widths: Readonly<Record<string, number>>,
  selectable: boolean,
): number => {
  const own = (column: Column<Row>): number => {
    const chosen = widths[column.id];
    return chosen === undefined ? widthOf(column) : clampWidth(chosen);
  };
  return columns.reduce((sum, column) => sum + own(column), selectable ? 38 : 0);
};

/** A sorted copy: texts as the language sorts them (`2` before `10`), nothing always last. */
export const sortRows = <Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | null,
  locale: string,
): readonly Row[] => {
  const read = columns.find((column) => column.id === sort?.column)?.sort;
  if (sort === null || read === undefined) return rows;
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  const sign = sort.direction === 'ascending' ? 1 : -1;
  const keyed = rows.map((row, index) => ({ row, index, key: read(row) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return a.key === b.key ? a.index - b.index : a.key === null ? 1 : -1;
    const order =
      typeof a.key === 'number' && typeof b.key === 'number'
        ? a.key - b.key
        : collator.compare(String(a.key), String(b.key));
    return order === 0 ? a.index - b.index : order * sign;
  });
  return keyed.map((item) => item.row);
};
