import { createHash } from 'node:crypto';
import { headingOf } from './words.ts';

/** The two columns that a file of rejects has more than the file it came from. */
export const REJECT_COLUMNS = { it: ['SCARTO_REGOLA', 'SCARTO_MOTIVO'], en: ['REJECT_RULE', 'REJECT_REASON'] } as const;

const ADDED = new Set([...REJECT_COLUMNS.it, ...REJECT_COLUMNS.en].map((name) => headingOf(name)));

export const isRejectColumn = (heading: string): boolean => ADDED.has(headingOf(heading));

/**
 * What tells one layout from another next time: its headings, spelt alike, and its delimiter. The columns of a file
 * of rejects do not count, so it is recognised as the layout it came from. Null without headings.
 */
export const fingerprintOf = (headings: readonly string[], delimiter: string): string | null => {
  const own = headings.filter((heading) => !isRejectColumn(heading)).map((heading) => headingOf(heading));
  if (own.length === 0 || own.every((heading) => heading === '')) return null;
  return createHash('sha256')
    .update(JSON.stringify([delimiter, own]))
    .digest('hex')
    .slice(0, 32);
};
