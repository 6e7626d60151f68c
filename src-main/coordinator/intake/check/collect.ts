import { closeSync, openSync, writeSync } from 'node:fs';
import type { Lang } from '../../../../src-shared/contract/basics.ts';
import type { ReviewRow } from '../../../../src-shared/contract/intake.ts';
import type { RuleId } from '../../../../src-shared/contract/intake-rules.ts';
import type { Binding } from '../layout/bind.ts';
import type { Analysis, Judge } from './analyse.ts';
import { CASE } from './case-book.ts';
import { createEvaluate, type Evaluate } from './evaluate.ts';
import type { Finding } from './placement.ts';
import { createRejectsWriter, type RejectsWriter } from './rejects.ts';
import { type ControlKind, type PlacementFile, walkPlacement } from './walk.ts';

/** So many rows of each kind are kept for the table of the review; the file of rejects has them all. */
const KEPT = { rejected: 20_000, duplicate: 5_000, blocked: 5_000, warned: 10_000, corrected: 10_000 } as const;
export type Kept = Record<keyof typeof KEPT, number>;

export type CollectInto = { readonly rejects: string | null; readonly rows: string | null; readonly lang: Lang };

/**
 * Reads the file once more for the rows that somebody has to look at: writes the file of rejects and, one JSON object
 * a line, the rows of the review. Nothing is read where there is nothing to collect.
 */
export const collectRows = (file: PlacementFile, analysis: Analysis, judge: Judge, into: CollectInto): Kept => {
  const kept: Kept = { rejected: 0, duplicate: 0, blocked: 0, warned: 0, corrected: 0 };
  const flagged = analysis.rejected + analysis.duplicate + analysis.blocked + analysis.warnings + file.corrections.size;
  if (into.rejects === null && (into.rows === null || flagged === 0)) {
    if (into.rows !== null) closeSync(openSync(into.rows, 'w'));
    return kept;
  }
  let evaluate: Evaluate | null = null;
  let bound: Binding | null = null;
  let rejects: RejectsWriter | null = null;
  const lines = into.rows === null ? null : createLines(into.rows);
  const early: { readonly kind: ControlKind; readonly cells: readonly string[] }[] = [];
  walkPlacement(file, {
    bound: (binding) => {
      bound = binding;
      evaluate = createEvaluate(binding, judge.measure, file.scan);
      rejects =
        into.rejects === null
          ? null
          : createRejectsWriter(into.rejects, file, binding, { lang: into.lang, rows: analysis.rejected });
      for (const { kind, cells } of early) rejects?.control(kind, cells);
    },
    ignored: () => undefined,
    control: (kind, cells) => {
      if (rejects === null) early.push({ kind, cells });
      else rejects.control(kind, cells);
    },
    row: (cells, line, at) => {
      const kind = kindOf(analysis, at, file.corrections.has(line));
      if (kind === null || evaluate === null || bound === null) return;
      if (kind !== 'rejected' && (lines === null || kept[kind] >= KEPT[kind])) return;
      const row = reviewRow(analysis, judge, { cells, line, at }, evaluate(cells).findings, bound, file);
      if (kind === 'rejected') rejects?.add(cells, row.findings);
      if (lines === null || kept[kind] >= KEPT[kind]) return;
      kept[kind] += 1;
      lines.add(JSON.stringify(row));
    },
  });
  (rejects as RejectsWriter | null)?.close();
  lines?.close();
  return kept;
};

/** What somebody corrected is looked at again, also where nothing is wrong with it any more. */
const kindOf = ({ rows }: Analysis, at: number, corrected: boolean): keyof Kept | null => {
  const verdict = rows.verdict(at);
  if (verdict === 'rejected' || verdict === 'duplicate') return verdict;
  if (verdict === 'ignored') return null;
  return rows.blocked(at) ? 'blocked' : rows.warned(at) ? 'warned' : corrected ? 'corrected' : null;
};

type At = { readonly cells: readonly string[]; readonly line: number; readonly at: number };

/** The row with everything that is held against it, worst first, also what only the whole file shows. */
const reviewRow = (
  analysis: Analysis,
  judge: Judge,
  { cells, line, at }: At,
  own: readonly Finding[],
  binding: Binding,
  file: PlacementFile,
): ReviewRow => {
  const verdict = analysis.rows.verdict(at);
  const findings = [...own.filter(({ rule }) => judge.levels[rule] !== 'off'), ...others(analysis, judge, at, own)];
  const level = (rule: RuleId): number => ORDER.indexOf(judge.levels[rule]);
  return {
    line,
    verdict: verdict === 'ignored' ? 'rejected' : verdict,
    cells: [...cells],
    findings: findings
      .toSorted((a, b) => level(a.rule) - level(b.rule))
      .map(({ rule, field, value }) => ({
        rule,
        level: judge.levels[rule],
        field,
        column: columnOf(binding, field),
        value,
      })),
    corrected: [...(file.corrections.get(line)?.keys() ?? [])],
  };
};

const ORDER = ['file', 'row', 'duplicate', 'block', 'warn', 'off'];

const others = ({ rows, cases }: Analysis, judge: Judge, at: number, own: readonly Finding[]): Finding[] => {
  const index = rows.caseOf(at);
  const verdict = rows.verdict(at);
  const flags = index < 0 ? 0 : cases.flags(index);
  const say = (rule: RuleId): Finding[] => [{ rule, field: 'case.number', value: '' }];
  if (verdict === 'duplicate') return say((flags & CASE.open) === 0 ? 'IN-17' : 'IN-18');
  if (verdict === 'rejected' && !own.some(({ rule }) => judge.levels[rule] === 'row'))
    return say((flags & CASE.refused) === 0 ? 'IN-16' : 'IN-15');
  if (verdict === 'accepted' && (flags & CASE.closedBefore) !== 0 && judge.levels['IN-20'] !== 'off')
    return say('IN-20');
  return [];
};

const columnOf = (binding: Binding, field: Finding['field']): number | null => {
  const column = field === '' ? undefined : binding.fields.get(field)?.column;
  return column === undefined || column < 0 ? null : column;
};

const createLines = (path: string): { readonly add: (line: string) => void; readonly close: () => void } => {
  const out = openSync(path, 'w', 0o600);
  let waiting: string[] = [];
  const flush = (): void => {
    if (waiting.length > 0) writeSync(out, `${waiting.join('\n')}\n`);
    waiting = [];
  };
  return {
    add: (line) => {
      waiting.push(line);
      if (waiting.length >= 500) flush();
    },
    close: () => {
      flush();
      closeSync(out);
    },
  };
};
