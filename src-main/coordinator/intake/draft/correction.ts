import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { ReviewRow } from '../../../../src-shared/contract/intake.ts';
import type { FieldName } from '../../../../src-shared/contract/layout.ts';
import type { DraftState } from './draft-files.ts';

/** A cell of the file: its physical line from 1, its column from 0. */
export type Cell = { readonly line: number; readonly column: number };

/**
 * The field that the layout reads in this cell, null where it reads none. A line is there when the file has so many,
 * the headings not counted; a column when the file, its headings or the row looked at have so many.
 * Errors: `not-found` {line} or {line, column}.
 */
export const fieldAt = (state: DraftState, rows: readonly ReviewRow[], { line, column }: Cell): FieldName | null => {
  const { facts, spec, sample } = state;
  const listed = rows.find((row) => row.line === line);
  const first = facts.headerRow ? 2 : 1;
  if (listed === undefined && (line < first || line > facts.lines))
    throw new AppError('not-found', { params: { line } });
  const widths = [listed?.cells, facts.columns, spec.columns, ...sample.map(({ cells }) => cells)];
  if (column >= Math.max(...widths.map((cells) => cells?.length ?? 0))) {
    throw new AppError('not-found', { params: { line, column: column + 1 } });
  }
  const heading = facts.columns[column];
  return spec.mappings.find((mapping) => mapping.column === column + 1 || mapping.column === heading)?.field ?? null;
};

/** How many cells a person has corrected. */
export const correctedCells = (corrections: readonly (readonly [number, readonly unknown[]])[]): number =>
  corrections.reduce((sum, [, cells]) => sum + cells.length, 0);
