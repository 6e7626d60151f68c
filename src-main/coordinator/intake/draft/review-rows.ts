import { readFileSync } from 'node:fs';
import type { ReviewRow, RowFilter } from '../../../../src-shared/contract/intake.ts';
import type { RuleId } from '../../../../src-shared/contract/intake-rules.ts';

export type RowQuery = {
  readonly filter: RowFilter;
  readonly rule?: RuleId | undefined;
  readonly offset: number;
  readonly limit: number;
};

/** The rows that a check left for looking at, in the order of the file. */
export const readReviewRows = (path: string): readonly ReviewRow[] => {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as ReviewRow);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return [];
    throw error;
  }
};

export const selectRows = (
  rows: readonly ReviewRow[],
  { filter, rule, offset, limit }: RowQuery,
): { readonly total: number; readonly rows: ReviewRow[] } => {
  const found = rows.filter(
    (row) => matches(row, filter) && (rule === undefined || row.findings.some((finding) => finding.rule === rule)),
  );
  return { total: found.length, rows: found.slice(offset, offset + limit) };
};

const matches = (row: ReviewRow, filter: RowFilter): boolean => {
  switch (filter) {
    case 'all':
      return true;
    case 'errors':
      return row.verdict === 'rejected';
    case 'duplicates':
      return row.verdict === 'duplicate';
    case 'blocked':
      return row.verdict === 'accepted' && row.findings.some(({ level }) => level === 'block');
    case 'warnings':
      return row.verdict === 'accepted' && row.findings.some(({ level }) => level === 'warn');
  }
};
