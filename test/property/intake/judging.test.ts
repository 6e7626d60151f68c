import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src-main/coordinator/intake/check/analyse.ts';
import {
  fileOf,
  HEADINGS,
  judgeOf,
  placementOf,
  rejectsOf,
  rowOf,
  type RowPart,
  sheetOf,
} from '../../unit/intake/lab.ts';

/** Faults that refuse a row, duplicates, blanks, warnings: anything a creditor sends. */
const FAULTS: readonly Partial<Record<RowPart, string>>[] = [
  { NUM_PRATICA: '' },
  { COGNOME_NOME: '' },
  { CAPITALE: '' },
  { CAPITALE: 'x' },
  { TOTALE: '1,00' },
  { SCADENZA: '31/02/2026' },
];
const WARNINGS: readonly Partial<Record<RowPart, string>>[] = [
  { TELEFONO: '12' },
  { CAP: '1' },
  { CODICE_FISCALE: 'RSSMRA80A01H501X' },
  {},
];

const line = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('good' as const), of: fc.nat(30), with: fc.constantFrom(...WARNINGS) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('bad' as const), of: fc.nat(30), with: fc.constantFrom(...FAULTS) }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ kind: 'blank' as const }, { kind: 'wide' as const }, { kind: 'junk' as const }),
  },
);
type Line = typeof line extends fc.Arbitrary<infer T> ? T : never;

const textOf = (entry: Line, n: number): string => {
  switch (entry.kind) {
    case 'blank':
      return '';
    case 'wide':
      return `${rowOf(1000 + n)};;`;
    case 'junk':
      return ';;;x;;;;;;;';
    default:
      return rowOf(entry.of, { CONTRATTO: `K${n % 3}`, ...entry.with });
  }
};

const layout = placementOf(fileOf(sheetOf([rowOf(1), rowOf(2)]))).spec;

describe('IN-52 rows in = accepted + rejected + duplicate + ignored', () => {
  it('IN-52 whatever the file holds, and accepted includes blocked and warned', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 60, size: 'max' }), (lines) => {
        const sheet = `${[HEADINGS, ...lines.map(textOf)].join('\n')}\n${rowOf(5000)}\n`;
        const analysis = analyse(placementOf(fileOf(sheet), layout), judgeOf());
        const { rowsIn, accepted, rejected, duplicate, ignored, blocked, warnings } = analysis;
        expect(rowsIn).toBe(lines.length + 1);
        expect(accepted + rejected + duplicate + ignored).toBe(rowsIn);
        expect(blocked).toBeLessThanOrEqual(accepted);
        expect(warnings).toBeLessThanOrEqual(accepted);
        // What loads is what was accepted: no case has a refused row.
        const refused = new Set<number>();
        for (let i = 0; i < analysis.rows.size(); i += 1)
          if (analysis.rows.verdict(i) === 'rejected') refused.add(analysis.rows.caseOf(i));
        for (let i = 0; i < analysis.rows.size(); i += 1)
          if (analysis.rows.verdict(i) === 'accepted' && !isAnotherDebtor(lines))
            expect(refused.has(analysis.rows.caseOf(i))).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});

/** IN-16 refuses the second debtor's row alone, by design. */
const isAnotherDebtor = (lines: readonly Line[]): boolean =>
  lines.some(
    (entry) =>
      entry.kind !== 'blank' && entry.kind !== 'wide' && entry.kind !== 'junk' && 'CODICE_FISCALE' in entry.with,
  );

describe('IN-53 the rejects come back', () => {
  it('IN-53 corrected, every one of them is accepted, in the same layout and encoding', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ of: fc.nat(500), fault: fc.option(fc.constantFrom(...FAULTS)) }), {
          selector: ({ of }) => of,
          minLength: 1,
          maxLength: 40,
          size: 'max',
        }),
        fc.constantFrom('utf-8', 'windows-1252', 'utf-16le'),
        (rows, encoding) => {
          const name = 'NICCOLÒ È';
          const sheet = sheetOf(rows.map(({ of, fault }) => rowOf(of, { COGNOME_NOME: `${name} ${of}`, ...fault })));
          const bytes =
            encoding === 'utf-8'
              ? Buffer.from(sheet)
              : encoding === 'utf-16le'
                ? Buffer.from(`\ufeff${sheet}`, 'utf16le')
                : Buffer.from(sheet, 'latin1');
          const file = placementOf(fileOf(bytes), layout);
          // Without a letter beyond ASCII the two one-byte encodings are the same bytes.
          const plain = Buffer.byteLength(sheet) === sheet.length && encoding !== 'utf-16le';
          expect(file.scan.encoding).toBe(plain ? 'utf-8' : encoding);
          const { analysis, rejects } = rejectsOf(file, judgeOf());
          const bad = rows.filter(({ fault }) => fault !== null);
          expect(analysis.rejected).toBe(bad.length);
          const back = placementOf(rejects, { ...layout, encoding: file.scan.encoding });
          if (bad.length === 0) return;
          // Sent back as it is, it is refused again for the same reasons.
          expect(analyse(back, judgeOf()).rejected).toBe(bad.length);
          const node = encoding === 'utf-16le' ? 'utf16le' : encoding === 'utf-8' ? 'utf8' : 'latin1';
          const text = readFileSync(rejects).toString(node);
          const [head = '', ...lines] = text.split('\r\n').filter((one) => one !== '');
          const fixed = lines.map((one, i) => {
            const cells = one.split(';');
            const right = rowOf(bad[i]?.of ?? 0, { COGNOME_NOME: name }).split(';');
            return [...right, ...cells.slice(right.length)].join(';');
          });
          expect(head.endsWith(';SCARTO_REGOLA;SCARTO_MOTIVO')).toBe(true);
          const again = fileOf(Buffer.from(`${[head, ...fixed].join('\r\n')}\r\n`, node));
          const result = analyse(placementOf(again, layout), judgeOf());
          expect(result).toMatchObject({ rowsIn: bad.length, accepted: bad.length, rejected: 0 });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('IN-53 control records of the rejects give their own count and sum', () => {
    const good = [
      HEADINGS,
      rowOf(1),
      rowOf(2, { SCADENZA: '31/02/2026' }),
      rowOf(3, { SCADENZA: '31/02/2026' }),
      'T;3;3.649,50',
    ];
    const file = placementOf(fileOf(`${good.join('\n')}\n`));
    const { analysis, rejects } = rejectsOf(file, judgeOf());
    expect(analysis.refusedBy).toEqual([]);
    expect(readFileSync(rejects, 'utf8').trimEnd().split('\n').at(-1)).toBe('T;2;2433,00');
    writeFileSync(rejects, readFileSync(rejects, 'utf8').replaceAll('31/02/2026', '28/02/2026'));
    expect(analyse(placementOf(rejects, file.spec), judgeOf())).toMatchObject({
      accepted: 2,
      rejected: 0,
      refusedBy: [],
    });
  });
});
