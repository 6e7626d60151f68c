import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { ReturnConventions } from '../../../src-shared/contract/closing.ts';
import { writeReturnFile } from '../../../src-main/coordinator/closing/return-file.ts';
import type { ReturnLine } from '../../../src-main/coordinator/closing/return-line.ts';

const head = {
  creditorCode: 'BLV',
  mandateCode: '2026-11-B',
  closedAt: '2026-11-30T17:00:00.000Z',
  closedOn: '2026-11-30',
};
const line = (over: Partial<ReturnLine> = {}): ReturnLine => ({
  caseId: 'c1',
  caseNumber: '000123',
  contracts: ['K1', 'K2'],
  debtor: 'Perla Nuvolari',
  taxCode: 'NVLPRL80A41H501X',
  class: 'partial',
  reason: 'part-paid',
  placedOn: '2026-11-02',
  firstWorkedOn: '2026-11-03',
  lastWorkedOn: '2026-11-20',
  attempts: 4,
  conversations: 2,
  lastOutcome: 'PDP',
  lastOutcomeOn: '2026-11-20',
  promises: { made: 2, kept: 1, broken: 0, open: 1 },
  entrusted: 241_860,
  collected: { principal: 90_000, interest: 5_000, fees: 5_000, other: 0 },
  overpaid: 0,
  residual: 141_860,
  lastPaidOn: '2026-11-21',
  newContacts: ['+393331234567'],
  notes: 1,
  ...over,
});
const text = (lines: readonly ReturnLine[], conventions: object = {}): string[] =>
  new TextDecoder().decode(writeReturnFile(lines, head, ReturnConventions.parse(conventions))).split('\r\n');

describe('return file', () => {
  it('CL-01 has a header, the labels, one record per case and a trailer with count and sums', () => {
    const other = line({
      caseNumber: '000124',
      class: 'positive',
      reason: 'paid',
      collected: { principal: 241_860, interest: 0, fees: 0, other: 0 },
      overpaid: 140,
      residual: 0,
    });
    const rows = text([line(), other]);
    expect(rows[0]).toBe('TESTA;RESTITUZIONE;1;BLV;2026-11-B;30/11/2026;2026-11-30T17:00:00.000Z;2;4837,20');
    expect(rows[1]).toMatch(/^RECORD;NUM_PRATICA;CONTRATTO;DEBITORE;CODICE_FISCALE;CLASSE_FINALE;/);
    expect(rows[2]).toMatch(
      /^PRATICA;000123;K1 K2;Perla Nuvolari;NVLPRL80A41H501X;PARZIALE;part-paid;Pagato in parte;02\/11\/2026;/,
    );
    expect(rows[2]).toContain(';2418,60;900,00;50,00;50,00;0,00;0,00;1000,00;1418,60;21/11/2026;1;+393331234567;1');
    expect(rows[4]).toBe('CODA;2;4837,20;3420,00;1,40;1418,60;1;1;0');
    expect(rows[5]).toBe('');
  });

  it('CL-02 is written in the creditor’s conventions', () => {
    const conventions = {
      delimiter: ',',
      decimal: '.',
      dateFormat: 'yyyyMMdd',
      lineEnd: 'lf',
      language: 'en',
      columns: [
        { field: 'caseNumber', label: 'ACCOUNT' },
        { field: 'class' },
        { field: 'placedOn' },
        { field: 'debtor' },
        { field: 'residual' },
      ],
    };
    const rows = text([line({ debtor: 'Nuvolari "P", Perla\nsas' })], conventions)[0]?.split('\n');
    expect(rows).toEqual([
      'HEADER,RETURN,1,BLV,2026-11-B,20261130,2026-11-30T17:00:00.000Z,1,2418.60',
      'RECORD,ACCOUNT,FINAL_CLASS,PLACED_ON,DEBTOR,RESIDUAL',
      'CASE,000123,PARTIAL,20261102,"Nuvolari ""P"", Perla sas",1418.60',
      'TRAILER,1,2418.60,1000.00,0.00,1418.60,0,1,0',
      '',
    ]);
  });

  it.each([
    ['utf-8', 'utf8', 'Zoë Čapek Łódź €'],
    ['utf-8-bom', 'utf8', 'Zoë Čapek Łódź €'],
    ['utf-16le', 'utf16le', 'Zoë Čapek Łódź €'],
    ['windows-1252', 'win1252', 'Zoë Capek Lódz €'],
    ['iso-8859-15', 'iso-8859-15', 'Zoë Capek Lódz €'],
  ] as const)('CL-02 loses no letter in %s', (encoding, code, expected) => {
    const bytes = writeReturnFile([line({ debtor: 'Zoë Čapek Łódź €' })], head, ReturnConventions.parse({ encoding }));
    expect(iconv.decode(bytes, code, { stripBOM: true }).split('\r\n')[2]?.split(';')[3]).toBe(expected);
    const bom = { 'utf-8-bom': [0xef, 0xbb, 0xbf], 'utf-16le': [0xff, 0xfe] }[encoding as string];
    if (bom !== undefined) expect([...bytes.slice(0, bom.length)]).toEqual(bom);
  });

  it('CL-01 an empty mandate has a file too', () => {
    expect(text([]).at(-2)).toBe('CODA;0;0,00;0,00;0,00;0,00;0;0;0');
  });
});
