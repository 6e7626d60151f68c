import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { LayoutSpec } from '../../../src-shared/contract/layout.ts';
import { readAmount } from '../../../src-main/coordinator/intake/check/amounts.ts';
import { bindLayout } from '../../../src-main/coordinator/intake/layout/bind.ts';
import { fingerprintOf } from '../../../src-main/coordinator/intake/layout/fingerprint.ts';
import { suggestLayout } from '../../../src-main/coordinator/intake/layout/suggest.ts';
import { applyTransforms } from '../../../src-main/coordinator/intake/layout/transform.ts';
import { meaningOf } from '../../../src-main/coordinator/intake/layout/words.ts';
import { sniffFile } from '../../../src-main/coordinator/intake/reader/sniff.ts';
import { analyseText, counts, fileOf, numbers, placementOf, rowOf, sheetOf } from './lab.ts';

const suggest = (lines: readonly string[]) => suggestLayout(sniffFile(fileOf(`${lines.join('\n')}\n`)), 'test');
const fieldsOf = (spec: LayoutSpec): Record<string, string> =>
  Object.fromEntries(spec.mappings.map(({ column, field }) => [String(column), field]));

describe('IN-46 a layout is suggested from headings and values', () => {
  it.each([
    ['NUM_PRATICA', 'case.number'],
    ['Num. Pratica', 'case.number'],
    ['Case Number', 'case.number'],
    ['accountNumber', 'case.number'],
    ['COGNOME_NOME', 'party.name'],
    ['Ragione Sociale', 'party.name'],
    ['C.F.', 'party.taxCode'],
    ['CF/PIVA', 'party.taxCode'],
    ['P.IVA', 'party.vatNumber'],
    ['Data di nascita', 'party.birthDate'],
    ['TEL1', 'contact.phone1'],
    ['Mobile phone 2', 'contact.phone1'],
    ['E-mail', 'contact.email'],
    ['Importo capitale', 'position.principal'],
    ['Interessi di mora', 'position.interest'],
    ['Total due', 'position.total'],
    ['Due date', 'position.dueOn'],
    ['Localita', 'party.city'],
    ['Città', 'party.city'],
  ])('IN-46 %s', (heading, field) => {
    expect(meaningOf(heading)).toMatchObject({ field });
    expect(meaningOf(heading)?.confidence).toBeGreaterThanOrEqual(80);
  });

  it('IN-46 English headings, decimal points and ISO dates', () => {
    const { spec, missing } = suggest([
      'Case Number,Debtor Name,Tax Code,Due Date,Principal,Fees,Amount Due,Branch',
      'A-1,"Rossi, Mario",RSSMRA80A01H501U,2026-08-18,1204.00,10.50,1214.50,Roma 3',
      'A-2,Conti Elena,MRTMTT91D08F205J,2026-09-02,311.25,0.00,311.25,Roma 4',
    ]);
    expect(missing).toEqual([]);
    expect(spec).toMatchObject({ delimiter: ',', decimal: '.', dateFormat: 'yyyy-MM-dd', headerRow: true });
    expect(fieldsOf(spec)).toEqual({
      'Case Number': 'case.number',
      'Debtor Name': 'party.name',
      'Tax Code': 'party.taxCode',
      'Due Date': 'position.dueOn',
      Principal: 'position.principal',
      Fees: 'position.fees',
      'Amount Due': 'position.total',
      Branch: 'custom.Branch',
    });
  });

  it('IN-46 surname and name in two columns, several telephones, dates without separators', () => {
    const { spec } = suggest([
      'PRATICA;COGNOME;NOME;TEL1;TEL2;SCADENZA;CAPITALE',
      '1;ROSSI;MARIO;3471234567;06 12345678;20260818;12,00',
      '2;CONTI;ELENA;3481234567;;20260902;13,00',
    ]);
    expect(spec.dateFormat).toBe('yyyyMMdd');
    expect(Object.values(fieldsOf(spec))).toEqual([
      'case.number',
      'party.name',
      'party.givenName',
      'contact.phone1',
      'contact.phone2',
      'position.dueOn',
      'position.principal',
    ]);
  });

  it('IN-46 values speak where headings do not', () => {
    const { spec, suggestions } = suggest([
      'PRATICA;NOMINATIVO;X1;X2;X3;IMPORTO',
      '1;ROSSI MARIO;RSSMRA80A01H501U;IT60X0542811101000000123456;rossi@posta.example;12,00',
      '2;CONTI ELENA;MRTMTT91D08F205J;IT60X0542811101000000123456;conti@posta.example;13,00',
    ]);
    expect(fieldsOf(spec)).toMatchObject({ X1: 'party.taxCode', X2: 'party.iban', X3: 'contact.email' });
    expect(suggestions.slice(2, 5).map(({ because }) => because)).toEqual(['values', 'values', 'values']);
  });

  it('IN-47 what cannot be mapped with certainty is named', () => {
    expect(suggest(['A;B;C', '1;ROSSI MARIO;12,00', '2;CONTI ELENA;13,00']).missing).toEqual([
      'case.number',
      'party.name',
      'position.total',
    ]);
    // Two columns that could both be the total.
    expect(suggest(['PRATICA;NOMINATIVO;TOTALE;SALDO', '1;ROSSI;12,00;13,00']).missing).toEqual(['position.total']);
    expect(suggest(['CODICE;NOMINATIVO;TOTALE', '1;ROSSI;12,00', '2;CONTI;13,00']).missing).toEqual(['case.number']);
  });

  it('IN-46 headings that repeat or are missing, and rows that end with a delimiter', () => {
    const sheet = [
      'PRATICA;NOMINATIVO;NOTE;NOTE;;TOTALE',
      '1;ROSSI MARIO;a;b;c;12,00;',
      '2;CONTI ELENA;;;;13,00;',
      '3;VERDI ADA;;d;;14,00;',
    ];
    const { spec, missing } = suggest(sheet);
    expect(missing).toEqual([]);
    expect(spec.mappings.map(({ column, field }) => `${column} ${field}`)).toEqual([
      'PRATICA case.number',
      'NOMINATIVO party.name',
      '3 custom.NOTE',
      '4 custom.NOTE',
      '5 custom.C05',
      'TOTALE position.total',
    ]);
    expect(numbers(analyseText(`${sheet.join('\n')}\n`))).toMatchObject({ rowsIn: 3, accepted: 3 });
  });

  it('IN-46 a column that is empty at first is kept for what may come', () => {
    expect(fieldsOf(suggest(['PRATICA;NOMINATIVO;TOTALE;AGENZIA', '1;ROSSI;1,00;']).spec)).toMatchObject({
      AGENZIA: 'custom.AGENZIA',
    });
  });

  it('IN-46 header, trailer and record types are found', () => {
    const { spec } = suggest([
      'H;BANCA;23/11/2026;2',
      'TIPO;PRATICA;NOMINATIVO;TOTALE',
      'D;1;ROSSI MARIO;12,00',
      'D;2;CONTI ELENA;13,00',
      'T;2;25,00',
    ]);
    expect(spec.records).toMatchObject({
      typeColumn: 1,
      detail: 'D',
      header: { tag: 'H', countColumn: 4, totalColumn: null },
      trailer: { tag: 'T', countColumn: 2, totalColumn: 3 },
      totalOf: 'position.total',
    });
    expect(fieldsOf(spec)).not.toHaveProperty('TIPO');
  });

  it.each([
    ['Customer Type', ['Retail', 'SME', 'VIP', 'Retail'], 'custom.Customer Type'],
    ['Tipo cliente', ['D', 'D', 'D', 'D'], 'custom.Tipo cliente'],
    ['TIPO', ['P', 'G', 'P', 'P'], 'custom.TIPO'],
    ['Customer Type', ['PF', 'PG', 'PF', 'PF'], 'party.kind'],
    ['Natura giuridica', ['Persona fisica', 'SOCIETA', 'persona giuridica', 'PF'], 'party.kind'],
  ])(
    'IN-46 %s of %j is mapped to %s: a sort of customer that nobody knows blocks no case',
    (heading, values, field) => {
      const { spec } = suggest([
        `PRATICA;NOMINATIVO;TOTALE;${heading}`,
        ...values.map((value, i) => `${i + 1};ROSSI MARIO;1${i},00;${value}`),
      ]);
      expect(fieldsOf(spec)).toMatchObject({ [heading]: field });
    },
  );
});

describe('IN-48 a saved layout is recognised by its headings', () => {
  it('IN-48 spelling and capitals do not matter, columns and delimiter do', () => {
    const known = fingerprintOf(['NUM_PRATICA', 'Cognome e nome'], ';');
    expect(fingerprintOf(['num. pratica', 'COGNOME_NOME'], ';')).toBe(known);
    expect(fingerprintOf(['NUM_PRATICA', 'Cognome e nome'], ',')).not.toBe(known);
    expect(fingerprintOf(['Cognome e nome', 'NUM_PRATICA'], ';')).not.toBe(known);
    expect(fingerprintOf([], ';')).toBeNull();
  });

  it('IN-48 a file of rejects is recognised as the layout it came from', () => {
    expect(fingerprintOf(['NUM_PRATICA', 'TOTALE', 'SCARTO_REGOLA', 'SCARTO_MOTIVO'], ';')).toBe(
      fingerprintOf(['NUM_PRATICA', 'TOTALE'], ';'),
    );
  });
});

describe('IN-49 a layout is tied to the columns of a file', () => {
  const spec = placementOf(fileOf(sheetOf([rowOf(1)]))).spec;
  const refused = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      if (error instanceof AppError) return `${error.code} ${Object.values(error.params).join(' ')}`;
    }
    return '';
  };

  it('IN-49 columns may change places', () => {
    const swapped = sheetOf([rowOf(1), rowOf(2)])
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(';').toReversed().join(';'))
      .join('\n');
    expect(numbers(analyseText(`${swapped}\n`, { layout: spec }))).toMatchObject({ accepted: 2, rejected: 0 });
  });

  it('IN-49 a column that is missing is named', () => {
    expect(refused(() => bindLayout(spec, ['NUM_PRATICA', 'COGNOME_NOME']))).toContain('layout-mismatch CONTRATTO');
  });

  it('IN-49 a layout without case number, name or amount is incomplete', () => {
    const mappings = spec.mappings.filter(({ field }) => field === 'case.number');
    expect(refused(() => bindLayout({ ...spec, mappings }, spec.columns))).toBe(
      'layout-incomplete party.name, position.total',
    );
  });

  it('IN-49 a file without headings is read by column numbers', () => {
    const layout = {
      ...spec,
      headerRow: false,
      mappings: spec.mappings.map((mapping) => ({
        ...mapping,
        column: spec.columns.indexOf(String(mapping.column)) + 1,
      })),
    };
    expect(numbers(analyseText(`${rowOf(1)}\n${rowOf(2)}\n`, { layout }))).toMatchObject({ rowsIn: 2, accepted: 2 });
  });
});

describe('IN-50 transforms', () => {
  it.each([
    ['roma', [{ kind: 'upper' }], 'ROMA'],
    ['IT 0034', [{ kind: 'digits' }], '0034'],
    ['00184 ROMA', [{ kind: 'part', separator: ' ', part: 1, rest: false }], '00184'],
    ['00184 ROMA CENTRO', [{ kind: 'part', separator: ' ', part: 2, rest: true }], 'ROMA CENTRO'],
    ['a/b/c', [{ kind: 'part', separator: '/', part: -1, rest: false }], 'c'],
    ['PF', [{ kind: 'codes', values: { PF: 'person' } }], 'person'],
    ['??', [{ kind: 'codes', values: { PF: 'person' } }], null],
    ['', [{ kind: 'default', value: 'prestito' }], 'prestito'],
  ] as const)('IN-50 %j %j', (text, transforms, expected) => {
    expect(applyTransforms(text, transforms)).toBe(expected);
  });

  it.each([
    ['000000120400', 2, 120400],
    ['120400-', 2, -120400],
    ['5', 2, 5],
    ['12a', 2, null],
    ['120400', 0, 12040000],
  ])('IN-50 amounts with implied decimals: %s', (text, implied, cents) => {
    expect(readAmount(text, { decimal: ',', implied })).toBe(cents);
  });

  it('IN-50 custom fields keep what no field of ours is', () => {
    const sheet = 'PRATICA;NOMINATIVO;TOTALE;FILIALE\n1;ROSSI;1,00;042 Lamezia\n';
    expect(placementOf(fileOf(sheet)).spec.mappings.at(-1)).toMatchObject({ field: 'custom.FILIALE' });
    expect(counts(analyseText(sheet))).toEqual({});
  });
});
