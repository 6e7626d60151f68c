import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyTable } from '../../../src-main/coordinator/intake/check/key-table.ts';
import { idSql, numberedId } from '../../../src-main/coordinator/intake/load/ids.ts';
import { createRecordReader } from '../../../src-main/coordinator/intake/reader/records.ts';
import { createDecoder, encodeText } from '../../../src-main/coordinator/intake/reader/text.ts';

const cell = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('', ' ', '"', '""', ';', 'a;b', 'a"b', 'a\nb', 'a\r\nb', '"a"', 'ROSSI', '1.204,00', '\r', 'x\r'),
);
const quoted = (text: string): string => (/[";\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

describe('IN-43 reading records', () => {
  it('IN-43 agrees with csv-parse on proper files, however the text is cut into chunks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 30, size: 'max' }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.array(fc.nat(40), { minLength: 1, maxLength: 20 }),
        (rows, newline, endsWithNewline, cuts) => {
          const text = rows.map((row) => row.map(quoted).join(';')).join(newline) + (endsWithNewline ? newline : '');
          const expected = parse(text, {
            delimiter: ';',
            record_delimiter: newline,
            relax_column_count: true,
            skip_empty_lines: false,
          });
          const records: string[][] = [];
          const reader = createRecordReader({ delimiter: ';', quote: '"', newline }, (cells) => records.push(cells));
          let at = 0;
          for (let i = 0; at < text.length; i += 1) {
            const size = (cuts[i % cuts.length] ?? 1) + 1;
            reader.push(text.slice(at, at + size));
            at += size;
          }
          reader.end();
          expect(records).toEqual(expected);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('IN-43 counts the lines that an editor shows', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 20 }), (rows) => {
        const lines: number[] = [];
        const reader = createRecordReader({ delimiter: ';', quote: '"', newline: '\n' }, (_cells, line) =>
          lines.push(line),
        );
        const texts = rows.map((row) => row.map(quoted).join(';'));
        reader.push(`${texts.join('\n')}\n`);
        reader.end();
        const expected = texts.map(
          (_, i) => 1 + texts.slice(0, i).reduce((sum, text) => sum + text.split('\n').length, 0),
        );
        expect(lines).toEqual(expected);
      }),
    );
  });
});

describe('IN-40 encodings', () => {
  it('IN-40 what an encoding can hold comes back unchanged, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15'),
        fc.string({
          unit: fc.constantFrom('a', 'è', '€', 'Š', 'ž', '–', '’', ';', '\n', 'ÿ', '¤', '漢', '😀'),
          maxLength: 60,
        }),
        fc.integer({ min: 1, max: 7 }),
        (encoding, text, size) => {
          const bytes = encodeText(text, encoding);
          if (bytes === null) return;
          const decode = createDecoder(encoding);
          let back = '';
          for (let at = 0; at < bytes.length; at += size) back += decode(bytes.subarray(at, at + size), false);
          expect(back + decode(Buffer.alloc(0), true)).toBe(text);
        },
      ),
    );
  });
});

describe('IN-51 the books that replace a million objects', () => {
  it('IN-51 a key table numbers keys as a map would', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 6 }), { maxLength: 3000, size: 'max' }), (keys) => {
        const table = createKeyTable();
        const map = new Map<string, number>();
        for (const key of keys) {
          if (!map.has(key)) map.set(key, map.size);
          expect(table.indexOf(key)).toBe(map.get(key));
        }
        expect(table.size()).toBe(map.size);
      }),
      { numRuns: 30 },
    );
  });

  it('IN-51 ids sort by number and differ by kind', () => {
    const parts = { before: '01a20196-bcd3-7', after: '0123456789' };
    fc.assert(
      fc.property(fc.nat(2 ** 31 - 1), fc.nat(2 ** 31 - 1), (a, b) => {
        const [x, y] = [numberedId(parts, 'case', a), numberedId(parts, 'case', b)];
        expect(x).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(x < y).toBe(a < b);
        expect(x).not.toBe(numberedId(parts, 'party', a));
      }),
    );
    expect(idSql(parts, 'case', 'n')).toContain('01a20196-bcd3-7');
  });
});
