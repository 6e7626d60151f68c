import type { PaymentField, PaymentProblem, PaymentProblemCode } from '../../../src-shared/contract/payments.ts';
import {
  detectDateFormat,
  parseCivilDate,
  type CivilDate,
  type DateFormat,
} from '../../../src-shared/domain/civil-date.ts';
import { parseAmount, type DecimalMark } from '../../../src-shared/domain/money.ts';
import { paymentKey, tidyReference } from './payment-id.ts';
import { channelOf, findColumns, type Columns } from './columns.ts';

/** A line of a delimited file; `line` counts from 1 as an editor shows it. */
export type RawLine = { readonly line: number; readonly cells: readonly string[] };

/** A line that says who paid what and when; whether the case exists is asked of the store. */
export type PaymentLine = {
  readonly line: number;
  readonly caseNumber: string;
  readonly paidOn: CivilDate;
  readonly amount: number;
  readonly channel: string;
  readonly reference: string;
};

export type ReadLines = {
  readonly decimal: DecimalMark;
  readonly dateFormat: DateFormat;
  readonly rows: number;
  readonly lines: readonly PaymentLine[];
  readonly problems: readonly PaymentProblem[];
};

/**
 * Reads the lines of a payment file. Every line is either in `lines` or in `problems`, and in `problems` once: with
 * the first thing that is wrong with it. Lines without any text are not counted.
 * Errors: `layout-incomplete`.
 */
export const readLines = (raw: readonly RawLine[], today: CivilDate): ReadLines => {
  const filled = raw.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const { columns, header } = findColumns(filled[0]?.cells ?? []);
  const body = header ? filled.slice(1) : filled;
  const column = (at: number): string[] => body.map(({ cells }) => cells[at] ?? '');
  const decimal = decimalOf(column(columns.amount));
  const dateFormat = detectDateFormat(column(columns.paidOn)) ?? 'dd/MM/yyyy';
  const width = Math.max(...Object.values(columns).map((at) => at ?? 0)) + 1;
  const read = body.map((line) => readLine(line, { columns, width, decimal, dateFormat, today }));
  const lines: PaymentLine[] = [];
  const problems: PaymentProblem[] = [];
  const seen = new Map<string, number>();
  for (const item of read) {
    if ('problem' in item) {
      problems.push(item);
      continue;
    }
    const before = seen.get(paymentKey(item.reference));
    if (before === undefined) {
      seen.set(paymentKey(item.reference), item.line);
      lines.push(item);
    } else {
      problems.push({ ...wrong(item.line, 'reference', item.reference, 'repeated-in-file'), otherLine: before });
    }
  }
  return { decimal, dateFormat, rows: body.length, lines, problems };
};

type How = {
  readonly columns: Columns;
  readonly width: number;
  readonly decimal: DecimalMark;
  readonly dateFormat: DateFormat;
  readonly today: CivilDate;
};

const readLine = ({ line, cells }: RawLine, how: How): PaymentLine | PaymentProblem => {
  const { columns } = how;
  if (cells.length < how.width) return wrong(line, null, cells.join(' '), 'columns');
  const text = (at: number): string => (cells[at] ?? '').trim();
  const [caseNumber, day, money, reference] = [columns.case, columns.paidOn, columns.amount, columns.reference].map(
    text,
  );
  if (caseNumber === undefined || caseNumber === '') return wrong(line, 'case', '', 'missing');
  if (reference === undefined || reference === '') return wrong(line, 'reference', '', 'missing');
  if (money === undefined || money === '') return wrong(line, 'amount', '', 'missing');
  const amount = parseAmount(money, { decimal: how.decimal });
  if (amount === null || amount <= 0) return wrong(line, 'amount', money, 'bad-amount');
  if (day === undefined || day === '') return wrong(line, 'paidOn', '', 'missing');
  const paidOn = parseCivilDate(day, how.dateFormat);
  if (paidOn === null) return wrong(line, 'paidOn', day, 'bad-date');
  if (paidOn > how.today) return wrong(line, 'paidOn', day, 'future-date');
  const channel = channelOf(columns.channel === null ? '' : text(columns.channel));
  return { line, caseNumber, paidOn, amount, channel, reference: tidyReference(reference) };
};

/** A line that is not posted, and why. The value is cut: a sentence shows it. */
export const wrong = (
  line: number,
  field: PaymentField | null,
  value: string,
  problem: PaymentProblemCode,
): PaymentProblem => ({ line, field, value: value.slice(0, 80), problem, otherLine: null });

/** The mark with which more of the amounts can be read; where both read all of them the Italian one. */
const decimalOf = (amounts: readonly string[]): DecimalMark => {
  const readable = (decimal: DecimalMark): number =>
    amounts.filter((text) => text.trim() !== '' && parseAmount(text, { decimal }) !== null).length;
  return readable('.') > readable(',') ? '.' : ',';
};
