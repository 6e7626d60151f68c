import { isAscii, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { Encoding } from '../../../../src-shared/contract/layout.ts';
import { binaryKind, zeroPattern } from './binary.ts';
import { addToCensus, emptyCensus, encodingOf, mayBeDamaged } from './byte-census.ts';

const CHUNK = 1 << 20;
/** A line longer than this is no placement record: an unclosed file, a binary, a dump. In bytes. */
export const LINE_LIMIT = 1 << 20;

export type FileScan = {
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: Encoding;
  /** Bytes of the byte-order mark at the start. */
  readonly bom: number;
  /** Lines, also a last one without its end; for progress and for telling whether a record count is plausible. */
  readonly lines: number;
  readonly newline: '\r\n' | '\n' | '\r';
  /** Some bytes could be no characters: rows are looked through for them. */
  readonly mayBeDamaged: boolean;
};

/**
 * Reads the whole file once and says how it is to be read. Synchronous: for worker threads.
 * Errors: `file-empty`; `file-binary` {kind, line}; `file-encoding` {encoding, line}; `file-line-too-long` {line, limit}.
 */
export const scanFile = (path: string, declared: Encoding | null = null): FileScan => {
  const file = openSync(path, 'r');
  try {
    return scan(file, declared);
  } finally {
    closeSync(file);
  }
};

type Mark = { readonly encoding: Encoding | null; readonly bom: number };

const scan = (file: number, declared: Encoding | null): FileScan => {
  const buffer = Buffer.allocUnsafe(CHUNK);
  const hash = createHash('sha256');
  const census = emptyCensus();
  const lines = lineCounter();
  let mark: Mark = { encoding: null, bom: 0 };
  let bytes = 0;
  let utf8 = true;
  let carry = Buffer.alloc(0);
  for (let read = readSync(file, buffer, 0, CHUNK, null); read > 0; read = readSync(file, buffer, 0, CHUNK, null)) {
    const chunk = buffer.subarray(0, read);
    hash.update(chunk);
    if (bytes === 0) mark = markOf(chunk, declared);
    bytes += read;
    const wide = mark.encoding === 'utf-16le' || mark.encoding === 'utf-16be';
    lines.add(chunk, wide ? mark.encoding : null);
    if (wide) continue;
    if (chunk.includes(0)) throw new AppError('file-binary', { params: { kind: 'NUL', line: lines.lineOf(chunk, 0) } });
    if (utf8) {
      const whole = Buffer.concat([carry, chunk]);
      const end = completeEnd(whole);
      utf8 = isUtf8(whole.subarray(0, end));
      carry = Buffer.from(whole.subarray(end));
    }
    addToCensusUnlessPlain(census, chunk);
  }
  if (bytes <= mark.bom || lines.blank()) throw new AppError('file-empty', { params: { bytes } });
  if (mark.encoding?.startsWith('utf-16') === true && (bytes - mark.bom) % 2 !== 0)
    throw new AppError('file-encoding', { params: { encoding: mark.encoding, line: lines.count() + 1 } });
  const isValid = utf8 && carry.length === 0;
  const encoding = mark.encoding ?? declared ?? (isValid ? 'utf-8' : encodingOf(census));
  return {
    bytes,
    sha256: hash.digest('hex'),
    encoding,
    mayBeDamaged: mayBeDamaged(census, encoding, isValid),
    bom: mark.bom,
    lines: lines.count() + (lines.open() ? 1 : 0),
    newline: lines.newline(),
  };
};

/** Plain ASCII chunks, most of most files, need no census. */
const addToCensusUnlessPlain = (census: ReturnType<typeof emptyCensus>, chunk: Buffer): void => {
  if (!isAscii(chunk)) addToCensus(census, chunk);
};

const markOf = (start: Buffer, declared: Encoding | null): Mark => {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return { encoding: 'utf-8', bom: 3 };
  const first = start.subarray(0, 4).toString('hex');
  if (first === 'fffe0000' || first === '0000feff')
    throw new AppError('file-encoding', { params: { encoding: 'utf-32', line: 1 } });
  if (start[0] === 0xff && start[1] === 0xfe) return { encoding: 'utf-16le', bom: 2 };
  if (start[0] === 0xfe && start[1] === 0xff) return { encoding: 'utf-16be', bom: 2 };
  const kind = binaryKind(start);
  if (kind !== null) throw new AppError('file-binary', { params: { kind, line: 1 } });
  const pattern = zeroPattern(start.subarray(0, 4096));
  if (pattern === 'utf-16le' || pattern === 'utf-16be') return { encoding: pattern, bom: 0 };
  return { encoding: declared?.startsWith('utf-16') === true ? declared : null, bom: 0 };
};

/** Where the last sequence that may go on in the next chunk begins. */
const completeEnd = (bytes: Buffer): number => {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
};

const LF = 10;
const CR = 13;

/** Counts ends of line and refuses a line that never ends. */
const lineCounter = () => {
  let feeds = 0;
  let returns = 0;
  let pairs = 0;
  let since = 0;
  let blank = true;
  const count = (): number => (feeds > 0 ? feeds : returns);
  return {
    count,
    blank: () => blank,
    /** The last line has no end of line. */
    open: () => since > 0,
    newline: (): FileScan['newline'] => (feeds === 0 && returns > 0 ? '\r' : pairs * 2 > feeds ? '\r\n' : '\n'),
    lineOf: (chunk: Buffer, byte: number): number => {
      let line = count() + 1;
      const at = chunk.indexOf(byte);
      for (let i = at; (i = chunk.indexOf(LF, i)) >= 0; i += 1) line -= 1;
      return line;
    },
    add: (chunk: Buffer, wide: Encoding | null): void => {
      // In UTF-16 an end of line is two bytes; its 0x0A may also be half of another character, so look at both.
      const isEnd = (i: number): boolean =>
        wide === null || (wide === 'utf-16le' ? chunk[i + 1] === 0 : chunk[i - 1] === 0);
      let from = 0;
      for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) {
        if (!isEnd(at)) continue;
        if (since + at - from > LINE_LIMIT) tooLong(feeds + 1);
        feeds += 1;
        const before = chunk[wide === 'utf-16le' ? at - 2 : wide === 'utf-16be' ? at - 2 : at - 1];
        if (before === CR) pairs += 1;
        since = 0;
        from = at + 1;
      }
      if (feeds === 0) {
        for (let at = chunk.indexOf(CR); at >= 0; at = chunk.indexOf(CR, at + 1)) {
          returns += 1;
          since = 0;
          from = at + 1;
        }
      }
      since += chunk.length - from;
      if (since > LINE_LIMIT) tooLong(count() + 1);
      if (blank) blank = !/[^\s\u0000\u001a\u00ef\u00bb\u00bf\u00fe\u00ff]/u.test(chunk.toString('latin1'));
    },
  };
};

const tooLong = (line: number): never => {
  throw new AppError('file-line-too-long', { params: { line, limit: LINE_LIMIT } });
};
