import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSampleFiles, type SampleFile } from '../../../src-main/practice/sample/files.ts';
import { MOBILE_PREFIXES } from '../../../src-main/practice/sample/numbers.ts';
import { COMMITTED_SAMPLE } from '../../../src-main/practice/sample/write-assets.ts';
import { LayoutSpec } from '../../../src-shared/contract/layout.ts';
import { parseCivilDate } from '../../../src-shared/domain/civil-date.ts';
import { checkEmail } from '../../../src-shared/domain/email.ts';
import { checkIban } from '../../../src-shared/domain/iban.ts';
import { parseAmount, sumCents } from '../../../src-shared/domain/money.ts';
import { normalisePhones } from '../../../src-shared/domain/phone.ts';
import { checkPostalCode } from '../../../src-shared/domain/postal-code.ts';
import { checkTaxCode, undoOmocodia } from '../../../src-shared/domain/tax-code.ts';

type Row = Readonly<Record<string, string>>;
/** A sample file read back by the plainest means, field by field of its layout. */
type Read = {
  readonly file: SampleFile;
  readonly spec: LayoutSpec;
  readonly text: string;
  readonly rows: readonly Row[];
};

let root = '';
let samples: readonly Read[] = [];

const read = async (file: SampleFile): Promise<Read> => {
  const spec = LayoutSpec.parse(JSON.parse(await readFile(file.layout, 'utf8')));
  const text = iconv.decode(await readFile(file.file), spec.encoding ?? 'utf-8');
  const cellsOf = (line: string): string[] =>
    line.startsWith('"') ? line.slice(1, -1).split(`"${spec.delimiter}"`) : line.split(spec.delimiter);
  const lines = text
    .split(/\r?\n/u)
    .filter((line) => line !== '')
    .map(cellsOf);
  const data = lines.filter((cells) => cells.length === spec.columns.length).slice(1);
  const rows = data.map((cells) =>
    Object.fromEntries(
      spec.mappings.map(({ column, field }) => [field, cells[spec.columns.indexOf(String(column))] ?? '']),
    ),
  );
  return { file, spec, text, rows };
};

const make = async (name: string, options: Parameters<typeof writeSampleFiles>[1]): Promise<readonly SampleFile[]> =>
  writeSampleFiles(join(root, name), options);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sample-'));
  samples = await Promise.all((await make('first', COMMITTED_SAMPLE)).map(read));
});
afterAll(async () => rm(root, { recursive: true, force: true }));

const column = (field: string): string[] =>
  samples.flatMap(({ rows }) => rows.map((row) => row[field] ?? '')).filter((cell) => cell !== '');
const bytesOf = async (dir: string): Promise<Record<string, string>> => {
  const names = (await readdir(dir)).filter((name) => !name.endsWith('.md')).toSorted();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, (await readFile(join(dir, name))).toString('latin1')])),
  );
};
/** How many different debtors of a file fail the test in one of their rows. */
const debtorsWith = ({ rows }: Read, test: (row: Row) => boolean): number =>
  new Set(rows.filter(test).map((row) => row['party.key'])).size;

describe('the sample placements', () => {
  it('PS-01 the same seed and day give the same bytes, another seed others', async () => {
    await make('again', COMMITTED_SAMPLE);
    await make('other', { ...COMMITTED_SAMPLE, seed: 'other' });
    const first = await bytesOf(join(root, 'first'));
    expect(await bytesOf(join(root, 'again'))).toEqual(first);
    const other = await bytesOf(join(root, 'other'));
    for (const name of ['levante.csv', 'enermia.csv', 'telco.txt']) expect(other[name]).not.toBe(first[name]);
  });

  it('PS-02 the copies in assets/sample are what the generator writes', async () => {
    expect(await bytesOf('assets/sample')).toEqual(await bytesOf(join(root, 'first')));
  });

  it('PS-03 is as large as it says', () => {
    const sum = (of: (file: SampleFile) => number): number => samples.reduce((total, { file }) => total + of(file), 0);
    expect(sum(({ planted }) => planted.debtors)).toBe(2_020);
    expect(sum(({ planted }) => planted.cases)).toBeGreaterThan(2_200);
    for (const { file, rows } of samples) {
      expect(rows).toHaveLength(file.planted.rows);
      expect(new Set(rows.map((row) => row['case.number'])).size).toBe(file.planted.cases);
      expect(rows.length).toBeGreaterThan(file.planted.cases);
    }
  });

  it('PS-04 every number is valid, but for the faults put there', () => {
    for (const sample of samples) {
      const { planted } = sample.file;
      expect(debtorsWith(sample, (row) => !checkTaxCode(row['party.taxCode'] ?? '').ok)).toBe(planted.taxCodes);
      expect(
        debtorsWith(sample, (row) =>
          ['contact.phone1', 'contact.phone2'].some((field) => normalisePhones(row[field] ?? '').rejected.length > 0),
        ),
      ).toBe(planted.phones);
      expect(
        debtorsWith(sample, (row) => {
          const check = checkPostalCode(row['party.postalCode'] ?? '', row['party.province']);
          return !check.ok || check.warning !== undefined;
        }),
      ).toBe(planted.postalCodes);
      expect(
        debtorsWith(
          sample,
          (row) => !['', undefined].includes(row['contact.email']) && !checkEmail(row['contact.email'] ?? '').ok,
        ),
      ).toBe(planted.emails);
      expect(
        debtorsWith(
          sample,
          (row) =>
            !['', undefined].includes(row['party.iban']) &&
            JSON.stringify(checkIban(row['party.iban'] ?? '')).includes('"cinOk":false'),
        ),
      ).toBe(planted.ibans);
    }
    expect(column('party.iban').every((text) => checkIban(text).ok)).toBe(true);
    expect(column('guarantor.taxCode').every((text) => checkTaxCode(text).ok)).toBe(true);
  });

  it('PS-05 telephones are of invented ranges only, addresses end in .example', () => {
    const phones = ['contact.phone1', 'contact.phone2', 'guarantor.phone']
      .flatMap((field) => column(field))
      .flatMap((cell) => normalisePhones(cell).numbers);
    expect(phones.length).toBeGreaterThan(3_000);
    const mobile = new RegExp(`^\\+39(?:${MOBILE_PREFIXES.join('|')})000\\d{4}$`, 'u');
    expect(phones.filter(({ e164 }) => !mobile.test(e164) && !/^\+390\d{1,3}000\d{4}$/u.test(e164))).toEqual([]);
    const emails = [...column('contact.email'), ...column('contact.pec')].filter((text) => checkEmail(text).ok);
    expect(emails.filter((text) => !text.endsWith('.example'))).toEqual([]);
    expect(column('party.vatNumber').every((text) => text.startsWith('77'))).toBe(true);
    expect(column('party.iban').every((text) => text.slice(5, 10) === '09999')).toBe(true);
  });

  it('PS-06 no telephone and no tax code belongs to two people', () => {
    const holders = new Map<string, Set<string>>();
    for (const { rows } of samples) {
      for (const row of rows) {
        if (!checkTaxCode(row['party.taxCode'] ?? '').ok) continue;
        const person = undoOmocodia(row['party.taxCode'] ?? '');
        for (const { e164 } of ['contact.phone1', 'contact.phone2'].flatMap(
          (field) => normalisePhones(row[field] ?? '').numbers,
        )) {
          holders.set(e164, (holders.get(e164) ?? new Set()).add(person));
        }
      }
    }
    expect([...holders.values()].filter(({ size }) => size > 1)).toEqual([]);
  });

  it('PS-07 dates lie around the base day, and debtors are grown up', () => {
    for (const { file, spec, rows } of samples) {
      const due = rows.map((row) => parseCivilDate(row['position.dueOn'] ?? '', spec.dateFormat));
      const impossible = due.filter((date) => date === null).length;
      expect(impossible).toBeGreaterThan(0);
      expect(impossible).toBeLessThanOrEqual(file.planted.refusedCases);
      expect(due.every((date) => date === null || (date < COMMITTED_SAMPLE.baseDate && date > '2025-12-01'))).toBe(
        true,
      );
      expect(
        file.mandate.startsOn <= COMMITTED_SAMPLE.baseDate && file.mandate.endsOn > COMMITTED_SAMPLE.baseDate,
      ).toBe(true);
      const births = rows.flatMap((row) => parseCivilDate(row['party.birthDate'] ?? '', spec.dateFormat) ?? []);
      expect(births.every((date) => date > '1940-01-01' && date < '2006-01-01')).toBe(true);
    }
  });

  it('PS-08 the header and trailer records agree with the rows, also the faulty ones', () => {
    const [levante] = samples;
    const total = sumCents(
      (levante?.rows ?? []).map((row) => parseAmount(row['position.total'] ?? '', { decimal: ',' }) ?? 0),
    );
    const lines = levante?.text.trim().split('\r\n') ?? [];
    const [header, trailer] = [lines[0]?.split(';') ?? [], lines.at(-1)?.split(';') ?? []];
    expect([header[0], Number(header[4]), parseAmount(header[5] ?? '', { decimal: ',' })]).toEqual([
      'H',
      levante?.rows.length,
      total,
    ]);
    expect([trailer[0], Number(trailer[1]), parseAmount(trailer[2] ?? '', { decimal: ',' })]).toEqual([
      'T',
      levante?.rows.length,
      total,
    ]);
  });

  it('PS-09 the components of every loaded row add up', () => {
    for (const { file, spec, rows } of samples) {
      const cents = (row: Row, field: string): number => parseAmount(row[field] ?? '', { decimal: spec.decimal }) ?? 0;
      const wrong = rows.filter(
        (row) =>
          'position.principal' in row &&
          cents(row, 'position.principal') + cents(row, 'position.interest') + cents(row, 'position.fees') !==
            cents(row, 'position.total'),
      );
      expect(wrong).toHaveLength(file.creditor === 'Telco Sud' ? 0 : 1);
    }
  });

  it('PS-10 each file is written in its own encoding, with characters that tell it', async () => {
    const raw = await Promise.all(samples.map(({ file }) => readFile(file.file)));
    expect(raw[0]?.includes(0x92)).toBe(true);
    expect(raw[1]?.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(raw[2]?.includes(0xa4)).toBe(true);
    expect(raw.reduce((bytes, { length }) => bytes + length, 0)).toBeLessThan(1_500_000);
    // Nothing was lost in an encoding that lacks it.
    for (const { text } of samples) expect(text).not.toMatch(/[\uFFFD?]/u);
  });

  it('PS-11 has what real placements have', () => {
    const codes = column('party.taxCode');
    expect(codes.some((code) => checkTaxCode(code).ok && undoOmocodia(code) !== code && code.length === 16)).toBe(true);
    expect(codes.filter((code) => code.length === 11).length).toBeGreaterThan(50);
    expect(codes.filter((code) => code.length === 16 && code.charAt(11) === 'Z').length).toBeGreaterThan(100);
    expect(column('guarantor.name').length).toBeGreaterThan(50);
    expect(column('party.name').some((name) => name.length > 40)).toBe(true);
    expect(
      column('contact.phone1').filter((cell) => normalisePhones(cell).numbers.length === 2).length,
    ).toBeGreaterThan(100);
    expect(column('contact.phone1').some((cell) => normalisePhones(cell).numbers[0]?.repaired === true)).toBe(true);
    const casesOf = Map.groupBy(samples[0]?.rows ?? [], (row) => row['party.key']);
    expect([...casesOf.values()].some((rows) => new Set(rows.map((row) => row['case.number'])).size > 1)).toBe(true);
    const people = samples.map(({ rows }) => new Set(rows.map((row) => row['party.taxCode'])));
    expect([...(people[0] ?? [])].some((code) => code !== '' && people[2]?.has(code) === true)).toBe(true);
  });

  it('PS-12 can be made small, and keeps a fault of each kind', async () => {
    const small = await make('small', { ...COMMITTED_SAMPLE, scale: 0.1 });
    for (const { planted } of small) {
      expect(planted.debtors).toBeLessThan(80);
      expect(
        Math.min(planted.taxCodes, planted.phones, planted.postalCodes, planted.refusedCases, planted.duplicateRows),
      ).toBeGreaterThan(0);
    }
  });
});
