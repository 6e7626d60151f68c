import { describe, expect, test } from 'vitest';
import { clampWidth, sortRows, templateOf, type Column } from '../../../src-renderer/ui/data-table/column.ts';
import { tableAsCsv } from '../../../src-renderer/ui/data-table/export-csv.ts';
import { tableAsXlsx } from '../../../src-renderer/ui/data-table/export-xlsx.ts';
import { crc32 } from '../../../src-renderer/ui/data-table/zip.ts';
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

  test('UI-21 a workbook holds numbers as numbers and everything else as text', async () => {
    const file = tableAsXlsx(
      columns,
      [
        { name: '=1+1 <b>&"\u0001', amount: 12.5 },
        { name: '0042', amount: null },
      ],
      'righe',
    );
    const bytes = new Uint8Array(await file.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    expect(text).toContain(
      '<row><c t="inlineStr"><is><t xml:space="preserve">=1+1 &lt;b>&amp;&quot;</t></is></c><c><v>12.5</v></c></row>',
    );
    expect(text).toContain('<t xml:space="preserve">0042</t></is></c><c/></row>');
    // The archive's own sums: a reader that checks them must find them right.
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcb_f4_39_26);
    const view = new DataView(bytes.buffer);
    const end = bytes.length - 22;
    expect(view.getUint32(end, true)).toBe(0x06_05_4b_50);
    expect(view.getUint16(end + 10, true)).toBe(5);
    expect(view.getUint32(end + 12, true) + view.getUint32(end + 16, true)).toBe(end);
    expect(view.getUint32(view.getUint32(end + 16, true), true)).toBe(0x02_01_4b_50);
  });

  test('UI-20 a column keeps the width it was given, and never vanishes', () => {
    expect(templateOf(columns, {}, false)).toBe('minmax(120px, 1fr) 90px');
    expect(templateOf(columns, { name: 200 }, true)).toBe('38px 200px 90px');
    expect(clampWidth(3)).toBe(48);
  });
});
