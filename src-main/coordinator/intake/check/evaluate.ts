import type { FieldName, TargetField } from '../../../../src-shared/contract/layout.ts';
import { type CivilDate, parseCivilDate } from '../../../../src-shared/domain/civil-date.ts';
import type { Binding } from '../layout/bind.ts';
import { DAMAGED } from '../reader/text.ts';
import { readAmounts } from './amounts.ts';
import { addPhones, readContacts } from './contacts.ts';
import { type PartyTexts, readParty } from './party.ts';
import type { ContactDraft, Evaluated, Finding, PartyDraft } from './placement.ts';
import { quickDate } from './quick.ts';

/** What a row is judged against besides its layout. */
export type Measure = {
  readonly creditorId: string;
  readonly today: CivilDate;
  readonly mandate: { readonly startsOn: CivilDate; readonly endsOn: CivilDate };
};

/** `mayBeDamaged`: the file has bytes that could be no characters; most have none, and need not be looked through. */
export type Reading = { readonly mayBeDamaged: boolean };

export type Evaluate = (cells: readonly string[]) => Evaluated;

/** Zeros where a date should be: mainframes have no empty dates. */
const NO_DATE = /^[0\s./-]*$/u;

/**
 * Reads one record and checks it by itself (IN-05 … IN-14, IN-19, IN-21 … IN-28); what needs other rows or the store
 * is judged in `analyse`. Pure, and the same for the review, the load and a corrected row.
 */
export const createEvaluate = (binding: Binding, measure: Measure, { mayBeDamaged }: Reading): Evaluate => {
  const text = (field: TargetField, cells: readonly string[]): string => binding.fields.get(field)?.read(cells) ?? '';
  const coded = [...binding.fields.values()].filter(({ field }) => hasCodes(binding, field));

  const date = (field: TargetField, cells: readonly string[], findings: Finding[]): CivilDate | null => {
    const reader = binding.fields.get(field);
    const written = reader?.read(cells) ?? '';
    if (reader === undefined || NO_DATE.test(written)) return null;
    const parsed = quickDate(written, reader.dateFormat) ?? parseCivilDate(written, reader.dateFormat);
    if (parsed === null) findings.push({ rule: 'IN-12', field, value: written });
    return parsed;
  };

  const partyTexts = (cells: readonly string[], birthDate: CivilDate | null): PartyTexts => ({
    key: text('party.key', cells),
    kind: text('party.kind', cells),
    name: spaced(`${text('party.name', cells)} ${text('party.givenName', cells)}`),
    taxCode: text('party.taxCode', cells),
    vatNumber: text('party.vatNumber', cells),
    birthDate,
    birthPlace: text('party.birthPlace', cells),
    iban: text('party.iban', cells),
    address: spaced(text('party.address', cells)),
    city: text('party.city', cells),
    province: text('party.province', cells),
    postalCode: text('party.postalCode', cells),
    country: text('party.country', cells),
  });

  return (cells) => {
    const findings: Finding[] = [];
    if (binding.columns > 0 && cells.length !== binding.columns && !isWide(binding, cells))
      findings.push({ rule: 'IN-05', field: '', value: String(cells.length) });
    const damaged = mayBeDamaged ? cells.find((cell) => DAMAGED.test(cell)) : undefined;
    if (damaged !== undefined)
      findings.push({ rule: 'IN-06', field: fieldAt(binding, cells.indexOf(damaged)), value: visible(damaged) });
    for (const reader of coded)
      if (reader.read(cells) === null)
        findings.push({ rule: 'IN-19', field: reader.field, value: reader.raw(cells).trim() });
    const caseNumber = text('case.number', cells);
    if (caseNumber === '') findings.push({ rule: 'IN-07', field: 'case.number', value: '' });
    const birthDate = date('party.birthDate', cells, findings);
    const texts = partyTexts(cells, birthDate);
    if (texts.name === '') findings.push({ rule: 'IN-08', field: 'party.name', value: '' });
    const amounts = readAmounts(binding, cells, findings);
    const dueOn = date('position.dueOn', cells, findings);
    const placedOn = date('case.placedOn', cells, findings);
    checkOrder(measure, { birthDate, dueOn, placedOn }, findings);
    for (const reader of binding.required)
      if (reader.read(cells) === '' && !findings.some(({ field }) => field === reader.field))
        findings.push({ rule: 'IN-14', field: reader.field, value: '' });
    const scope = { creditorId: measure.creditorId, caseNumber };
    const party = readParty(texts, scope, findings, measure.today);
    return {
      findings,
      row: {
        caseNumber,
        positionKey: binding.positionKey.map((reader) => reader.read(cells) ?? reader.raw(cells)).join('\u001f'),
        product: text('case.product', cells) || text('position.product', cells),
        placedOn,
        party: { ...party, contacts: readContacts(binding, cells, texts, findings) },
        guarantor: guarantorOf(binding, cells, scope, measure.today, findings),
        position: {
          ...amounts,
          contract: text('position.contract', cells),
          product: text('position.product', cells),
          dueOn,
        },
        custom: binding.custom
          .map(({ name, reader }) => ({ name, value: reader.read(cells) ?? reader.raw(cells).trim() }))
          .filter(({ value }) => value !== ''),
      },
    };
  };
};

const hasCodes = (binding: Binding, field: FieldName): boolean =>
  binding.spec.mappings.some(
    (mapping) => mapping.field === field && mapping.transforms.some(({ kind }) => kind === 'codes'),
  );

/** Single spaces; nearly every text has them already. */
const spaced = (text: string): string => (/\s\s|[^\S ]/u.test(text) ? text.replace(/\s+/gu, ' ').trim() : text.trim());

/** One delimiter too many at the end, or rejects that come back with rule and reason behind their own columns. */
const isWide = (binding: Binding, cells: readonly string[]): boolean =>
  (cells.length === binding.columns + 1 && cells.at(-1)?.trim() === '') ||
  (cells.length === binding.columns + 2 && /^IN-\d\d/u.test(cells[binding.columns] ?? ''));

const fieldAt = (binding: Binding, column: number): FieldName | '' =>
  [...binding.fields.values()].find((reader) => reader.column === column)?.field ?? '';

/** Bytes that are no characters, written so that a person can name them. */
const visible = (text: string): string =>
  text.replace(/[\u0080-\u009f]/gu, (char) => `\\x${char.charCodeAt(0).toString(16)}`);

/** IN-28: due after the mandate's end, born later than the debt, placed after the mandate's end. */
const checkOrder = (
  { mandate, today }: Measure,
  dates: {
    readonly birthDate: CivilDate | null;
    readonly dueOn: CivilDate | null;
    readonly placedOn: CivilDate | null;
  },
  findings: Finding[],
): void => {
  const { birthDate, dueOn, placedOn } = dates;
  if (dueOn !== null && dueOn > mandate.endsOn) findings.push({ rule: 'IN-28', field: 'position.dueOn', value: dueOn });
  if (placedOn !== null && placedOn > mandate.endsOn)
    findings.push({ rule: 'IN-28', field: 'case.placedOn', value: placedOn });
  if (birthDate !== null && birthDate > (dueOn ?? today))
    findings.push({ rule: 'IN-28', field: 'party.birthDate', value: birthDate });
};

const guarantorOf = (
  binding: Binding,
  cells: readonly string[],
  scope: { readonly creditorId: string; readonly caseNumber: string },
  today: CivilDate,
  findings: Finding[],
): PartyDraft | null => {
  const name = spaced(binding.fields.get('guarantor.name')?.read(cells) ?? '');
  if (name === '') return null;
  const own: Finding[] = [];
  const taxCode = binding.fields.get('guarantor.taxCode')?.read(cells) ?? '';
  const party = readParty(
    { ...NOBODY, name, taxCode },
    { ...scope, caseNumber: `${scope.caseNumber}:guarantor` },
    own,
    today,
  );
  for (const finding of own)
    findings.push(finding.field === 'party.taxCode' ? { ...finding, field: 'guarantor.taxCode' } : finding);
  const contacts: ContactDraft[] = [];
  const phone = binding.fields.get('guarantor.phone');
  if (phone !== undefined) addPhones(phone, phone.read(cells) ?? '', contacts, findings);
  return { ...party, contacts };
};

const NOBODY: PartyTexts = {
  key: '', kind: '', name: '', taxCode: '', vatNumber: '', birthDate: null, birthPlace: '', iban: '', address: '', city: '',
  province: '', postalCode: '', country: '',
}; // prettier-ignore
