import type { SqlValue } from '../../store/store.ts';

/** A table that a load fills, as data: it is sent to the thread that writes. */
export type TableShape = {
  readonly table: string;
  readonly columns: readonly string[];
  /** Columns with one and the same value in every row. */
  readonly constants: Readonly<Record<string, string | number | null>>;
};

/** Rows of one table on their way: the values of all rows, one after another. */
export type TableRows = { readonly table: number; readonly values: readonly SqlValue[] };

/** Gathers rows of one table. */
export type Gatherer = {
  readonly shape: TableShape;
  readonly add: (...values: readonly SqlValue[]) => void;
  readonly rows: () => number;
  /** Hands out what was gathered, and begins anew. */
  readonly take: () => readonly SqlValue[];
};

export const createGatherer = (
  table: string,
  columns: readonly string[],
  constants: TableShape['constants'] = {},
): Gatherer => {
  let values: SqlValue[] = [];
  return {
    shape: { table, columns, constants },
    add: (...row) => {
      values.push(...row);
    },
    rows: () => values.length / columns.length,
    take: () => {
      const taken = values;
      values = [];
      return taken;
    },
  };
};

/** Rows of one INSERT: the statement's fixed cost is shared. What is left over goes in smaller groups. */
export const GROUPS = [25, 5, 1] as const;

export const insertText = ({ table, columns, constants }: TableShape, rows: number): string => {
  const names = [...columns, ...Object.keys(constants)].join(', ');
  const row = `(${[...columns.map(() => '?'), ...Object.values(constants).map((value) => literal(value))].join(', ')})`;
  return `INSERT INTO ${table} (${names}) VALUES ${Array(rows).fill(row).join(', ')}`;
};

const literal = (value: string | number | null): string =>
  value === null ? 'NULL' : typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
