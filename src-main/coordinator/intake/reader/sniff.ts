import { closeSync, openSync, readSync } from 'node:fs';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { Delimiter, Encoding } from '../../../../src-shared/contract/layout.ts';
import { detectDialect, type Dialect } from './delimiter.ts';
import { firstRecords, lastRecord } from './read-file.ts';
import { type FileScan, scanFile } from './scan.ts';
import { createDecoder } from './text.ts';

/** So many records are enough to know columns, date formats and decimal marks. */
const SAMPLE_RECORDS = 400;
const SAMPLE_BYTES = 1 << 17;

export type Sniff = {
  readonly scan: FileScan;
  readonly dialect: Dialect;
  /** The first records, blank ones left out. */
  readonly records: readonly { readonly cells: readonly string[]; readonly line: number }[];
  /** Where a trailer would stand. */
  readonly lastRecord: readonly string[] | null;
};

/** What a layout already says about the file, so that it is not guessed again. */
export type Known = { readonly encoding: Encoding | null; readonly delimiter: Delimiter | null };
const NOTHING: Known = { encoding: null, delimiter: null };

/**
 * Looks at a file without knowing its layout: encoding, delimiter, first records. Synchronous: for worker threads.
 * Errors: those of `scanFile` and `detectDialect`; `file-no-rows`.
 */
export const sniffFile = (path: string, known: Known = NOTHING): Sniff => {
  const scan = scanFile(path, known.encoding);
  const sample = sampleOf(path, scan);
  const dialect = detectDialect(sample, scan.newline, known.delimiter);
  const records = firstRecords(path, scan, dialect, SAMPLE_RECORDS).filter(({ cells }) => !isBlank(cells));
  if (records.length === 0) throw new AppError('file-no-rows', { params: { lines: scan.lines } });
  return { scan, dialect, records, lastRecord: lastRecord(path, scan, dialect) };
};

/** Nothing but blanks and the end-of-file mark of old programs. */
export const isBlank = (cells: readonly string[]): boolean =>
  cells.every((cell) => cell === '' || /^[\s\u001a\u0000]*$/u.test(cell));

const sampleOf = (path: string, scan: FileScan): string => {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(SAMPLE_BYTES);
    const read = readSync(file, buffer, 0, SAMPLE_BYTES, scan.bom);
    const text = createDecoder(scan.encoding)(buffer.subarray(0, read), true);
    const end = text.lastIndexOf(scan.newline === '\r' ? '\r' : '\n');
    return read < SAMPLE_BYTES || end < 0 ? text : text.slice(0, end + 1);
  } finally {
    closeSync(file);
  }
};
