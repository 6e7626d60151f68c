import { closeSync, openSync, writeSync } from 'node:fs';
import type { Lang } from '../../../../src-shared/contract/basics.ts';
import type { ReviewRow } from '../../../../src-shared/contract/intake.ts';
import type { ControlRecord } from '../../../../src-shared/contract/layout.ts';
import { writeAmount } from '../../../../src-shared/domain/money.ts';
import type { Binding } from '../layout/bind.ts';
import { isRejectColumn, REJECT_COLUMNS } from '../layout/fingerprint.ts';
import { encodeLossy } from '../reader/text.ts';
import { readAmount } from './amounts.ts';
import type { PlacementFile } from './walk.ts';
import { messageOf } from './words.ts';

export type RejectsWriter = {
  readonly add: (cells: readonly string[], findings: ReviewRow['findings']) => void;
  readonly close: () => void;
};

/**
 * Writes refused rows as the file has them: same columns, delimiter, encoding, ends of line and control records (with
 * the count and sum of the rejects), and two columns more. Corrected and sent again it loads with the same layout.
 */
export const createRejectsWriter = (
  path: string,
  file: PlacementFile,
  binding: Binding,
  { lang, rows }: { readonly lang: Lang; readonly rows: number },
): RejectsWriter => {
  const { spec, scan } = file;
  const own = ownColumns(binding);
  const summed = binding.fields.get(spec.records?.totalOf ?? 'position.total');
  // A header record gives the sum before the rows; everything else is written as it comes.
  const holds = spec.records?.header?.totalColumn != null;
  let waiting: string[] = [];
  let sum = 0;
  const out = openSync(path, 'w', 0o600);
  const write = (text: string): void => void writeSync(out, encodeLossy(text, scan.encoding));
  const line = (cells: readonly string[]): string =>
    cells.map((cell) => quoted(cell, spec.delimiter, spec.quote)).join(spec.delimiter) + scan.newline;
  const flush = (): void => {
    for (let at = 0; at < waiting.length; at += 500) write(waiting.slice(at, at + 500).join(''));
    waiting = [];
  };
  const begin = (): void => {
    if (scan.bom > 0) write('\ufeff');
    write(controlLine(file, spec.records?.header ?? null, rows, sum, line));
    if (spec.headerRow) write(line([...own.map((column) => binding.headings[column] ?? ''), ...REJECT_COLUMNS[lang]]));
  };
  if (!holds) begin();

  return {
    add: (cells, findings) => {
      sum += (summed === undefined ? null : readAmount(summed.read(cells) ?? '', summed)) ?? 0;
      const refused = findings.filter(({ level }) => level === 'row');
      const reasons = refused.map(({ rule, field, value }) => messageOf(rule, headingOf(binding, field), value, lang));
      // Cells beyond the layout's columns come last: nothing that was sent is dropped.
      const beyond = cells.slice(Math.max(binding.columns, own.length));
      waiting.push(
        line([...own.map((column) => cells[column] ?? ''), refused[0]?.rule ?? '', reasons.join('; '), ...beyond]),
      );
      if (!holds && waiting.length >= 500) flush();
    },
    close: () => {
      if (holds) begin();
      flush();
      write(controlLine(file, spec.records?.trailer ?? null, rows, sum, line));
      closeSync(out);
    },
  };
};

const controlLine = (
  { spec }: PlacementFile,
  record: ControlRecord | null,
  rows: number,
  sum: number,
  line: (cells: readonly string[]) => string,
): string => {
  const { records } = spec;
  if (record === null || records === null) return '';
  const controls = (records.header === null ? 0 : 1) + (records.trailer === null ? 0 : 1);
  const width = Math.max(records.typeColumn, record.countColumn ?? 0, record.totalColumn ?? 0);
  const cells = Array.from({ length: width }, () => '');
  cells[records.typeColumn - 1] = record.tag;
  if (record.countColumn !== null) cells[record.countColumn - 1] = String(rows + (record.countsAll ? controls : 0));
  if (record.totalColumn !== null)
    cells[record.totalColumn - 1] = totalText(sum, records.impliedDecimals, spec.decimal);
  return line(cells);
};

/** Rejects of a file of rejects have two columns more than the first file, not four. */
const ownColumns = (binding: Binding): readonly number[] =>
  Array.from({ length: binding.columns }, (_, i) => i).filter((i) => !isRejectColumn(binding.headings[i] ?? ''));

const headingOf = (binding: Binding, field: string): string => {
  const column = [...binding.fields.values()].find((reader) => reader.field === field)?.column ?? -1;
  return binding.headings[column] ?? field;
};

const totalText = (cents: number, implied: number | null, decimal: ',' | '.'): string =>
  implied === null ? writeAmount(cents, { decimal }) : String(Math.round(cents * 10 ** (implied - 2)));

const quoted = (cell: string, delimiter: string, quote: string): string => {
  if (quote === '' || !(cell.includes(delimiter) || cell.includes(quote) || /[\r\n]/u.test(cell))) return cell;
  return `${quote}${cell.replaceAll(quote, quote + quote)}${quote}`;
};
