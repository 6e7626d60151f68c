import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { createRecordReader } from '../../../src-main/coordinator/intake/reader/records.ts';
import { scanFile } from '../../../src-main/coordinator/intake/reader/scan.ts';
import { sniffFile } from '../../../src-main/coordinator/intake/reader/sniff.ts';
import { createDecoder, encodeText } from '../../../src-main/coordinator/intake/reader/text.ts';
import { analyseText, counts, fileOf, HEADINGS, judgeOf, numbers, placementOf, rowOf, sheetOf } from './lab.ts';

const failure = (run: () => unknown): { code: string; params: Record<string, string | number> } => {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, params: { ...error.params } };
    throw error;
  }
  throw new Error('nothing was refused');
};

const NAME = 'NICCOLÒ FORLÌ – “società” €';
const utf16 = (text: string, big: boolean): Buffer =>
  big ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, 'utf16le');

describe('IN-40 the encoding of a file is found, and no byte is dropped', () => {
  const text = sheetOf([rowOf(1, { COGNOME_NOME: NAME }), rowOf(2)]);
  it.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['UTF-16 little-endian', utf16(`\ufeff${text}`, false), 'utf-16le'],
    ['UTF-16 big-endian', utf16(`\ufeff${text}`, true), 'utf-16be'],
    ['UTF-16 without a mark', utf16(text, false), 'utf-16le'],
    ['UTF-16 big-endian without a mark', utf16(text, true), 'utf-16be'],
    ['CP1252', encodeText(text, 'windows-1252'), 'windows-1252'],
  ])('IN-40 %s', (_name, bytes, encoding) => {
    const sniff = sniffFile(fileOf(bytes ?? Buffer.alloc(0)));
    expect(sniff.scan.encoding).toBe(encoding);
    expect(sniff.records[1]?.cells[2]).toBe(NAME);
    expect(sniff.records[0]?.cells[0]).toBe('NUM_PRATICA');
  });

  it('IN-40 ISO-8859-15, told by its euro sign or by its letters', () => {
    const euro = sheetOf([rowOf(1, { COGNOME_NOME: 'PERÒ 12 €' })]);
    const letters = sheetOf([rowOf(1, { COGNOME_NOME: 'KOŠIR DUŠAN' })]);
    const beginnings = sheetOf([rowOf(1, { COGNOME_NOME: 'Šimić Œdipe' })]).replaceAll('ć', 'c');
    for (const sheet of [euro, letters, beginnings]) {
      const sniff = sniffFile(fileOf(encodeText(sheet, 'iso-8859-15') ?? Buffer.alloc(0)));
      expect(sniff.scan.encoding).toBe('iso-8859-15');
      expect(sniff.records[1]?.cells).toEqual(sheet.split('\r\n')[1]?.split(';'));
    }
  });

  it('IN-40 a byte that CP1252 leaves undefined refuses its row and names it', () => {
    const bytes = Buffer.from(sheetOf([rowOf(1), rowOf(2), rowOf(3)]), 'latin1');
    const at = bytes.indexOf('MARIO 2');
    bytes[at] = 0x81;
    bytes[bytes.indexOf('MARIO 3')] = 0x92;
    const analysis = analyseText(bytes);
    expect(numbers(analysis)).toMatchObject({ rowsIn: 3, accepted: 2, rejected: 1 });
    expect(analysis.rules[0]).toMatchObject({ id: 'IN-06', examples: [{ row: 3, value: 'ROSSI \\x81ARIO 2' }] });
  });

  it('IN-40 a damaged sequence in a UTF-8 file refuses its row, and the file stays UTF-8', () => {
    const rows = Array.from({ length: 40 }, (_, i) => rowOf(i, { COGNOME_NOME: `NICCOLÒ ${i}` }));
    const bytes = Buffer.from(sheetOf(rows));
    bytes[bytes.indexOf('NICCOLÒ 7') + 6] = 0x41;
    const analysis = analyseText(bytes);
    expect(numbers(analysis)).toMatchObject({ accepted: 39, rejected: 1 });
    expect(counts(analysis)).toEqual({ 'IN-06': 1 });
  });

  it('IN-40 text goes back into the encoding it came from, byte by byte', () => {
    for (const encoding of ['windows-1252', 'iso-8859-15'] as const) {
      const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
      const text = createDecoder(encoding)(all, true);
      // The undefined bytes are the only ones that are no text.
      const back = encodeText(text.replace(/[\u0080-\u009f]/gu, ''), encoding);
      expect(back?.length).toBe(256 - (encoding === 'windows-1252' ? 5 : 32));
      expect(all.includes(back ?? Buffer.alloc(1))).toBe(
        encoding === 'windows-1252' ? false : all.includes(back ?? ''),
      );
    }
    expect(encodeText('漢', 'windows-1252')).toBeNull();
  });
});

describe('IN-41 the delimiter is found, never one column silently', () => {
  const rows = [HEADINGS, rowOf(1), rowOf(2), rowOf(3)];
  it.each([';', ',', '\t', '|'])('IN-41 %j', (delimiter) => {
    const quoted = rows.map((row) =>
      row
        .split(';')
        .map((cell) => (cell.includes(delimiter) ? `"${cell}"` : cell))
        .join(delimiter),
    );
    const sniff = sniffFile(fileOf(`${quoted.join('\n')}\n`));
    expect(sniff.dialect.delimiter).toBe(delimiter);
    expect(sniff.records.every(({ cells }) => cells.length === 11)).toBe(true);
  });

  it('IN-41 another delimiter is refused with those that were tried', () => {
    const text = rows.map((row) => row.replaceAll(';', '^')).join('\n');
    expect(failure(() => sniffFile(fileOf(text)))).toEqual({
      code: 'file-delimiter',
      params: { line: 1, tried: '; , TAB |' },
    });
  });

  it('IN-41 a layout with another delimiter than the file is refused', () => {
    const layout = { ...placementOf(fileOf(sheetOf([rowOf(1)]))).spec, delimiter: '|' };
    expect(failure(() => placementOf(fileOf(sheetOf([rowOf(1)])), layout)).code).toBe('file-delimiter');
  });
});

describe('IN-42 what is no placement file says so with its line', () => {
  it.each([
    ['an empty file', '', 'file-empty'],
    ['nothing but its mark', '\ufeff', 'file-empty'],
    ['nothing but blank lines', '\n\n  \n', 'file-empty'],
    ['headings alone', `${HEADINGS}\n`, 'file-no-rows'],
  ])('IN-42 %s', (_name, text, code) => {
    expect(failure(() => analyseText(text)).code).toBe(code);
  });

  it.each([
    ['a spreadsheet', [0x50, 0x4b, 0x03, 0x04, 0x14], 'xlsx/zip'],
    ['an old spreadsheet', [0xd0, 0xcf, 0x11, 0xe0, 0xa1], 'xls'],
    ['a PDF', [...Buffer.from('%PDF-1.7')], 'pdf'],
  ])('IN-42 %s', (_name, bytes, kind) => {
    expect(failure(() => sniffFile(fileOf(Buffer.from(bytes))))).toEqual({
      code: 'file-binary',
      params: { kind, line: 1 },
    });
  });

  it('IN-42 a zero byte in the middle', () => {
    const bytes = Buffer.from(sheetOf([rowOf(1), rowOf(2), rowOf(3)]));
    bytes[bytes.indexOf('MARIO 2')] = 0;
    expect(failure(() => scanFile(fileOf(bytes)))).toEqual({ code: 'file-binary', params: { kind: 'NUL', line: 3 } });
  });

  it('IN-42 a line of ten megabytes', () => {
    const text = `${sheetOf([rowOf(1)])}${'x'.repeat(10 * 1024 * 1024)}\n`;
    expect(failure(() => scanFile(fileOf(text)))).toEqual({
      code: 'file-line-too-long',
      params: { line: 3, limit: 1_048_576 },
    });
  });

  it('IN-42 a last line cut short, in the middle of the columns or of a quoted cell', () => {
    const cut = sheetOf([rowOf(1), rowOf(2)]).slice(0, -30);
    expect(failure(() => analyseText(cut))).toMatchObject({ code: 'file-truncated', params: { line: 3 } });
    const quoted = `${sheetOf([rowOf(1)])}${rowOf(2, { COGNOME_NOME: '"ROSSI' }).slice(0, 20)}`;
    expect(failure(() => analyseText(quoted))).toMatchObject({ code: 'file-truncated', params: { line: 3 } });
  });

  it('IN-42 a last line without its end is whole', () => {
    expect(numbers(analyseText(sheetOf([rowOf(1), rowOf(2)]).trimEnd()))).toMatchObject({ rowsIn: 2, accepted: 2 });
  });

  it('IN-42 UTF-16 with half a character at the end', () => {
    const bytes = Buffer.concat([utf16(`\ufeff${sheetOf([rowOf(1)])}`, false), Buffer.from([0x41])]);
    expect(failure(() => scanFile(fileOf(bytes)))).toMatchObject({
      code: 'file-encoding',
      params: { encoding: 'utf-16le', line: 3 },
    });
  });

  it('IN-42 UTF-32', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]);
    expect(failure(() => scanFile(fileOf(bytes)))).toMatchObject({
      code: 'file-encoding',
      params: { encoding: 'utf-32' },
    });
  });
});

describe('IN-43 quotes, ends of line and blanks', () => {
  const read = (text: string, newline: '\r\n' | '\n' | '\r' = '\n'): string[][] => {
    const records: string[][] = [];
    const reader = createRecordReader({ delimiter: ';', quote: '"', newline }, (cells) => records.push(cells));
    for (const char of text) reader.push(char);
    reader.end();
    return records;
  };

  it.each([
    [
      'a;b\nc;d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['"a;b";c\n', [['a;b', 'c']]],
    [
      '"a""b";c\r\nd;e\r\n',
      [
        ['a"b', 'c'],
        ['d', 'e'],
      ],
    ],
    [
      '"a\nb";c\nd;e',
      [
        ['a\nb', 'c'],
        ['d', 'e'],
      ],
    ],
    ['"BAR "DA MARIO" SRL";x\n', [['BAR "DA MARIO" SRL', 'x']]],
    ['D"AMICO;x\n', [['D"AMICO', 'x']]],
    [
      '"LA PERLA SRL;x\ny;z\n',
      [
        ['"LA PERLA SRL', 'x'],
        ['y', 'z'],
      ],
    ],
    ['"";""\n', [['', '']]],
    ['a;\r\n', [['a', '']]],
  ])('IN-43 %j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('IN-43 files of old Macs end their lines with a return', () => {
    expect(numbers(analyseText(sheetOf([rowOf(1), rowOf(2)], '\r')))).toMatchObject({ rowsIn: 2, accepted: 2 });
  });

  it('IN-43 blank lines and the mark of old programs are ignored, and counted', () => {
    const text = `${sheetOf([rowOf(1)])}\r\n${rowOf(2)}\r\n;;;;;;;;;;\r\n\u001a`;
    expect(numbers(analyseText(text, { judge: judgeOf() }))).toMatchObject({ rowsIn: 5, accepted: 2, ignored: 3 });
  });

  it('IN-43 leading zeros stay', () => {
    const sniff = sniffFile(fileOf(sheetOf([rowOf(1, { NUM_PRATICA: '000123', CAP: '00042' })])));
    expect(sniff.records[1]?.cells.slice(0, 6)).toEqual(['000123', 'K1', 'ROSSI MARIO 1', '', '3470000001', '00042']);
  });
});
