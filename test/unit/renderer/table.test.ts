import { describe, expect, test } from 'vitest';
import { clampWidth, sortRows, templateOf, type Column } from '../../../src-renderer/ui/data-table/column.ts';
import { tableAsCsv } from '../../../src-renderer/ui/data-table/export-csv.ts';
import { moveIn } from '../../../src-renderer/ui/data-table/use-grid-keys.ts';

type Row = { readonly name: string; readonly amount: number | null };
const columns: readonly Column<Row>[] = [
  { id: 'name', header: 'Nome', cell: (row) => row.name, sort: (row) => row.name, text: (row) => row.name, grow: 1 },
  {
    id: 'amount',
    header: 'Importo',
    cell: (row) => row.amount,
    sort: (row) => row.amount,
    text: (row) => row.amount,
    width: 90,
  },
];
const rows: readonly Row[] = [
  { name: 'riga 10', amount: 5 },
  { name: 'riga 2', amount: null },
  { name: 'Érica', amount: 7.5 },
];

describe('tables', () => {
  test('UI-17 rows are sorted as people sort them, and nothing comes last in both directions', () => {
    const names = (column: string, direction: 'ascending' | 'descending') =>
      sortRows(rows, columns, { column, direction }, 'it-IT').map(({ name }) => name);
    expect(names('name', 'ascending')).toEqual(['Érica', 'riga 2', 'riga 10']);
    expect(names('amount', 'ascending')).toEqual(['riga 10', 'Érica', 'riga 2']);
    expect(names('amount', 'descending')).toEqual(['Érica', 'riga 10', 'riga 2']);
  });

  test('UI-18 the grid’s keys move inside the grid and no further', () => {
    const size = { rows: 100, columns: 4, page: 10 };
    expect(moveIn({ row: 0, column: 0 }, 'ArrowUp', false, size)).toEqual({ row: -1, column: 0 });
    expect(moveIn({ row: -1, column: 0 }, 'ArrowUp', false, size)).toEqual({ row: -1, column: 0 });
    expect(moveIn({ row: 99, column: 3 }, 'ArrowDown', false, size)).toEqual({ row: 99, column: 3 });
    expect(moveIn({ row: 50, column: 1 }, 'End', true, size)).toEqual({ row: 99, column: 3 });
    expect(moveIn({ row: 95, column: 1 }, 'PageDown', false, size)).toEqual({ row: 99, column: 1 });
    expect(moveIn({ row: 0, column: 0 }, 'x', false, size)).toBeNull();
  });

  test('UI-19 an export opens in the language’s spreadsheet and runs nothing', () => {
    const csv = tableAsCsv(
      columns,
      [
        { name: '=HYPERLINK("x")', amount: 12.5 },
        { name: 'a;b', amount: null },
      ],
      'it',
    );
    expect(csv).toBe('\uFEFFNome;Importo\r\n"\'=HYPERLINK(""x"")";12,5\r\n"a;b";\r\n');
    expect(tableAsCsv(columns, [{ name: '-12', amount: -12.5 }], 'en')).toBe('\uFEFFNome,Importo\r\n-12,-12.5\r\n');
  });

  test('UI-20 a column keeps the width it was given, and never vanishes', () => {
    expect(templateOf(columns, {}, false)).toBe('minmax(120px, 1fr) 90px');
    expect(templateOf(columns, { name: 200 }, true)).toBe('38px 200px 90px');
    expect(clampWidth(3)).toBe(48);
  });
});
