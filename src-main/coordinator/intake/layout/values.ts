import type { TargetField } from '../../../../src-shared/contract/layout.ts';
import { detectDateFormat, type DateFormat } from '../../../../src-shared/domain/civil-date.ts';
import { checkEmail } from '../../../../src-shared/domain/email.ts';
import { checkIban } from '../../../../src-shared/domain/iban.ts';
import type { DecimalMark } from '../../../../src-shared/domain/money.ts';
import { parseAmount } from '../../../../src-shared/domain/money.ts';
import { normalisePhones } from '../../../../src-shared/domain/phone.ts';
import { checkTaxCode } from '../../../../src-shared/domain/tax-code.ts';
import { checkVatNumber } from '../../../../src-shared/domain/vat-number.ts';
import { partyKindOf } from './party-kind.ts';

/** What the values of one column are, whatever its heading says. */
export type ColumnShape = {
  /** Cells with something in them. */
  readonly filled: number;
  readonly dateFormat: DateFormat | null;
  /** The format of the cells that could be dates, also where most of them are impossible ones. */
  readonly dateLike: DateFormat | null;
  /** Some cells can be read as amounts. */
  readonly amountLike: boolean;
  /** The decimal mark under which the cells are amounts, at least one with decimals; null where they are none. */
  readonly decimal: DecimalMark | null;
  /** Readable as whole amounts under either mark. */
  readonly numeric: boolean;
  readonly field: TargetField | null;
  /** Words of letters, two or more in most cells: names of people or companies. */
  readonly nameLike: boolean;
  /** No two filled cells are equal. */
  readonly distinct: boolean;
  /** Most cells say person or company in a word that is known. */
  readonly kindLike: boolean;
};

const MOST = 0.8;
const HALF = 0.5;
/** Phones are read by a slow parser; so many cells are enough. */
const PHONE_SAMPLE = 40;

export const shapeOf = (cells: readonly string[]): ColumnShape => {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const share = (test: (cell: string) => boolean, of: readonly string[] = filled): number =>
    of.length === 0 ? 0 : of.filter(test).length / of.length;
  const dateFormat = detectDateFormat(filled);
  const decimal = decimalOf(filled);
  const field = (): TargetField | null => {
    if (filled.length === 0) return null;
    if (share((cell) => cell.includes('@')) >= MOST && share((cell) => checkEmail(cell).ok) >= 0.6)
      return 'contact.email';
    if (share((cell) => /^[A-Za-z]{2}\d{2}/u.test(cell) && checkIban(cell).ok) >= 0.6) return 'party.iban';
    if (share((cell) => cell.length === 16 && checkTaxCode(cell).ok) >= 0.5) return 'party.taxCode';
    if (share((cell) => cell.length === 11 && checkVatNumber(cell).ok) >= MOST) return 'party.vatNumber';
    if (dateFormat !== null || decimal !== null) return null;
    const sample = filled.slice(0, PHONE_SAMPLE);
    const phone = (cell: string): boolean =>
      cell.replace(/\D/gu, '').length >= 8 && normalisePhones(cell).numbers.length > 0;
    if (share(phone, sample) >= MOST && share((cell) => /^[+03]/u.test(cell), sample) >= MOST) return 'contact.phone1';
    return null;
  };
  return {
    filled: filled.length,
    dateFormat,
    dateLike: dateFormat ?? dateLike(filled),
    amountLike: filled.some((cell) => isAmount(cell, ',') || isAmount(cell, '.')),
    decimal,
    numeric: share((cell) => /^\d+$/u.test(cell)) === 1,
    field: field(),
    nameLike: share((cell) => /^[\p{L}'’.&]+(?: [\p{L}'’.&]+)+$/u.test(cell)) >= MOST,
    distinct: filled.length > 1 && new Set(filled).size === filled.length,
    kindLike: share((cell) => partyKindOf(cell) !== null) >= MOST,
  };
};

/** What a date looks like, whether the calendar has it or not. */
const SHAPES: readonly (readonly [RegExp, DateFormat])[] = [
  [/^\d{1,2}\/\d{1,2}\/\d{4}/u, 'dd/MM/yyyy'],
  [/^\d{1,2}-\d{1,2}-\d{4}/u, 'dd-MM-yyyy'],
  [/^\d{1,2}\.\d{1,2}\.\d{4}/u, 'dd.MM.yyyy'],
  [/^\d{4}-\d{1,2}-\d{1,2}/u, 'yyyy-MM-dd'],
  [/^(?:19|20)\d{6}$/u, 'yyyyMMdd'],
  [/^\d{4}(?:19|20)\d{2}$/u, 'ddMMyyyy'],
];

/** The format that the heading of a date column lets us take although the values alone would not. */
const dateLike = (cells: readonly string[]): DateFormat | null => {
  const shaped = SHAPES.map(([shape, format]) => ({ format, hits: cells.filter((cell) => shape.test(cell)).length }));
  const [best] = shaped.toSorted((a, b) => b.hits - a.hits);
  return best !== undefined && best.hits * 2 >= cells.length && best.hits > 0 ? best.format : null;
};

/** Which mark separates the decimals of a column of amounts. */
const decimalOf = (cells: readonly string[]): DecimalMark | null => {
  const marked = cells.filter((cell) => /\d[.,]\d/u.test(cell));
  if (marked.length === 0) return null;
  const reads = (mark: DecimalMark): number => cells.filter((cell) => isAmount(cell, mark)).length / cells.length;
  const decimals = (mark: DecimalMark): number =>
    marked.filter((cell) => (mark === ',' ? /,\d{1,2}\D*$/u : /\.\d{1,2}\D*$/u).test(cell)).length;
  const comma = reads(',') >= HALF ? decimals(',') : 0;
  const point = reads('.') >= HALF ? decimals('.') : 0;
  if (comma === 0 && point === 0) return null;
  return comma >= point ? ',' : '.';
};

const isAmount = (cell: string, decimal: DecimalMark): boolean => parseAmount(cell, { decimal }) !== null;
