import { Review } from '../../../../src-shared/contract/intake.ts';
import type { OutcomeDefinition } from '../../../../src-shared/domain/outcome-definition.ts';
import { addDays, todayIn } from '../../../../src-shared/domain/civil-date.ts';
import { readOutcomes } from '../../administration/outcomes.ts';
import { readWorkspace } from '../../administration/workspace.ts';
import type { Context } from '../../context.ts';
import { readMeta, writeMeta } from '../../store/meta.ts';
import type { Sql, Tx } from '../../store/store.ts';
import { recountCases } from './cases.ts';
import { type Activity, countActivity } from './counting.ts';
import { recountPayments } from './payments.ts';

/**
 * The tally: sums that the board reads instead of a million rows. It follows the activities by their sequence number,
 * reads what is new, and adds. Nothing else writes it; emptied, it grows back the same (BO-01).
 */
const KINDS = "('call', 'outcome', 'note', 'rescheduled', 'payment', 'payment-reversal')";
const WORK = new Set(['call', 'outcome', 'note', 'rescheduled']);
/** Activities counted in one transaction: some milliseconds, so that nobody waits for the board. */
const CHUNK = 400;
/** Calls whose right party was counted; an outcome about a call comes on the same day, or with the end of an offline week. */
const KEEP_CALLS_DAYS = 45;

type Row = {
  seq: number;
  case_id: string;
  at: string;
  kind: string;
  code: string | null;
  params: string;
  disposition: string;
  team_id: string | null;
  mandate_id: string;
};

/** Counts what has been written since the last time, at most `chunks` transactions of it. Answers how many are left. */
export const catchUp = async (context: Pick<Context, 'store' | 'clock'>, chunks = 40): Promise<number> => {
  const { store } = context;
  for (let done = 0; done < chunks; done += 1) {
    if (!store.transaction((tx) => countChunk(tx, context.clock.now()))) return 0;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return waiting(store.sql);
};

const waiting = (sql: Sql): number => {
  const { n } = sql.get<{ n: number }>(
    `SELECT count(*) AS n FROM activities WHERE kind IN ${KINDS} AND seq > ?`,
    position(sql),
  ) ?? { n: 0 };
  return n;
};

const position = (sql: Sql): number => Number(readMeta(sql, 'tally_seq') ?? '0');

/** Days and hours are the workspace's: in another zone everything falls on other ones, and is counted anew. */
const startAgainInNewZone = (tx: Tx, zone: string): void => {
  if (readMeta(tx, 'tally_zone') === zone) return;
  emptyTally(tx);
  writeMeta(tx, 'tally_zone', zone);
};

export const emptyTally = (tx: Tx): void => {
  for (const table of ['hours', 'calls', 'worked', 'cases', 'batches', 'collected', 'payments']) {
    tx.run(`DELETE FROM tally_${table}`);
  }
  writeMeta(tx, 'tally_seq', '0');
};

/** Answers whether there is more to count. */
const countChunk = (tx: Tx, now: string): boolean => {
  const { zone } = readWorkspace(tx);
  startAgainInNewZone(tx, zone);
  followBatches(tx);
  const end = endOfChunk(tx);
  if (end === null) return false;
  const rows = rowsUpTo(tx, end);
  countWork(tx, rows, new Map(readOutcomes(tx).outcomes.map((outcome) => [outcome.code, outcome])), zone);
  recountPayments(tx, caseIds(rows.filter(({ kind }) => !WORK.has(kind))));
  recountCases(tx, caseIds(rows));
  tx.run('DELETE FROM tally_calls WHERE day < ?', addDays(todayIn(zone, now), -KEEP_CALLS_DAYS));
  writeMeta(tx, 'tally_seq', String(end));
  return true;
};

const caseIds = (rows: readonly Row[]): readonly string[] => [...new Set(rows.map(({ case_id }) => case_id))];

/** The sequence number of the CHUNKth activity from here (of the last one where fewer are left); null where none is. */
const endOfChunk = (tx: Tx): number | null =>
  tx.get<{ seq: number | null }>(
    `SELECT max(seq) AS seq FROM (SELECT seq FROM activities WHERE kind IN ${KINDS} AND seq > ? ORDER BY seq LIMIT ${CHUNK})`,
    position(tx),
  )?.seq ?? null;

/** Activities of cases that are gone (an undone batch) are passed over. */
const rowsUpTo = (tx: Tx, end: number): readonly Row[] =>
  tx.all<Row>(
    `SELECT a.seq, a.case_id, a.at, a.kind, a.code, a.params, a.disposition, u.team_id, c.mandate_id
     FROM activities a JOIN cases c ON c.id = a.case_id LEFT JOIN users u ON u.id = a.user_id
     WHERE a.kind IN ${KINDS} AND a.seq > ? AND a.seq <= ? ORDER BY a.seq`,
    position(tx),
    end,
  );

/** A batch enters with its publication and leaves with its undoing; only unworked batches can be undone. */
const followBatches = (tx: Tx): void => {
  tx.run("DELETE FROM tally_batches WHERE batch_id NOT IN (SELECT id FROM batches WHERE status = 'loaded')");
  const entering = tx.all<{ id: string; mandate_id: string; report: string }>(
    `SELECT id, mandate_id, report FROM batches WHERE status = 'loaded'
     AND id NOT IN (SELECT batch_id FROM tally_batches)`,
  );
  for (const { id, mandate_id, report } of entering) {
    const { cases, entrusted } = loadedBy(report) ?? countedIn(tx, id);
    tx.run(
      'INSERT INTO tally_batches (batch_id, mandate_id, cases, entrusted) VALUES (?, ?, ?, ?)',
      id,
      mandate_id,
      cases,
      entrusted,
    );
  }
};

type Entrusted = { readonly cases: number; readonly entrusted: number };

const LoadReport = Review.pick({ cases: true, totals: true });

/** The report of the load has counted them already: a million cases are not counted again while others wait. */
const loadedBy = (report: string): Entrusted | null => {
  const parsed = LoadReport.safeParse(JSON.parse(report));
  return parsed.success ? { cases: parsed.data.cases, entrusted: parsed.data.totals.total } : null;
};

const countedIn = (tx: Tx, batchId: string): Entrusted =>
  tx.get<Entrusted>(
    'SELECT count(*) AS cases, coalesce(sum(total), 0) AS entrusted FROM cases WHERE batch_id = ?',
    batchId,
  ) ?? { cases: 0, entrusted: 0 };

const countWork = (
  tx: Tx,
  rows: readonly Row[],
  outcomes: ReadonlyMap<string, OutcomeDefinition>,
  zone: string,
): void => {
  for (const row of rows) {
    if (!WORK.has(row.kind)) continue;
    const team = row.team_id ?? '';
    const counted = countActivity(activityOf(row), outcomes, zone);
    const again = counted.rightParty > 0 && counted.callId !== null && !firstOfCall(tx, counted.callId, counted.day);
    tx.run(
      `INSERT INTO tally_worked (team_id, case_id, mandate_id, last_day) VALUES (?, ?, ?, ?)
       ON CONFLICT (team_id, case_id) DO UPDATE SET
       last_day = CASE WHEN excluded.last_day > last_day THEN excluded.last_day ELSE last_day END`,
      team,
      row.case_id,
      row.mandate_id,
      counted.day,
    );
    if (counted.attempts + counted.contacts + counted.promises === 0) continue;
    tx.run(
      `INSERT INTO tally_hours (day, hour, team_id, mandate_id, attempts, contacts, right_party, promises, promised)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (day, hour, team_id, mandate_id) DO UPDATE SET
       attempts = attempts + excluded.attempts, contacts = contacts + excluded.contacts,
       right_party = right_party + excluded.right_party, promises = promises + excluded.promises,
       promised = promised + excluded.promised`,
      counted.day,
      counted.hour,
      team,
      row.mandate_id,
      counted.attempts,
      again ? 0 : counted.contacts,
      again ? 0 : counted.rightParty,
      counted.promises,
      counted.promised,
    );
  }
};

const activityOf = (row: Row): Activity => ({
  kind: row.kind,
  at: row.at,
  code: row.code,
  disposition: row.disposition,
  params: JSON.parse(row.params) as Record<string, unknown>,
});

const firstOfCall = (tx: Tx, callId: string, day: string): boolean =>
  tx.run('INSERT INTO tally_calls (call_id, day) VALUES (?, ?) ON CONFLICT (call_id) DO NOTHING', callId, day) > 0;
