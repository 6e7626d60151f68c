import { closeSync, openSync, writeSync } from 'node:fs';
import type { Lang } from '../../../../src-shared/contract/basics.ts';
import type { ReviewRow } from '../../../../src-shared/contract/intake.ts';
import { writeAmount } from '../../../../src-shared/domain/money.ts';
import type { Binding } from '../layout/bind.ts';
import { isRejectColumn, REJECT_COLUMNS } from '../layout/fingerprint.ts';
import { encodeLossy } from '../reader/text.ts';
import { readAmount } from './amounts.ts';
import type { ControlKind, PlacementFile } from './walk.ts';
import { messageOf } from './words.ts';

export type RejectsWriter = {
  /** A control record of the file: the rejects get one like it, with their own count and sum. */
  readonly control: (kind: ControlKind, cells: readonly string[]) => void;
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
  // A header record stands before the rows and may give their sum: then the rows wait.
  const holds = spec.records?.header != null;
  const controls = new Map<ControlKind, readonly string[]>();
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
    write(controlLine(file, 'header', controls.get('header'), { rows, sum }, line));
    if (spec.headerRow) write(line([...own.map((column) => binding.headings[column] ?? ''), ...REJECT_COLUMNS[lang]]));
  };
  if (!holds) begin();

  return {
    control: (kind, cells) => void controls.set(kind, [...cells]),
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
      write(controlLine(file, 'trailer', controls.get('trailer'), { rows, sum }, line));
      closeSync(out);
    },
  };
};

const controlLine = (
  { spec: { records, decimal } }: PlacementFile,
  kind: ControlKind,
  original: readonly string[] | undefined,
  { rows, sum }: { readonly rows: number; readonly sum: number },
  line: (cells: readonly string[]) => string,
): string => {
  const record = records?.[kind];
  if (records === null || record == null) return '';
  const width = Math.max(records.typeColumn, record.countColumn ?? 0, record.totalColumn ?? 0);
  const cells = [
    ...(original ?? []),
    ...Array.from({ length: Math.max(0, width - (original?.length ?? 0)) }, () => ''),
  ];
  cells[records.typeColumn - 1] = record.tag;
  const inAll = (records.header === null ? 0 : 1) + (records.trailer === null ? 0 : 1);
  if (record.countColumn !== null) cells[record.countColumn - 1] = String(rows + (record.countsAll ? inAll : 0));
  if (record.totalColumn !== null) cells[record.totalColumn - 1] = totalText(sum, records.impliedDecimals, decimal);
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
