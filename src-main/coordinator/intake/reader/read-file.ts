import { closeSync, openSync, readSync } from 'node:fs';
import { createRecordReader, type OnRecord } from './records.ts';
import type { FileScan } from './scan.ts';
import { createDecoder } from './text.ts';

const CHUNK = 1 << 18;

export type ReadShape = { readonly delimiter: string; readonly quote: string };

/** Thrown by `onRecord` to stop early. */
export const STOP = Symbol('stop');

/**
 * Gives every record of the file to `onRecord`. Synchronous: for worker threads. `onChunk` hears how many bytes are
 * behind, for progress and for cancelling (it may throw).
 */
export const readRecords = (
  path: string,
  scan: FileScan,
  shape: ReadShape,
  onRecord: OnRecord,
  onChunk: (bytes: number) => void = () => undefined,
): void => {
  const file = openSync(path, 'r');
  const decode = createDecoder(scan.encoding);
  const reader = createRecordReader({ ...shape, newline: scan.newline }, onRecord);
  const buffer = Buffer.allocUnsafe(CHUNK);
  try {
    let position = scan.bom;
    for (;;) {
      const read = readSync(file, buffer, 0, CHUNK, position);
      position += read;
      reader.push(decode(buffer.subarray(0, read), read === 0));
      if (read === 0) break;
      onChunk(position);
    }
    reader.end();
  } catch (error) {
    if (error !== STOP) throw error;
  } finally {
    closeSync(file);
  }
};

/** The first records of a file, at most `count`. */
export const firstRecords = (
  path: string,
  scan: FileScan,
  shape: ReadShape,
  count: number,
): { readonly cells: string[]; readonly line: number; readonly last: boolean }[] => {
  const records: { cells: string[]; line: number; last: boolean }[] = [];
  readRecords(path, scan, shape, (cells, line, last) => {
    records.push({ cells, line, last });
    // eslint-disable-next-line no-throw-literal -- a symbol is no error: it ends the reading
    if (records.length >= count) throw STOP;
  });
  return records;
};

/** The last non-blank record: where a trailer would stand. Reads at most the last 64 KB. */
export const lastRecord = (path: string, scan: FileScan, shape: ReadShape): string[] | null => {
  const file = openSync(path, 'r');
  try {
    const size = Math.min(1 << 16, scan.bytes - scan.bom);
    const tail = Buffer.allocUnsafe(size - (size % 2));
    readSync(file, tail, 0, tail.length, scan.bytes - tail.length);
    const lines = createDecoder(scan.encoding)(tail, true)
      .split(scan.newline === '\r' ? '\r' : /\r?\n/u)
      .filter((line) => line.replace(/[\s\u001a]/gu, '') !== '');
    const last = lines.at(-1);
    if (last === undefined) return null;
    let cells: string[] | null = null;
    const reader = createRecordReader({ ...shape, newline: scan.newline }, (record) => (cells = record));
    reader.push(last);
    reader.end();
    return cells;
  } finally {
    closeSync(file);
  }
};
