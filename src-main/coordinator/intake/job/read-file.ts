import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { LayoutSpec } from '../../../../src-shared/contract/layout.ts';
import { bindLayout } from '../layout/bind.ts';
import { fingerprintOf } from '../layout/fingerprint.ts';
import { suggestLayout } from '../layout/suggest.ts';
import { type Sniff, sniffFile } from '../reader/sniff.ts';
import type { ReadJob, ReadResult, SavedSpec } from './jobs.ts';

const SAMPLE = 25;

/**
 * What a file is and which layout reads it: the one given, a saved one with the same headings and delimiter, a saved
 * one without headings whose columns fit, or a suggestion.
 */
export const readFile = (job: ReadJob): ReadResult => {
  const { given } = job;
  const sniff = sniffFile(
    job.path,
    given === null ? undefined : { encoding: given.encoding, delimiter: given.delimiter },
  );
  const suggested = suggestLayout(sniff, job.name);
  const known = given === null ? recognise(sniff, suggested.spec.columns, suggested.spec.headerRow, job.saved) : null;
  const spec = given ?? known?.spec ?? suggested.spec;
  const rows = body(sniff, spec);
  const headings = spec.headerRow ? (rows[0]?.cells.map((cell) => cell.trim()) ?? null) : null;
  // A given layout that does not fit says so now, with the columns that are missing.
  if (given !== null) bindLayout(given, headings);
  return {
    facts: {
      bytes: sniff.scan.bytes,
      sha256: sniff.scan.sha256,
      encoding: sniff.scan.encoding,
      delimiter: spec.delimiter,
      lines: sniff.scan.lines,
      columns: headings ?? (spec.columns.length > 0 ? spec.columns : suggested.spec.columns),
      headerRow: spec.headerRow,
    },
    spec,
    origin: given !== null ? 'edited' : known === null ? 'suggested' : 'recognised',
    savedId: known?.id ?? null,
    version: known?.version ?? null,
    suggestions: suggested.suggestions,
    missing: given === null && known === null ? suggested.missing : [],
    sample: (spec.headerRow ? rows.slice(1) : rows).slice(0, SAMPLE),
  };
};

/** Records that are neither header nor trailer. */
const body = (sniff: Sniff, { records }: LayoutSpec): Sniff['records'] =>
  sniff.records.filter(({ cells }) => {
    const tag = cells[(records?.typeColumn ?? 1) - 1]?.trim();
    return records === null || tag === records.detail || (tag !== records.header?.tag && tag !== records.trailer?.tag);
  });

const recognise = (
  sniff: Sniff,
  columns: readonly string[],
  headerRow: boolean,
  saved: readonly SavedSpec[],
): SavedSpec | null => {
  const fits = ({ spec }: SavedSpec): boolean => {
    try {
      bindLayout(spec, spec.headerRow ? columns : null);
      return true;
    } catch (error) {
      if (error instanceof AppError) return false;
      throw error;
    }
  };
  if (headerRow) {
    const fingerprint = fingerprintOf(columns, sniff.dialect.delimiter);
    return saved.find((layout) => layout.fingerprint === fingerprint && fits(layout)) ?? null;
  }
  const withoutHeadings = saved.filter(
    ({ spec }) =>
      !spec.headerRow &&
      spec.delimiter === sniff.dialect.delimiter &&
      (spec.columns.length === columns.length || spec.columns.length + 2 === columns.length),
  );
  return withoutHeadings.find(fits) ?? null;
};
