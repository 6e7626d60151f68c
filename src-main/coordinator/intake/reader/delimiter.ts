import { AppError } from '../../../../src-shared/contract/errors.ts';
import { DELIMITERS, type Delimiter } from '../../../../src-shared/contract/layout.ts';
import { createRecordReader } from './records.ts';
import type { FileScan } from './scan.ts';

export type Dialect = { readonly delimiter: Delimiter; readonly quote: '"' | "'" | '' };

type Fit = { readonly delimiter: Delimiter; readonly columns: number; readonly share: number; readonly top: number };

/**
 * The delimiter under which the sample's records have the same number of columns. The first records count most: a
 * heading has no decimal commas, so a comma that only stands in amounts does not pass for a delimiter.
 *
 * Errors: `file-delimiter` {tried, line} where none cuts the records into columns: never one column silently.
 */
export const detectDialect = (
  sample: string,
  newline: FileScan['newline'],
  known: Delimiter | null = null,
): Dialect => {
  const quote = quoteOf(sample);
  const fits = (known === null ? DELIMITERS : [known]).map((delimiter) => fitOf(sample, delimiter, quote, newline));
  const best = fits
    // A heading of one column: the delimiter found only stands inside the cells.
    .filter((fit) => fit.columns > 1 && fit.top > 1)
    .toSorted((a, b) => scoreOf(b) - scoreOf(a) || b.columns - a.columns)[0];
  if (best === undefined || best.share < 0.5)
    throw new AppError('file-delimiter', {
      params: { line: 1, tried: fits.map((fit) => nameOf(fit.delimiter)).join(' ') },
    });
  return { delimiter: best.delimiter, quote };
};

/** Printable: a tab is written out. */
export const nameOf = (delimiter: string): string => (delimiter === '\t' ? 'TAB' : delimiter);

const scoreOf = (fit: Fit): number => fit.share * Math.log2(fit.columns + 1) * (fit.top === fit.columns ? 1 : 0.4);

const fitOf = (sample: string, delimiter: Delimiter, quote: Dialect['quote'], newline: FileScan['newline']): Fit => {
  const counts: number[] = [];
  const reader = createRecordReader({ delimiter, quote, newline }, (cells) => {
    if (cells.length > 1 || cells[0]?.trim() !== '') counts.push(cells.length);
  });
  reader.push(sample);
  reader.end();
  const tally = new Map<number, number>();
  for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1);
  const [columns = 0, rows = 0] = [...tally].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  // A header record may come before the headings; it too has more than one column.
  const [first = 0, second = 0] = counts;
  const top = first > 1 && second === columns ? second : first;
  return { delimiter, columns, share: counts.length === 0 ? 0 : rows / counts.length, top };
};

/** Double quotes unless only single ones stand around cells; an apostrophe inside a name is no quote. */
const quoteOf = (sample: string): Dialect['quote'] => {
  const around = (quote: string): number =>
    sample.split(new RegExp(`(?:^|[;,|\\t\\n])${quote}[^${quote}\\n]*${quote}(?=[;,|\\t\\r\\n]|$)`, 'u')).length - 1;
  return around("'") > 3 && around('"') === 0 ? "'" : '"';
};
