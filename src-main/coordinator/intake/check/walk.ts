import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { LayoutSpec, Records } from '../../../../src-shared/contract/layout.ts';
import { type Binding, bindLayout } from '../layout/bind.ts';
import type { Dialect } from '../reader/delimiter.ts';
import { readRecords } from '../reader/read-file.ts';
import type { FileScan } from '../reader/scan.ts';
import { isBlank } from '../reader/sniff.ts';

/** A file with all that is needed to read it again and again alike. */
export type PlacementFile = {
  readonly path: string;
  readonly scan: FileScan;
  readonly dialect: Dialect;
  readonly spec: LayoutSpec;
  /** Corrected cells: line of the record → column → text. */
  readonly corrections: ReadonlyMap<number, ReadonlyMap<number, string>>;
};

export type ControlKind = 'header' | 'trailer';

export type Visitor = {
  /** Called once, before the first row. */
  readonly bound: (binding: Binding) => void;
  /** `index` counts rows and ignored records together, from 0; `sent` is the row without its corrections. */
  readonly row: (cells: readonly string[], line: number, index: number, sent: readonly string[]) => void;
  readonly ignored: (line: number, index: number) => void;
  readonly control: (kind: ControlKind, cells: readonly string[], line: number, rowsBefore: number) => void;
  readonly progress?: (bytes: number) => void;
};

/**
 * Walks a placement file: tells headings, control records, ignored records and rows apart, with corrections applied.
 * Errors: `file-truncated` {line}; `file-no-rows`; those of `bindLayout` and of the reader.
 */
export const walkPlacement = (file: PlacementFile, visitor: Visitor): void => {
  const { spec } = file;
  let binding: Binding | null = null;
  let index = 0;
  const bind = (headings: readonly string[] | null): Binding => {
    const bound = bindLayout(spec, headings);
    visitor.bound(bound);
    return bound;
  };
  readRecords(
    file.path,
    file.scan,
    file.dialect,
    (raw, line, last) => {
      if (isBlank(raw)) {
        // What stands before the headings is no row of anything.
        if (binding !== null) visitor.ignored(line, index++);
        return;
      }
      const kind = controlKind(spec.records, raw);
      if (kind !== null) return visitor.control(kind, raw, line, index);
      if (binding === null) {
        binding = bind(spec.headerRow ? raw.map((cell) => cell.trim()) : null);
        if (spec.headerRow) return;
      }
      if (last && raw.length < binding.columns) throw truncated(line, raw.length, binding.columns);
      if (isOther(spec.records, raw)) visitor.ignored(line, index++);
      else visitor.row(corrected(raw, file.corrections.get(line)), line, index++, raw);
    },
    visitor.progress,
  );
  if (binding === null || index === 0) throw new AppError('file-no-rows', { params: { lines: file.scan.lines } });
};

const truncated = (line: number, found: number, expected: number): AppError =>
  new AppError('file-truncated', { params: { line, found, expected } });

const controlKind = (records: Records | null, cells: readonly string[]): ControlKind | null => {
  if (records === null) return null;
  const tag = cells[records.typeColumn - 1]?.trim();
  if (tag === undefined || tag === records.detail) return null;
  if (tag === records.header?.tag) return 'header';
  return tag === records.trailer?.tag ? 'trailer' : null;
};

const isOther = (records: Records | null, cells: readonly string[]): boolean =>
  records?.detail != null && cells[records.typeColumn - 1]?.trim() !== records.detail;

const corrected = (cells: readonly string[], changes: ReadonlyMap<number, string> | undefined): readonly string[] =>
  changes === undefined ? cells : cells.map((cell, column) => changes.get(column) ?? cell);
