import {
  AMOUNT_FIELDS,
  DATE_FIELDS,
  type FieldName,
  type LayoutSpec,
  type Mapping,
  PHONE_FIELDS,
  type Suggestion,
  type TargetField,
  type Transform,
} from '../../../../src-shared/contract/layout.ts';
import type { DateFormat } from '../../../../src-shared/domain/civil-date.ts';
import type { DecimalMark } from '../../../../src-shared/domain/money.ts';
import type { Sniff } from '../reader/sniff.ts';
import { findControlRecords } from './control-records.ts';
import { isRejectColumn } from './fingerprint.ts';
import { type ColumnShape, shapeOf } from './values.ts';
import { headingOf, isSurname, meaningOf } from './words.ts';

export type Suggested = {
  readonly spec: LayoutSpec;
  readonly suggestions: readonly Suggestion[];
  /** Fields without which no case loads and that no column certainly is. */
  readonly missing: readonly FieldName[];
};

const NOTHING = { field: null, confidence: 0, certainty: 'uncertain', because: 'nothing' } as const;

/** At or above this a column is taken without asking. */
const CERTAIN = 80;

/** A layout for a file nobody has described, from its headings and its values. */
export const suggestLayout = (sniff: Sniff, name: string): Suggested => {
  const rows = withoutLooseEnds(sniff.records.map((record) => record.cells));
  const columns = commonest(rows.map((cells) => cells.length));
  const found = findControlRecords(rows, sniff.lastRecord, { columns, count: sniff.scan.lines, decimal: ',' });
  const body = rows.slice(found.lead).filter((cells) => cells.length === columns);
  const headerRow = isHeading(body[0] ?? [], body.slice(1));
  const headings = headerRow ? (body[0] ?? []) : [];
  const data = (headerRow ? body.slice(1) : body).filter((cells) => !isControl(cells, found.records));
  const shapes = Array.from({ length: columns }, (_, i) => shapeOf(data.map((cells) => cells[i] ?? '')));
  const names = Array.from(
    { length: columns },
    (_, i) => headings[i]?.trim().slice(0, 200) || `C${String(i + 1).padStart(2, '0')}`,
  );
  const guessed = assign(
    asGivenName(
      shapes.map((shape, i) => candidateOf(i + 1, headings[i] ?? '', shape)),
      headings,
    ),
  );
  const shapesOf = (isField: (field: FieldName) => boolean): ColumnShape[] =>
    shapes.filter((_, i) => isField(guessed[i]?.field ?? 'custom.'));
  const decimal = commonestOr(
    shapesOf(isAmountField).map((shape) => shape.decimal),
    ',',
  );
  const dateFormat = commonestOr(
    shapesOf((field) => DATE_FIELDS.has(field)).map((shape) => shape.dateLike),
    'dd/MM/yyyy',
  );
  const controls = headerRow
    ? recount(rows, sniff, columns, decimal)
    : findControlRecords(rows, sniff.lastRecord, { columns, count: sniff.scan.lines, decimal }).records;
  const typeColumn = controls?.detail == null ? 0 : controls.typeColumn;
  const suggestions = guessed.map((guess) => (guess.column === typeColumn ? { ...guess, ...NOTHING } : guess));
  const mappings = suggestions.flatMap((suggestion, i) =>
    suggestion.column === typeColumn
      ? []
      : mappingOf(
          suggestion,
          names[i] ?? '',
          columnFor(headings, i),
          shapes[i],
          { decimal, dateFormat },
          data.map((cells) => cells[i] ?? ''),
        ),
  );
  const spec: LayoutSpec = {
    name,
    encoding: null,
    delimiter: sniff.dialect.delimiter,
    quote: sniff.dialect.quote,
    headerRow,
    columns: names,
    decimal,
    dateFormat,
    phoneCountry: 'IT',
    records:
      controls === null
        ? null
        : { ...controls, totalOf: has(suggestions, 'position.total') ? 'position.total' : 'position.principal' },
    mappings,
    constants: [],
    required: [],
    positionKey: [],
    tolerance: 1,
  };
  return { spec, suggestions, missing: missingFields(suggestions) };
};

/** Rows that end with a delimiter which the headings do not have: there is nothing behind it. */
const withoutLooseEnds = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] => {
  const usual = commonest(rows.map((cells) => cells.length));
  const loose = rows.filter((cells) => cells.length === usual);
  const isLoose =
    loose.every((cells) => cells.at(-1)?.trim() === '') && rows.some((cells) => cells.length === usual - 1);
  return isLoose ? rows.map((cells) => (cells.length === usual ? cells.slice(0, -1) : cells)) : rows;
};

const recount = (rows: readonly (readonly string[])[], sniff: Sniff, columns: number, decimal: DecimalMark) =>
  findControlRecords(rows, sniff.lastRecord, { columns, count: sniff.scan.lines - 1, decimal }).records;

const isControl = (cells: readonly string[], records: LayoutSpec['records']): boolean => {
  const tag = cells[(records?.typeColumn ?? 1) - 1]?.trim();
  return records !== null && (tag === records.header?.tag || tag === records.trailer?.tag) && tag !== records.detail;
};

const has = (suggestions: readonly Suggestion[], field: TargetField): boolean =>
  suggestions.some((s) => s.field === field);

/** No case loads without them. An amount is the total or the principal. */
const missingFields = (suggestions: readonly Suggestion[]): FieldName[] => {
  const certain = (field: TargetField): boolean =>
    suggestions.some((s) => s.field === field && s.certainty === 'certain');
  const missing: FieldName[] = (['case.number', 'party.name'] as const).filter((field) => !certain(field));
  return certain('position.total') || certain('position.principal') ? missing : [...missing, 'position.total'];
};

/** Headings are words: none is a number, a date or a code, and most differ from what stands below. */
const isHeading = (cells: readonly string[], below: readonly (readonly string[])[]): boolean => {
  if (cells.length === 0 || cells.some((cell) => /^\s*[+-]?[\d.,/]+\s*$/u.test(cell))) return false;
  const known = cells.filter((cell) => meaningOf(cell) !== null).length;
  if (known * 3 >= cells.length) return true;
  const filled = cells.filter((cell) => cell.trim() !== '');
  const repeated = filled.length !== new Set(filled).size;
  const digitsBelow = below.slice(0, 50).some((row) => row.some((cell) => /^\s*[\d.,/]+\s*$/u.test(cell)));
  return !repeated && digitsBelow && filled.every((cell) => !/[@]|\d{5,}/u.test(cell));
};

type Candidate = Suggestion & { readonly shape: ColumnShape };

const candidateOf = (column: number, heading: string, shape: ColumnShape): Candidate => {
  const nothing: Candidate = { column, field: null, confidence: 0, certainty: 'uncertain', because: 'nothing', shape };
  if (isRejectColumn(heading)) return nothing;
  const meaning = heading === '' ? null : meaningOf(heading);
  if (meaning === null)
    return shape.field === null
      ? nothing
      : { ...nothing, field: shape.field, confidence: shape.field === 'party.vatNumber' ? 70 : 85, because: 'values' };
  // `Customer Type` is person or company, or the creditor's own sorts: taken for the former it would block every case.
  if (meaning.field === 'party.kind' && shape.filled > 0 && !shape.kindLike) return nothing;
  // `Cliente` is a number or a name: the values tell.
  if (meaning.field === 'party.key' && meaning.confidence < CERTAIN && shape.nameLike)
    return { ...nothing, field: 'party.name', confidence: 82, because: 'both' };
  // A heading says whose number it is (the guarantor's), the values only what kind.
  const agrees = shape.field !== null && kindOf(shape.field) === kindOf(meaning.field);
  if (agrees)
    return {
      ...nothing,
      field: meaning.field,
      confidence: Math.min(99, meaning.confidence + 4 + (meaning.confidence < 80 ? 20 : 0)),
      because: 'both',
    };
  const confidence = fits(meaning.field, shape) ? meaning.confidence + words(heading) : 40;
  return { ...nothing, field: meaning.field, confidence: Math.min(99, confidence), because: 'header' };
};

/** `Importo totale` says more than `Importo`. */
const words = (heading: string): number => Math.min(3, heading.split(/[\s_.]+/u).length - 1);

const kindOf = (field: TargetField): string =>
  field.endsWith('axCode') || field === 'party.vatNumber'
    ? 'code'
    : /phone/u.test(field)
      ? 'phone'
      : field === 'contact.pec'
        ? 'contact.email'
        : field;

/** Could the column hold such values? Empty columns could hold anything. */
const fits = (field: TargetField, shape: ColumnShape): boolean => {
  if (shape.filled === 0) return true;
  if (DATE_FIELDS.has(field)) return shape.dateLike !== null;
  if (isAmountField(field)) return shape.amountLike;
  return true;
};

const isAmountField = (field: FieldName): boolean => (AMOUNT_FIELDS as readonly FieldName[]).includes(field);

/** `Name` beside `Surname` is the given name. */
const asGivenName = (candidates: readonly Candidate[], headings: readonly string[]): readonly Candidate[] =>
  headings.some((heading) => isSurname(heading))
    ? candidates.map((candidate, i) =>
        candidate.field === 'party.name' && !isSurname(headings[i] ?? '')
          ? { ...candidate, field: 'party.givenName' as const }
          : candidate,
      )
    : candidates;

/** Fields that several columns make together: contract and instalment, street and number. */
const JOINED: ReadonlySet<FieldName> = new Set(['position.contract', 'party.address']);

/** One column per field, the surest first; telephones take the next free place. */
const assign = (candidates: readonly Candidate[]): Suggestion[] => {
  const taken = new Map<FieldName, number>();
  const decided = new Map<number, Suggestion>();
  const phones = candidates.filter((c) => c.field === 'contact.phone1').map((c) => c.column);
  for (const { shape: _, ...candidate } of candidates.toSorted(
    (a, b) => b.confidence - a.confidence || a.column - b.column,
  )) {
    const field =
      candidate.field === 'contact.phone1' ? (PHONE_FIELDS[phones.indexOf(candidate.column)] ?? null) : candidate.field;
    const rival = field === null || JOINED.has(field) ? undefined : taken.get(field);
    if (field === null || rival !== undefined) {
      // As sure as the one that took the field: then neither is.
      if (field !== null && rival === candidate.confidence) doubt(decided, field);
      decided.set(candidate.column, { ...candidate, field: null, certainty: 'uncertain' });
      continue;
    }
    taken.set(field, candidate.confidence);
    decided.set(candidate.column, {
      ...candidate,
      field,
      certainty: candidate.confidence >= CERTAIN ? 'certain' : 'uncertain',
    });
  }
  return loneGivenName(candidates.map(({ column }) => decided.get(column)).filter((s) => s !== undefined));
};

const doubt = (decided: Map<number, Suggestion>, field: FieldName): void => {
  for (const [column, suggestion] of decided)
    if (suggestion.field === field) decided.set(column, { ...suggestion, certainty: 'uncertain', confidence: 70 });
};

/** `Nome` without a `Cognome` beside it is the whole name. */
const loneGivenName = (suggestions: readonly Suggestion[]): Suggestion[] =>
  has(suggestions, 'party.name')
    ? [...suggestions]
    : suggestions.map((s) => (s.field === 'party.givenName' ? { ...s, field: 'party.name' as const } : s));

const NEEDED: ReadonlySet<FieldName> = new Set([
  'case.number',
  'party.name',
  'party.givenName',
  'position.total',
  'position.principal',
]);

/** A column that is no field of ours, or not surely, is kept under its own name. */
const mappingOf = (
  suggestion: Suggestion,
  name: string,
  column: Mapping['column'],
  shape: ColumnShape | undefined,
  usual: { readonly decimal: DecimalMark; readonly dateFormat: DateFormat },
  cells: readonly string[],
): Mapping[] => {
  if (isRejectColumn(name) || shape === undefined) return [];
  const { field } = suggestion;
  // What is not sure and not needed is kept under its own name rather than taken for something else.
  if (field === null || (suggestion.certainty === 'uncertain' && !NEEDED.has(field)))
    return typeof column === 'number' && shape.filled === 0
      ? []
      : [{ column, field: customField(name), transforms: [] }];
  const transforms: Transform[] = [];
  if (DATE_FIELDS.has(field) && shape.dateLike !== null && shape.dateLike !== usual.dateFormat)
    transforms.push({ kind: 'date', format: shape.dateLike });
  if (isAmountField(field)) {
    if (shape.decimal !== null && shape.decimal !== usual.decimal)
      transforms.push({ kind: 'decimal', mark: shape.decimal, implied: 0 });
    if (isPadded(cells)) transforms.push({ kind: 'decimal', mark: usual.decimal, implied: 2 });
  }
  return [{ column, field, transforms }];
};

const customField = (name: string): FieldName => `custom.${name.replace(/\s+/gu, ' ').slice(0, 40)}`;

/** Columns are named by their headings, so that they may change places; by number where the name does not tell them. */
const columnFor = (headings: readonly string[], index: number): Mapping['column'] => {
  const name = headings[index]?.trim() ?? '';
  const isOnly = headings.filter((heading) => headingOf(heading) === headingOf(name)).length === 1;
  return name === '' || name.length > 200 || !isOnly ? index + 1 : name;
};

/** Amounts of a mainframe: digits only, filled with zeros to one length, the last two are cents. */
const isPadded = (cells: readonly string[]): boolean => {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return (
    filled.length > 0 &&
    filled.every((cell) => /^\d{9,}$/u.test(cell.trim()) && cell.length === filled[0]?.length) &&
    filled.every((cell) => cell.startsWith('0'))
  );
};

const commonest = (values: readonly number[]): number => commonestOr(values, 0);

const commonestOr = <T>(values: readonly (T | null)[], otherwise: T): T => {
  const tally = new Map<T, number>();
  for (const value of values) if (value !== null) tally.set(value, (tally.get(value) ?? 0) + 1);
  return [...tally].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? otherwise;
};
