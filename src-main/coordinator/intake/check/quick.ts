import type { CivilDate, DateFormat } from '../../../../src-shared/domain/civil-date.ts';
import type { Cents, DecimalMark } from '../../../../src-shared/domain/money.ts';

/**
 * The forms that nearly every cell has, read without regular expressions: a file of a million rows has ten million such
 * cells. Each answers `undefined` for anything unusual, which then goes to the domain's own reader; where they answer,
 * they agree with it (tested).
 */

const ZERO = 48;
const digitAt = (text: string, at: number): number => {
  const digit = text.charCodeAt(at) - ZERO;
  return digit >= 0 && digit <= 9 ? digit : Number.NaN;
};

/** Where day, month and year stand in the two formats that files use most. */
const PLACES: Partial<Record<DateFormat, readonly [length: number, day: number, month: number, year: number]>> = {
  'dd/MM/yyyy': [10, 0, 3, 6],
  yyyyMMdd: [8, 6, 4, 0],
  'yyyy-MM-dd': [10, 8, 5, 0],
};
const MARKS: Partial<Record<DateFormat, readonly [mark: string, first: number, second: number]>> = {
  'dd/MM/yyyy': ['/', 2, 5],
  'yyyy-MM-dd': ['-', 4, 7],
};

/** An ordinary date up to the 28th: those every month has. */
export const quickDate = (text: string, format: DateFormat): CivilDate | undefined => {
  const places = PLACES[format];
  if (places === undefined || text.length !== places[0]) return undefined;
  const marks = MARKS[format];
  if (marks !== undefined && (text[marks[1]] !== marks[0] || text[marks[2]] !== marks[0])) return undefined;
  const [, dayAt, monthAt, yearAt] = places;
  const day = digitAt(text, dayAt) * 10 + digitAt(text, dayAt + 1);
  const month = digitAt(text, monthAt) * 10 + digitAt(text, monthAt + 1);
  const year =
    digitAt(text, yearAt) * 1000 +
    digitAt(text, yearAt + 1) * 100 +
    digitAt(text, yearAt + 2) * 10 +
    digitAt(text, yearAt + 3);
  if (!(day >= 1 && day <= 28 && month >= 1 && month <= 12 && year >= 1)) return undefined;
  return `${text.slice(yearAt, yearAt + 4)}-${text.slice(monthAt, monthAt + 2)}-${text.slice(dayAt, dayAt + 2)}`;
};

/** Digits, groups of three where there are any, the mark and two decimals: `1.204,00`, `1204,00`. */
export const quickAmount = (text: string, decimal: DecimalMark): Cents | undefined => {
  const { length } = text;
  if (length < 4 || length > 14 || text[length - 3] !== decimal) return undefined;
  const group = decimal === ',' ? '.' : ',';
  let value = 0;
  let grouped = false;
  let run = 0;
  for (let at = 0; at < length - 3; at += 1) {
    if (text[at] === group) {
      if (run === 0 || run > 3 || (grouped && run !== 3)) return undefined;
      grouped = true;
      run = 0;
      continue;
    }
    value = value * 10 + digitAt(text, at);
    run += 1;
  }
  if (grouped && run !== 3) return undefined;
  value = value * 100 + digitAt(text, length - 2) * 10 + digitAt(text, length - 1);
  return Number.isNaN(value) ? undefined : value;
};

const PLAIN_EMAIL = /^[a-z0-9_]+(?:[.-][a-z0-9_]+)*@[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]{2,20}$/;
const MAYBE_CERTIFIED = /pec|cert|legalmail/;

/** An address in small letters that is certainly good and certainly no certified one. */
export const isPlainEmail = (text: string): boolean =>
  text.length <= 64 && PLAIN_EMAIL.test(text) && !MAYBE_CERTIFIED.test(text);

/** Letters of the alphabet and single spaces: nothing to fold but the capitals. */
export const isPlainName = (text: string): boolean => /^[A-Za-z]+(?: [A-Za-z]+)*$/.test(text);
