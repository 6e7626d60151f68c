import type { DecimalMark } from '../../../../src-shared/domain/money.ts';
import { parseAmount } from '../../../../src-shared/domain/money.ts';
import { DATE_FORMATS, parseCivilDate } from '../../../../src-shared/domain/civil-date.ts';
import type { ControlRecord, Records } from '../../../../src-shared/contract/layout.ts';

const TRAILER =
  /^(?:t|tr|trl|trailer|coda|z|9|99|999|eof|end|fine|tot|totale|totali|f|c|rc|ef|totals?|footer|piede)$/iu;
const HEADER = /^(?:h|hd|hdr|header|testata|head|0|00|000|01|a|inizio|rh|i|start)$/iu;

type Found = { readonly records: Records | null; readonly lead: number };

/**
 * The header and trailer records that the first and the last record of a file look like: a known tag in the first
 * column, and another number of columns than the rows or mostly empty cells. `lead` is how many records come before
 * the rows (and their headings).
 */
export const findControlRecords = (
  records: readonly (readonly string[])[],
  last: readonly string[] | null,
  rows: { readonly columns: number; readonly count: number; readonly decimal: DecimalMark },
): Found => {
  const first = records[0] ?? [];
  // Tags of their own on the rows make those of the control records certain, whatever they look like otherwise.
  const detail = detailTag(records.slice(1), rows.columns);
  const isControl = (cells: readonly string[]): boolean =>
    isOdd(cells, rows.columns) || (detail !== null && tagOf(cells) !== detail);
  const isHeader = HEADER.test(tagOf(first)) && isControl(first);
  const isTrailer = last !== null && records.length > 1 && TRAILER.test(tagOf(last)) && isControl(last);
  if (!isHeader && !isTrailer) return { records: null, lead: 0 };
  const controls = (isHeader ? 1 : 0) + (isTrailer ? 1 : 0);
  const count = rows.count - controls;
  const header = isHeader ? controlOf(first, count, controls, rows.decimal) : null;
  const trailer = isTrailer ? controlOf(last, count, controls, rows.decimal) : null;
  return {
    lead: isHeader ? 1 : 0,
    records: {
      typeColumn: 1,
      detail,
      header: header?.record ?? null,
      trailer: trailer?.record ?? null,
      totalOf: 'position.total',
      impliedDecimals: header?.implied ?? trailer?.implied ?? null,
    },
  };
};

const tagOf = (cells: readonly string[]): string => (cells[0] ?? '').trim();

const isOdd = (cells: readonly string[], columns: number): boolean =>
  cells.length !== columns || cells.filter((cell) => cell.trim() !== '').length <= columns / 2;

/**
 * The rows carry a tag of their own where the first column says one and the same short word all along; headings and a
 * trailer among them do not count.
 */
const detailTag = (records: readonly (readonly string[])[], columns: number): string | null => {
  const rows = records.filter((cells) => cells.length === columns && !TRAILER.test(tagOf(cells)));
  const tag = tagOf(rows.at(-1) ?? []);
  const others = rows.filter((cells) => tagOf(cells) !== tag);
  return rows.length > 1 &&
    /^[\p{L}\d]{1,8}$/u.test(tag) &&
    others.length <= 1 &&
    others.every((cells) => cells === rows[0])
    ? tag
    : null;
};

type Control = { readonly record: ControlRecord; readonly implied: number | null };

const controlOf = (cells: readonly string[], count: number, controls: number, decimal: DecimalMark): Control => {
  const numbers = cells.map((cell, i) => ({ text: cell.trim(), column: i + 1 })).slice(1);
  const whole = numbers.filter(({ text }) => /^\d+$/u.test(text) && !isDate(text));
  const exact = whole.find(({ text }) => Number(text) === count);
  const marked = numbers.find(
    ({ text }) => /\d[.,]\d/u.test(text) && !isDate(text) && parseAmount(text, { decimal }) !== null,
  );
  // A count that is one too high may count the record itself, or a row is lost: taken for the former only where a sum
  // stands beside it, which a lost row would give away.
  const summed = marked !== undefined || whole.some(({ text }) => text.length >= 9);
  const all = summed
    ? whole.find(({ text }) => Number(text) === count + controls || Number(text) === count + controls + 1)
    : undefined;
  const counted = exact ?? all ?? whole.find(({ text }) => text.length <= 9);
  const padded = marked === undefined ? whole.find((cell) => cell !== counted && cell.text.length >= 9) : undefined;
  return {
    record: {
      tag: tagOf(cells),
      countColumn: counted?.column ?? null,
      countsAll: exact === undefined && all !== undefined,
      totalColumn: marked?.column ?? padded?.column ?? null,
    },
    implied: padded === undefined ? null : 2,
  };
};

const isDate = (text: string): boolean =>
  text.length >= 8 &&
  DATE_FORMATS.some((format) => {
    const date = parseCivilDate(text, format);
    return date !== null && date >= '1990-01-01' && date <= '2099-12-31';
  });
