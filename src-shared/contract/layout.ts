import { z } from 'zod';
import { DATE_FORMATS, type DateFormat } from '../domain/civil-date.ts';

/** A record layout (tracciato): how a creditor's file becomes cases. It is data, saved with a version. */

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15'] as const;
export const Encoding = z.enum(ENCODINGS);
export type Encoding = z.infer<typeof Encoding>;

export const DELIMITERS = [';', ',', '\t', '|'] as const;
export const Delimiter = z.enum(DELIMITERS);
export type Delimiter = z.infer<typeof Delimiter>;

export const TARGET_FIELDS = [
  'case.number',
  'case.product',
  'case.placedOn',
  'party.key',
  'party.kind',
  'party.name',
  'party.givenName',
  'party.taxCode',
  'party.vatNumber',
  'party.birthDate',
  'party.birthPlace',
  'party.iban',
  'party.address',
  'party.city',
  'party.province',
  'party.postalCode',
  'party.country',
  'contact.phone1',
  'contact.phone2',
  'contact.phone3',
  'contact.phone4',
  'contact.phone5',
  'contact.phone6',
  'contact.email',
  'contact.pec',
  'guarantor.name',
  'guarantor.taxCode',
  'guarantor.phone',
  'position.contract',
  'position.product',
  'position.dueOn',
  'position.principal',
  'position.interest',
  'position.fees',
  'position.other',
  'position.total',
] as const;
export type TargetField = (typeof TARGET_FIELDS)[number];

/** A field of the product, or `custom.<name>`: kept on the case and shown as the creditor names it. */
export const FieldName = z.union([
  z.enum(TARGET_FIELDS),
  z.custom<`custom.${string}`>((value) => typeof value === 'string' && /^custom\.[^\n]{1,40}$/u.test(value)),
]);
export type FieldName = z.infer<typeof FieldName>;

export const DATE_FIELDS: ReadonlySet<FieldName> = new Set(['case.placedOn', 'party.birthDate', 'position.dueOn']);
export const AMOUNT_FIELDS = [
  'position.principal',
  'position.interest',
  'position.fees',
  'position.other',
  'position.total',
] as const;
export type AmountField = (typeof AMOUNT_FIELDS)[number];
export const PHONE_FIELDS: readonly FieldName[] = [
  'contact.phone1',
  'contact.phone2',
  'contact.phone3',
  'contact.phone4',
  'contact.phone5',
  'contact.phone6',
];

const DateFormatName = z.enum(DATE_FORMATS as [DateFormat, ...DateFormat[]]);
const DecimalMark = z.enum([',', '.']);

/** Applied in order to the trimmed text of the column. */
export const Transform = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('upper') }),
  z.object({ kind: z.literal('lower') }),
  z.object({ kind: z.literal('digits') }),
  /** A column's own decimal mark; `implied` decimals when the file writes none (`000000120400` is 1.204,00). */
  z.object({ kind: z.literal('decimal'), mark: DecimalMark, implied: z.int().min(0).max(4).default(0) }),
  z.object({ kind: z.literal('date'), format: DateFormatName }),
  z.object({ kind: z.literal('phone'), country: z.string().length(2) }),
  /** One part of a cell with several: part 1 is the first, -1 the last; `rest` takes everything from there on. */
  z.object({
    kind: z.literal('part'),
    separator: z.string().min(1).max(5),
    part: z.int().min(-9).max(9),
    rest: z.boolean().default(false),
  }),
  /** The creditor's codes and what they mean; a code that is not listed blocks the case (IN-19). */
  z.object({ kind: z.literal('codes'), values: z.record(z.string(), z.string()) }),
  /** What stands in for an empty cell. */
  z.object({ kind: z.literal('default'), value: z.string().max(200) }),
]);
export type Transform = z.infer<typeof Transform>;

/** Columns of one field are joined by a space in the order given: surname and name, street and number. */
export const Mapping = z.object({
  /** Name in the header row, or number from 1. */
  column: z.union([z.string().max(200), z.int().min(1).max(500)]),
  field: FieldName,
  transforms: z.array(Transform).max(8).default([]),
});
export type Mapping = z.infer<typeof Mapping>;

/** A record that says what the file should hold. Columns are numbered from 1. */
const ControlRecord = z.object({
  /** What stands in the record-type column of such a record. */
  tag: z.string().min(1).max(40),
  countColumn: z.int().min(1).nullable().default(null),
  /** The count includes the header and trailer records themselves. */
  countsAll: z.boolean().default(false),
  totalColumn: z.int().min(1).nullable().default(null),
});
export type ControlRecord = z.infer<typeof ControlRecord>;

export const Records = z.object({
  /** The column, from 1, that tells the kind of record. */
  typeColumn: z.int().min(1).default(1),
  /** Tag of the rows with data; null: every record that is neither header nor trailer. Others are ignored, and counted. */
  detail: z.string().min(1).max(40).nullable().default(null),
  header: ControlRecord.nullable().default(null),
  trailer: ControlRecord.nullable().default(null),
  /** The amount whose sum the control records give. */
  totalOf: z.enum(AMOUNT_FIELDS).default('position.total'),
  /** Decimals that the control record's total implies; null where it is written like the other amounts. */
  impliedDecimals: z.int().min(0).max(4).nullable().default(null),
});
export type Records = z.infer<typeof Records>;

export const LayoutSpec = z.object({
  name: z.string().trim().min(1).max(80),
  /** null: found in each file. */
  encoding: Encoding.nullable().default(null),
  delimiter: Delimiter,
  quote: z.enum(['"', "'", '']).default('"'),
  headerRow: z.boolean().default(true),
  /** All columns in order, also those that are not mapped; empty where a layout was written by hand. */
  columns: z.array(z.string().max(200)).max(500).default([]),
  decimal: DecimalMark.default(','),
  dateFormat: DateFormatName.default('dd/MM/yyyy'),
  phoneCountry: z.string().length(2).default('IT'),
  records: Records.nullable().default(null),
  mappings: z.array(Mapping).min(1).max(500),
  /** Fields that have one and the same value in every row. */
  constants: z
    .array(z.object({ field: FieldName, value: z.string().max(200) }))
    .max(50)
    .default([]),
  /** Beyond case number, name and amount, which no case can do without. */
  required: z.array(FieldName).max(60).default([]),
  /** What tells one position of a case from another; empty: contract, product and due date, those that are mapped. */
  positionKey: z.array(FieldName).max(10).default([]),
  /** Cents by which the components may miss the total. */
  tolerance: z.int().min(0).max(100).default(1),
});
export type LayoutSpec = z.infer<typeof LayoutSpec>;

export const Certainty = z.enum(['certain', 'uncertain']);
export type Certainty = z.infer<typeof Certainty>;

/** What the header's word and the values of a column suggest. `confidence` 0…100. */
export const Suggestion = z.object({
  column: z.int().min(1),
  field: FieldName.nullable(),
  confidence: z.int().min(0).max(100),
  certainty: Certainty,
  /** `header`, `values`, `both`: what spoke for it. */
  because: z.enum(['header', 'values', 'both', 'nothing']),
});
export type Suggestion = z.infer<typeof Suggestion>;
