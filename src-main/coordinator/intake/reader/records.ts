import { AppError } from '../../../../src-shared/contract/errors.ts';
import { LINE_LIMIT } from './scan.ts';

/** `line`: the line of the file on which the record begins, from 1. `last`: the file ends here, without end of line. */
export type OnRecord = (cells: string[], line: number, last: boolean) => void;

export type RecordReader = { readonly push: (text: string) => void; readonly end: () => void };

type Shape = { readonly delimiter: string; readonly quote: string; readonly newline: '\r\n' | '\n' | '\r' };

/** How far a quoted cell may go before its opening quote is taken for a character of the text. */
const QUOTED_LIMIT = 1 << 16;

/**
 * Cuts text into records, chunk by chunk. Lines without a quote, nearly all, are split as they stand; that is five
 * times as fast as a parser that looks at every character, and on proper files it agrees with csv-parse (tested).
 *
 * A quote counts only at the start of a cell; inside, it closes the cell only before a delimiter or an end of line
 * (`"BAR "DA MARIO" SRL"` is one cell). One that never closes is a character like the others.
 */
export const createRecordReader = ({ delimiter, quote, newline }: Shape, onRecord: OnRecord): RecordReader => {
  const end = newline === '\r' ? '\r' : '\n';
  let rest = '';
  let line = 1;

  const strip = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text);

  /** Reads records of `text` from `from`; answers where the unfinished one begins. */
  const read = (text: string, final: boolean): number => {
    let from = 0;
    let nextQuote = quote === '' ? -1 : text.indexOf(quote);
    while (from < text.length) {
      const stop = text.indexOf(end, from);
      if (nextQuote >= 0 && nextQuote < from) nextQuote = text.indexOf(quote, from);
      if (nextQuote >= 0 && (stop < 0 || nextQuote < stop)) {
        const quoted = readQuoted(text, from, { delimiter, quote, end }, final);
        if (quoted === null) return from;
        onRecord(quoted.cells, line, quoted.last);
        line += quoted.lines;
        from = quoted.next;
        continue;
      }
      if (stop < 0) {
        if (!final) return from;
        onRecord(strip(text.slice(from)).split(delimiter), line, true);
        return text.length;
      }
      onRecord(strip(text.slice(from, stop)).split(delimiter), line, false);
      line += 1;
      from = stop + 1;
    }
    return from;
  };

  return {
    push: (chunk) => {
      const text = rest === '' ? chunk : rest + chunk;
      rest = text.slice(read(text, false));
      if (rest.length > LINE_LIMIT) throw new AppError('file-line-too-long', { params: { line, limit: LINE_LIMIT } });
    },
    end: () => {
      read(rest, true);
      rest = '';
    },
  };
};

type Marks = { readonly delimiter: string; readonly quote: string; readonly end: string };
type Quoted = { readonly cells: string[]; readonly next: number; readonly lines: number; readonly last: boolean };

/** One record with quotes in it, or null where it may go on in the next chunk. */
const readQuoted = (text: string, start: number, marks: Marks, final: boolean): Quoted | null => {
  const { delimiter, quote, end } = marks;
  const cells: string[] = [];
  let lines = 0;
  let at = start;
  for (;;) {
    const closing = text.startsWith(quote, at) ? closingQuote(text, at + 1, marks, final) : -1;
    if (closing === WAIT) return null;
    if (closing >= 0) {
      const inner = text.slice(at + 1, closing);
      if (inner.includes(end)) lines += inner.split(end).length - 1;
      cells.push(inner.replaceAll(quote + quote, quote));
      at = closing + 1;
    } else {
      const cell = plainEnd(text, at, delimiter, end);
      // The last cell of a line keeps the return of a CRLF.
      const stop = end === '\n' && text[cell] === end && text[cell - 1] === '\r' ? cell - 1 : cell;
      cells.push(text.slice(at, Math.max(at, stop)));
      at = cell;
    }
    if (text.startsWith(delimiter, at)) {
      at += 1;
      continue;
    }
    if (end === '\n' && text[at] === '\r') at += 1;
    if (at >= text.length) return final ? { cells, next: text.length, lines, last: true } : null;
    return { cells, next: at + 1, lines: lines + 1, last: false };
  }
};

const plainEnd = (text: string, from: number, delimiter: string, end: string): number => {
  const cell = text.indexOf(delimiter, from);
  const line = text.indexOf(end, from);
  if (cell < 0 && line < 0) return text.length;
  if (cell < 0) return line;
  return line < 0 ? cell : Math.min(cell, line);
};

const WAIT = -2;
const NONE = -1;

/** Where the quoted cell closes; NONE where it never does, WAIT where the next chunk may close it. */
const closingQuote = (text: string, from: number, { delimiter, quote, end }: Marks, final: boolean): number => {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at)) {
    if (at - from > QUOTED_LIMIT) return NONE;
    const next = text[at + 1];
    if (next === undefined) return final ? at : WAIT;
    if (next === delimiter || next === end) return at;
    if (next === '\r' && end === '\n') {
      if (text[at + 2] === '\n' || (final && text[at + 2] === undefined)) return at;
      if (text[at + 2] === undefined) return WAIT;
    }
    at += next === quote ? 2 : 1;
  }
  return final || text.length - from > QUOTED_LIMIT ? NONE : WAIT;
};
