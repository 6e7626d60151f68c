import type { Review } from '../../../../src-shared/contract/intake.ts';
import type { WorkerStore } from '../../store/store.ts';
import { type Analysis, analyse, type Judge, type Standing } from '../check/analyse.ts';
import { collectRows } from '../check/collect.ts';
import type { PlacementFile } from '../check/walk.ts';
import { messageOf } from '../check/words.ts';
import { sniffFile } from '../reader/sniff.ts';
import { correctedCells } from '../draft/correction.ts';
import type { JudgeOrder } from './jobs.ts';

export type Judged = {
  readonly file: PlacementFile;
  readonly judge: Judge;
  readonly analysis: Analysis;
  readonly review: Review;
};

/** Reads and judges the whole file, writes what is to be looked at, and sums it up. */
export const judgeFile = (
  order: JudgeOrder,
  store: WorkerStore,
  progress: (phase: string, done: number, total: number) => void,
): Judged => {
  const { spec } = order;
  const { scan } = sniffFile(order.path, { encoding: spec.encoding, delimiter: spec.delimiter });
  const file: PlacementFile = {
    path: order.path,
    scan,
    dialect: { delimiter: spec.delimiter, quote: spec.quote },
    spec,
    corrections: new Map(order.corrections.map(([line, cells]) => [line, new Map(cells)])),
  };
  const judge: Judge = {
    measure: order.measure,
    levels: order.levels,
    sameFile: order.sameFile,
    standingOf: standings(store, order.measure.creditorId),
  };
  const analysis = analyse(file, judge, (_bytes, rows) => progress('checking', rows, scan.lines));
  const kept = collectRows(file, analysis, judge, { rejects: order.rejects, rows: order.rows, lang: order.lang });
  return {
    file,
    judge,
    analysis,
    review: {
      file: order.fileName,
      sha256: scan.sha256,
      encoding: scan.encoding,
      delimiter: spec.delimiter,
      layout: spec.name,
      rowsIn: analysis.rowsIn,
      accepted: analysis.accepted,
      rejected: analysis.rejected,
      duplicate: analysis.duplicate,
      ignored: analysis.ignored,
      blocked: analysis.blocked,
      warnings: analysis.warnings,
      corrections: correctedCells(order.corrections),
      totals: { ...analysis.totals },
      rules: analysis.rules.map((rule) => ({
        ...rule,
        examples: rule.examples.map((example) => ({
          ...example,
          message: messageOf(rule.id, example.field, example.value, order.lang),
        })),
      })),
      cases: analysis.loads.cases,
      parties: analysis.loads.parties,
      controls: [...analysis.controls],
      refusedBy: [...analysis.refusedBy],
      listed: { errors: kept.rejected, warnings: kept.warned, blocked: kept.blocked, duplicates: kept.duplicate },
    },
  };
};

/** How the creditor's cases stand now. A creditor without cases is not asked a million times. */
const standings = (store: WorkerStore, creditorId: string): ((caseNumber: string) => Standing) => {
  const any = store.sql.get('SELECT 1 AS found FROM cases WHERE creditor_id = ? LIMIT 1', creditorId);
  if (any === undefined) return () => 'none';
  return (caseNumber) => {
    const rows = store.sql.all<{ closed_class: string | null }>(
      `SELECT c.closed_class FROM cases c JOIN batches b ON b.id = c.batch_id AND b.status = 'loaded'
       WHERE c.creditor_id = ? AND c.case_number = ?`,
      creditorId,
      caseNumber,
    );
    if (rows.length === 0) return 'none';
    return rows.some((row) => row.closed_class === null) ? 'open' : 'closed';
  };
};
