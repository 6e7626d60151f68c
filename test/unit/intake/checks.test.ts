import { describe, expect, it } from 'vitest';
import { taxCodeFor } from '../../../src-shared/domain/tax-code.ts';
import { CHECK_RULES, levelsOf, RULE_IDS, type RuleId } from '../../../src-shared/contract/intake-rules.ts';
import { analyse } from '../../../src-main/coordinator/intake/check/analyse.ts';
import { RULE_WORDS } from '../../../src-main/coordinator/intake/check/words.ts';
import {
  analyseText,
  counts,
  fileOf,
  HEADINGS,
  judgeOf,
  numbers,
  placementOf,
  rowOf,
  type RowPart,
  sheetOf,
} from './lab.ts';

const only = (parts: Partial<Record<RowPart, string>>) => analyseText(sheetOf([rowOf(1), rowOf(2, parts), rowOf(3)]));

const REFUSED: readonly (readonly [RuleId, string, Partial<Record<RowPart, string>>, RowPart])[] = [
  ['IN-07', 'no case number', { NUM_PRATICA: '' }, 'NUM_PRATICA'],
  ['IN-08', 'no name', { COGNOME_NOME: '  ' }, 'COGNOME_NOME'],
  ['IN-09', 'no amount', { CAPITALE: '' }, 'CAPITALE'],
  ['IN-09', 'no total', { TOTALE: '' }, 'TOTALE'],
  ['IN-10', 'an amount that is none', { CAPITALE: '12x' }, 'CAPITALE'],
  ['IN-11', 'nothing owed', { CAPITALE: '0,00', INTERESSI: '0', TOTALE: '0,00' }, 'TOTALE'],
  ['IN-11', 'a credit', { CAPITALE: '-12,00', INTERESSI: '', TOTALE: '-12,00' }, 'TOTALE'],
  ['IN-12', 'a date that the calendar has not', { SCADENZA: '31/09/2026' }, 'SCADENZA'],
  ['IN-13', 'components that do not add up', { TOTALE: '1.300,00' }, 'TOTALE'],
];

const WARNED: readonly (readonly [RuleId, string, Partial<Record<RowPart, string>>])[] = [
  ['IN-21', 'a wrong check character', { CODICE_FISCALE: 'RSSMRA80A01H501X' }],
  ['IN-25', 'a telephone too short', { TELEFONO: '06 4412' }],
  ['IN-25', 'a service number', { TELEFONO: '800 123456' }],
  ['IN-27', 'a CAP without its zero', { CAP: '9125' }],
  ['IN-27', 'a CAP of another province', { CAP: '20121' }],
  ['IN-28', 'due after the mandate’s end', { SCADENZA: '18/08/2027' }],
];

describe('IN-01…IN-28 what each check does', () => {
  it.each(REFUSED)('%s refuses the row: %s', (rule, _name, parts, heading) => {
    const analysis = only(parts);
    expect(counts(analysis)).toEqual({ [rule]: 1 });
    expect(numbers(analysis)).toMatchObject({ rowsIn: 3, accepted: 2, rejected: 1 });
    expect(analysis.rules[0]?.examples[0]).toMatchObject({ row: 3, value: (parts[heading] ?? '').trim() });
  });

  it.each(WARNED)('%s is a warning: %s', (rule, _name, parts) => {
    const analysis = only(parts);
    expect(counts(analysis)).toEqual({ [rule]: 1 });
    expect(numbers(analysis)).toMatchObject({ accepted: 3, rejected: 0, warnings: 1, blocked: 0 });
  });

  it('IN-26 an e-mail address that cannot be one is a warning, and the row is loaded', () => {
    const addresses = ['anna@posta.example', 'anna.posta.example', 'anna@'];
    const rows = addresses.map((address, n) => `${rowOf(n + 1)};${address}`);
    const analysis = analyseText([`${HEADINGS};EMAIL`, ...rows, ''].join('\r\n'));
    expect(counts(analysis)).toEqual({ 'IN-26': 2 });
    expect(numbers(analysis)).toMatchObject({ accepted: 3, rejected: 0, warnings: 2, blocked: 0 });
    expect(analysis.rules[0]?.examples[0]).toMatchObject({ row: 3, value: 'anna.posta.example' });
  });

  it('IN-05 a row with another number of columns is refused', () => {
    const analysis = analyseText(sheetOf([rowOf(1), `${rowOf(2)};more`, rowOf(3)]));
    expect(counts(analysis)).toEqual({ 'IN-05': 1 });
    expect(numbers(analysis)).toMatchObject({ accepted: 2, rejected: 1 });
  });

  it('IN-14 a field that the layout requires', () => {
    const { spec } = placementOf(fileOf(sheetOf([rowOf(1)])));
    const analysis = analyseText(sheetOf([rowOf(1), rowOf(2, { TELEFONO: '' })]), {
      layout: { ...spec, required: ['contact.phone1'] },
    });
    expect(counts(analysis)).toEqual({ 'IN-14': 1 });
  });

  it('IN-15 a case with a refused row is refused whole', () => {
    const same = { NUM_PRATICA: '7781-000002', COGNOME_NOME: 'ROSSI' };
    const rows = [rowOf(1), rowOf(2, same), rowOf(3, { ...same, CAPITALE: '' }), rowOf(4, same)];
    const analysis = analyseText(sheetOf(rows));
    expect(counts(analysis)).toEqual({ 'IN-09': 1, 'IN-15': 2 });
    expect(numbers(analysis)).toMatchObject({ accepted: 1, rejected: 3 });
    expect(analysis.totals.total).toBe(121650);
  });

  it('IN-16 one case number, two debtors', () => {
    const rows = [
      rowOf(1, { CODICE_FISCALE: 'RSSMRA80A01H501U' }),
      rowOf(2, { NUM_PRATICA: '7781-000001', CODICE_FISCALE: 'MRTMTT91D08F205J' }),
    ];
    const analysis = analyseText(sheetOf(rows));
    expect(counts(analysis)).toEqual({ 'IN-16': 1 });
    expect(numbers(analysis)).toMatchObject({ accepted: 1, rejected: 1 });
  });

  it('IN-17 the same position twice is a duplicate, another position of the case is not', () => {
    const same = { NUM_PRATICA: '7781-000001', COGNOME_NOME: 'ROSSI MARIO 1' };
    const rows = [
      rowOf(1),
      rowOf(2, same),
      rowOf(3, { ...same, CONTRATTO: 'K2' }),
      rowOf(4, { ...same, CONTRATTO: 'K1', SCADENZA: '19/09/2026' }),
    ];
    const analysis = analyseText(sheetOf(rows));
    expect(counts(analysis)).toEqual({ 'IN-17': 1 });
    expect(numbers(analysis)).toMatchObject({ accepted: 3, duplicate: 1 });
    expect(analysis.loads).toEqual({ cases: 1, parties: 1 });
  });

  it('IN-18 an open case is a duplicate, IN-20 a closed one loads with a warning', () => {
    const judge = judgeOf({
      standingOf: (number) => (number === '7781-000001' ? 'open' : number === '7781-000002' ? 'closed' : 'none'),
    });
    const analysis = analyseText(sheetOf([rowOf(1), rowOf(2), rowOf(3)]), { judge });
    expect(counts(analysis)).toEqual({ 'IN-18': 1, 'IN-20': 1 });
    expect(numbers(analysis)).toMatchObject({ accepted: 2, duplicate: 1, warnings: 1 });
  });

  it('IN-19 a code that the layout does not list blocks the case', () => {
    const { spec } = placementOf(fileOf(sheetOf([rowOf(1)])));
    const mappings = spec.mappings.map((mapping) =>
      mapping.field === 'party.province'
        ? { ...mapping, transforms: [{ kind: 'codes', values: { RM: 'RM' } }] }
        : mapping,
    );
    const analysis = analyseText(sheetOf([rowOf(1), rowOf(2, { PROV: 'XX' })]), { layout: { ...spec, mappings } });
    expect(counts(analysis)).toEqual({ 'IN-19': 1 });
    expect(numbers(analysis)).toMatchObject({ accepted: 2, blocked: 1 });
  });

  it('IN-22 a birth date that the tax code denies; IN-23 and IN-24 numbers of companies and accounts', () => {
    const sheet = [
      'PRATICA;NOMINATIVO;CODICE FISCALE;DATA NASCITA;PARTITA IVA;IBAN;IMPORTO',
      'A1;ROSSI MARIO;RSSMRA80A01H501U;02/01/1980;;;10,00',
      'A2;FERRI SRL;;;00743110158;;10,00',
      'A3;CONTI ELENA;;;;IT40S0542811101000000123456;10,00',
      'A4;CONTI ELENA;;;;IT60X0542811101000000123456;10,00',
    ].join('\n');
    const analysis = analyseText(`${sheet}\n`);
    expect(counts(analysis)).toEqual({ 'IN-22': 1, 'IN-23': 1, 'IN-24': 1 });
    expect(numbers(analysis)).toMatchObject({ accepted: 4, warnings: 3 });
  });

  it('IN-44 a creditor’s own levels count, and a fixed rule keeps its own', () => {
    const sheet = sheetOf([
      rowOf(1, { CODICE_FISCALE: 'RSSMRA80A01H501X' }),
      rowOf(2, { TELEFONO: '1' }),
      rowOf(3, { CAPITALE: '' }),
    ]);
    const judge = judgeOf({ checks: { 'IN-21': 'row', 'IN-25': 'off', 'IN-09': 'off' } });
    const analysis = analyseText(sheet, { judge });
    expect(counts(analysis)).toEqual({ 'IN-09': 1, 'IN-21': 1 });
    expect(numbers(analysis)).toMatchObject({ accepted: 1, rejected: 2, warnings: 0 });
    expect(levelsOf('IN-09')).toEqual(['row']);
    expect(levelsOf('IN-21')).toEqual(['warn', 'row', 'block', 'off']);
  });

  it('IN-44 every rule has its words in both languages', () => {
    for (const id of RULE_IDS) {
      expect(RULE_WORDS[id].it.length, id).toBeGreaterThan(5);
      expect(RULE_WORDS[id].en.length, id).toBeGreaterThan(5);
      expect(CHECK_RULES[id].level).toBe(levelsOf(id)[0]);
    }
  });
});

const withControls = (header: string, trailer: string): string =>
  [header, HEADINGS, rowOf(1), rowOf(2), trailer].filter((line) => line !== '').join('\r\n') + '\r\n';

describe('IN-01, IN-02, IN-04 control records', () => {
  it('IN-01 and IN-02 agree', () => {
    const analysis = analyseText(withControls('H;BANCA;23/11/2026;2', 'T;2;2.433,00'));
    expect(analysis.refusedBy).toEqual([]);
    expect(analysis.controls).toEqual([
      { kind: 'header', what: 'count', expected: 2, found: 2, agrees: true, asSent: false },
      { kind: 'trailer', what: 'count', expected: 2, found: 2, agrees: true, asSent: false },
      { kind: 'trailer', what: 'total', expected: 243300, found: 243300, agrees: true, asSent: false },
    ]);
    expect(numbers(analysis)).toMatchObject({ rowsIn: 2, accepted: 2 });
  });

  it.each([
    ['IN-01', 'H;BANCA;23/11/2026;2', 'T;3;2.433,00'],
    ['IN-02', '', 'T;2;2.433,01'],
  ])('%s does not agree: the file is refused', (rule, header, trailer) => {
    const analysis = analyseText(withControls(header, trailer));
    expect(analysis.refusedBy).toEqual([rule]);
    expect(counts(analysis)).toEqual({ [rule]: 1 });
  });

  it('IN-02 an amount that cannot be read leaves the sum open, and refuses only its row', () => {
    const sheet = [HEADINGS, rowOf(1), rowOf(2, { TOTALE: '' }), 'T;2;2.433,00'].join('\n');
    const analysis = analyseText(`${sheet}\n`);
    expect(analysis.refusedBy).toEqual([]);
    expect(analysis.controls.find(({ what }) => what === 'total')?.agrees).toBeNull();
  });

  it('IN-02 what a person corrects takes nothing from a file that came whole, and may make good one that did not', () => {
    const total = HEADINGS.split(';').indexOf('TOTALE');
    const judge = (rows: readonly string[], corrected: string) => {
      const file = placementOf(fileOf(`${[HEADINGS, ...rows, 'T;2;2.433,00'].join('\n')}\n`));
      const corrections = new Map([[3, new Map([[total, corrected]])]]);
      const { refusedBy, controls } = analyse({ ...file, corrections }, judgeOf());
      return { refusedBy, ...controls.find(({ what }) => what === 'total') };
    };
    expect(judge([rowOf(1), rowOf(2)], '1.216,51')).toMatchObject({ refusedBy: [], agrees: true, asSent: true });
    const torn = rowOf(2, { TOTALE: '1.2l6,50' });
    expect(judge([rowOf(1), torn], '1.216,50')).toMatchObject({ refusedBy: [], agrees: true, asSent: false });
    // A correction that was typed wrong is found by the sum.
    expect(judge([rowOf(1), torn], '1.216,60')).toMatchObject({ refusedBy: ['IN-02'], agrees: false, found: 243310 });
  });

  it('IN-04 a trailer that is missing, doubled, or not at the end', () => {
    const good = placementOf(fileOf(withControls('', 'T;2;2.433,00'))).spec;
    const judge = (text: string) => analyseText(text, { layout: good }).refusedBy;
    expect(judge(sheetOf([rowOf(1), rowOf(2)]))).toEqual(['IN-04']);
    expect(judge(`${withControls('', 'T;2;2.433,00')}T;2;2.433,00\r\n`)).toEqual(['IN-04']);
    expect(judge([HEADINGS, rowOf(1), 'T;2;2.433,00', rowOf(2)].join('\n') + '\n')).toEqual(['IN-04']);
  });

  it('IN-03 the same bytes again refuse the file', () => {
    expect(analyseText(sheetOf([rowOf(1)]), { judge: judgeOf({ sameFile: '2026-11-A' }) }).refusedBy).toEqual([
      'IN-03',
    ]);
  });
});

describe('IN-45 one debtor with several cases is one party', () => {
  const cf = taxCodeFor({ surname: 'Rossi', name: 'Mario', birthDate: '1980-01-01', sex: 'M', placeCode: 'H501' });
  const parties = (rows: readonly Partial<Record<RowPart, string>>[]): number =>
    analyseText(sheetOf(rows.map((parts, i) => rowOf(i + 1, parts)))).loads.parties;

  it('IN-45 by tax code, omocodia undone', () => {
    expect(
      parties([{ CODICE_FISCALE: cf }, { CODICE_FISCALE: cf.toLowerCase() }, { CODICE_FISCALE: 'RSSMRA80A01H50MM' }]),
    ).toBe(1);
  });

  it('IN-45 a code that fails its check identifies nobody', () => {
    expect(parties([{ CODICE_FISCALE: 'RSSMRA80A01H501X' }, { CODICE_FISCALE: 'RSSMRA80A01H501X' }])).toBe(2);
  });

  it('IN-45 equal names alone are not one person, with the birth date they are', () => {
    expect(parties([{ COGNOME_NOME: 'ROSSI MARIO' }, { COGNOME_NOME: 'ROSSI MARIO' }])).toBe(2);
    const sheet = [
      'PRATICA;NOMINATIVO;DATA NASCITA;IMPORTO',
      'A1;ROSSI MARIO;01/01/1980;1,00',
      'A2;Rossi  Mario;01/01/1980;1,00',
      'A3;ROSSI MARIO;02/01/1980;1,00',
    ];
    expect(analyseText(`${sheet.join('\n')}\n`).loads).toEqual({ cases: 3, parties: 2 });
  });

  it('IN-45 by the creditor’s own key', () => {
    const sheet = ['PRATICA;NDG;NOMINATIVO;IMPORTO', 'A1;77;ROSSI MARIO;1,00', 'A2;77;ROSSI M.;1,00'];
    expect(analyseText(`${sheet.join('\n')}\n`).loads).toEqual({ cases: 2, parties: 1 });
  });
});
