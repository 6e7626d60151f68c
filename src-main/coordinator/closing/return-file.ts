import iconv from 'iconv-lite';
import { RETURN_FIELDS, type ReturnConventions, type ReturnField } from '../../../src-shared/contract/closing.ts';
import { assertNever } from '../../../src-shared/domain/assert-never.ts';
import type { FinalReason } from '../../../src-shared/domain/final-class.ts';
import { writeAmount } from '../../../src-shared/domain/money.ts';
import { collectedOf, totalsOf, type ReturnLine } from './return-line.ts';
import { wordsOf } from './words.ts';

/** What the header says of the whole file. `closedAt` is the closing's stored instant: never "now". */
export type ReturnHead = {
  readonly creditorCode: string;
  readonly mandateCode: string;
  readonly closedAt: string;
  readonly closedOn: string;
};

type Writer = ReturnConventions & { readonly words: ReturnType<typeof wordsOf> };

/**
 * The bytes of a return file: a header record, the column labels, one record per case in the order given, a trailer
 * with the count and the sums. Pure: the same lines and head give the same bytes.
 *
 * Header: record, title, layout version, creditor, mandate, day, instant, cases, entrusted. Trailer: record, cases, entrusted, collected,
 * overpaid, residual, positives, partials, negatives.
 */
export const writeReturnFile = (
  lines: readonly ReturnLine[],
  head: ReturnHead,
  conventions: ReturnConventions,
): Uint8Array => {
  const words = wordsOf(conventions.language);
  const how: Writer = { ...conventions, words };
  const columns =
    conventions.columns.length > 0 ? conventions.columns : RETURN_FIELDS.map((field) => ({ field, label: '' }));
  const totals = totalsOf(lines);
  const amount = (cents: number): string => writeAmount(cents, { decimal: how.decimal });
  const records = [
    [
      words.header,
      words.title,
      '1',
      head.creditorCode,
      head.mandateCode,
      day(head.closedOn, how),
      head.closedAt,
      String(totals.cases),
      amount(totals.entrusted),
    ],
    [words.record, ...columns.map(({ field, label }) => (label === '' ? words.labels[field] : label))],
    ...lines.map((line) => [words.line, ...columns.map(({ field }) => cell(line, field, how))]),
    [
      words.trailer,
      String(totals.cases),
      amount(totals.entrusted),
      amount(totals.collected),
      amount(totals.overpaid),
      amount(totals.residual),
      ...totals.classes.map(({ cases }) => String(cases)),
    ],
  ];
  const end = how.lineEnd === 'crlf' ? '\r\n' : '\n';
  const text = records.map((record) => record.map((value) => quoted(value, how)).join(how.delimiter) + end).join('');
  return encode(text, how.encoding);
};

const cell = (line: ReturnLine, field: ReturnField, how: Writer): string => {
  const amount = (cents: number): string => writeAmount(cents, { decimal: how.decimal });
  switch (field) {
    case 'caseNumber':
    case 'debtor':
    case 'taxCode':
    case 'reason':
      return line[field];
    case 'contract':
      return line.contracts.join(' ');
    case 'class':
      return how.words.classes[line.class];
    case 'reasonText':
      return how.words.reasons[line.reason as FinalReason] ?? line.reason;
    case 'placedOn':
    case 'firstWorkedOn':
    case 'lastWorkedOn':
    case 'lastOutcomeOn':
    case 'lastPaidOn':
      return day(line[field], how);
    case 'attempts':
    case 'conversations':
    case 'notes':
      return String(line[field]);
    case 'lastOutcome':
      return line.lastOutcome ?? '';
    case 'promises':
      return String(line.promises.made);
    case 'promisesKept':
      return String(line.promises.kept);
    case 'promisesBroken':
      return String(line.promises.broken);
    case 'promisesOpen':
      return String(line.promises.open);
    case 'entrusted':
    case 'overpaid':
    case 'residual':
      return amount(line[field]);
    case 'collectedPrincipal':
      return amount(line.collected.principal);
    case 'collectedInterest':
      return amount(line.collected.interest);
    case 'collectedFees':
      return amount(line.collected.fees);
    case 'collectedOther':
      return amount(line.collected.other);
    case 'collected':
      return amount(collectedOf(line));
    case 'newContacts':
      return String(line.newContacts.length);
    case 'newContactList':
      return line.newContacts.join(' / ');
    default:
      return assertNever(field);
  }
};

const day = (date: string | null, { dateFormat }: Writer): string => {
  if (date === null) return '';
  const [year = '', month = '', dayOfMonth = ''] = date.split('-');
  return dateFormat.replace('yyyy', year).replace('MM', month).replace('dd', dayOfMonth);
};

/** A cell is one line: a reader that counts lines must count cases. */
const quoted = (value: string, { delimiter }: Writer): string => {
  const flat = value.replace(/[\r\n]+/gu, ' ');
  return flat.includes(delimiter) || flat.includes('"') ? `"${flat.replaceAll('"', '""')}"` : flat;
};

const CODES = {
  'utf-8': 'utf8',
  'utf-8-bom': 'utf8',
  'windows-1252': 'win1252',
  'iso-8859-15': 'iso-8859-15',
  'utf-16le': 'utf16le',
} as const satisfies Record<ReturnConventions['encoding'], string>;

const encode = (text: string, encoding: ReturnConventions['encoding']): Uint8Array => {
  const code = CODES[encoding];
  const addBOM = encoding === 'utf-8-bom' || encoding === 'utf-16le';
  const narrow = encoding === 'windows-1252' || encoding === 'iso-8859-15';
  return iconv.encode(narrow ? fitted(text, code) : text, code, { addBOM });
};

/** A letter that the creditor's code page does not have loses its accent (Ł → L, č → c) rather than become a "?". */
const fitted = (text: string, code: string): string =>
  text.replace(/[^\t\r\n\x20-\x7e]/gu, (letter) => {
    if (iconv.decode(iconv.encode(letter, code), code) === letter) return letter;
    return PLAIN[letter] ?? letter.normalize('NFKD').replace(/\p{M}/gu, '');
  });

const PLAIN: Readonly<Record<string, string>> = { Ł: 'L', ł: 'l', Đ: 'D', đ: 'd', Ħ: 'H', ħ: 'h', ı: 'i' };
