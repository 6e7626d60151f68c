import type { CaseState, PartyState } from '../../../src-shared/contract/entities.ts';
import { sha256, verifyAuditChain } from '../administration/audit/chain.ts';
import type { CaseKeys } from '../administration/keys/case-keys.ts';
import { returnFileDifference } from '../closing/verify-return-files.ts';
import { cutChain } from '../store/chain-heads.ts';
import { readMeta } from '../store/meta.ts';
import type { Sql } from '../store/store.ts';
import { EVENT_GENESIS, eventLink } from './case-events.ts';
import { verifyLogChain } from './oplog.ts';
import { readPartyState } from './read-state.ts';
import { caseEnd } from './verify-cases.ts';
import { differenceOf } from './verify-difference.ts';
import { refold } from './verify-refold.ts';

export type Verification = {
  readonly ok: boolean;
  readonly audit: number;
  readonly operations: number;
  readonly events: number;
  readonly cases: number;
  readonly parties: number;
  /** Log entries of cases that were erased or whose placement was undone. */
  readonly gone: number;
  /** The first thing that is not as the log says, for a person; null where all agrees. */
  readonly difference: string | null;
};

type EventRow = {
  seq: number;
  case_id: string;
  kind: string;
  at: string;
  user_id: string;
  input: string;
  input_hash: string;
  hash: string;
};

/** The first case event that does not follow from the one before, or null. */
const brokenEvent = (sql: Sql): number | null => {
  let previous = EVENT_GENESIS;
  for (const row of sql.iterate<EventRow>('SELECT * FROM case_events ORDER BY seq')) {
    const inputAgrees = row.input === '' || sha256(row.input) === row.input_hash;
    if (!inputAgrees || eventLink(previous, row) !== row.hash) return row.seq;
    previous = row.hash;
  }
  return null;
};

const CHAIN_WORDS = {
  audit: 'the entries of the audit',
  oplog: 'the operations',
  case_events: 'the case events',
} as const;

/** A chain that is whole and lacks its last entries. */
const earlyEnd = (sql: Sql): string | null => {
  const cut = cutChain(sql);
  return cut === null ? null : `${CHAIN_WORDS[cut.chain]} end before entry ${cut.seq}, their last`;
};

/** Columns that repeat the state for queries. */
const columnsOf = (state: CaseState) => ({
  next_kind: state.next.kind,
  next_at: state.next.at,
  lattice: state.lattice,
  last_outcome: state.lastOutcome,
  worked: state.firstWorkedAt === null ? 0 : 1,
  closed_class: state.closed?.class ?? null,
});

type CaseColumns = ReturnType<typeof columnsOf> & { readonly state: string; readonly case_number: string };

const caseDifference = (sql: Sql, caseId: string, state: CaseState): string | null => {
  const row = sql.get<CaseColumns>(
    `SELECT case_number, state, next_kind, next_at, lattice, last_outcome, worked, closed_class FROM cases WHERE id = ?`,
    caseId,
  );
  if (row === undefined) return `case ${caseId} is not in the tables`;
  const { state: text, case_number: number, ...columns } = row;
  const promises = sql.all<{ id: string; status: string; amount: number; due_on: string }>(
    'SELECT id, status, amount, due_on FROM promises WHERE case_id = ? ORDER BY id',
    caseId,
  );
  const made = state.promises
    .map(({ id, status, amount, dueOn }) => ({ id, status, amount, due_on: dueOn }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const found =
    differenceOf(JSON.parse(text), state, 'state') ??
    differenceOf(columns, columnsOf(state)) ??
    differenceOf(promises, made, 'promises');
  return found === null ? null : `case ${number} (${caseId}): ${found}`;
};

const byId = (state: PartyState, keep: ReadonlySet<string> | null) => ({
  ...state,
  contactPoints: Object.fromEntries(
    // What a placement gave and its undoing took away again is in the log's party and in no table.
    state.contactPoints
      .filter(({ id, source }) => source !== 'creditor' || keep === null || keep.has(id))
      .map((point) => [point.id, point]),
  ),
});

const partyDifference = (sql: Sql, partyId: string, state: PartyState): string | null => {
  const now = readPartyState(sql, partyId);
  if (now === undefined) return `party ${partyId} is not in the tables`;
  const undone = sql.get("SELECT 1 AS found FROM batches WHERE status IN ('undone', 'undoing') LIMIT 1") !== undefined;
  const keep = undone ? new Set(now.contactPoints.map(({ id }) => id)) : null;
  const found = differenceOf(byId(now, null), byId(state, keep));
  return found === null ? null : `party ${partyId}: ${found}`;
};

const one = (sql: Sql, text: string): string | null => sql.get<{ id: string }>(text)?.id ?? null;

/** What must hold between tables and logs without folding anything. */
const looseEnd = (sql: Sql): string | null => {
  const unwritten = one(
    sql,
    `SELECT o.op_id AS id FROM oplog o LEFT JOIN activities a ON a.id = o.op_id
     WHERE o.context_id IS NOT NULL AND o.kind <> 'viewed' AND a.id IS NULL
     AND EXISTS (SELECT 1 FROM cases c WHERE c.id = o.case_id) LIMIT 1`,
  );
  if (unwritten !== null) return `operation ${unwritten} is in the log and not in the history`;
  const unlogged = one(
    sql,
    `SELECT a.id FROM activities a WHERE a.kind IN ('call', 'outcome', 'contact-edit', 'rescheduled')
     AND NOT EXISTS (SELECT 1 FROM oplog o WHERE o.op_id = a.id) LIMIT 1`,
  );
  if (unlogged !== null) return `activity ${unlogged} is in the history and not in the log`;
  const unpaid = one(
    sql,
    `SELECT c.case_number AS id FROM cases c WHERE c.paid <> (SELECT coalesce(sum(p.amount), 0) FROM payments p
     WHERE p.case_id = c.id AND p.reversed_on IS NULL) LIMIT 1`,
  );
  if (unpaid !== null) return `case ${unpaid}: what is paid is not the sum of its payments`;
  const device = one(
    sql,
    `SELECT d.id FROM devices d WHERE d.last_seq < (SELECT coalesce(max(o.dev_seq), 0) FROM oplog o
     WHERE o.device_id = d.id) LIMIT 1`,
  );
  if (device !== null) return `device ${device} has operations beyond its last number`;
  const last = Number(readMeta(sql, 'last_seq') ?? '0');
  const top = sql.get<{ n: number | null }>(
    `SELECT max(n) AS n FROM (SELECT max(seq) AS n FROM oplog UNION ALL SELECT max(seq) FROM case_events
     UNION ALL SELECT max(seq) FROM activities UNION ALL SELECT max(seq) FROM payments)`,
  )?.n;
  return (top ?? 0) > last ? `the sequence stands at ${last} and ${top ?? 0} is taken` : null;
};

/**
 * Holds the tables against the logs they come from: the chains of the audit, of the operations and of the coordinator's
 * own events are whole, to their last entry; both logs, folded again, give the tables (SY-12); every operation is in the
 * history once (SY-03); a case that no log tells of stands as it was placed; return files are those of their closings.
 * Reads only. Call it on one snapshot.
 */
export const verifyWorkspace = (sql: Sql, caseKeys: CaseKeys): Verification => {
  const audit = verifyAuditChain(sql);
  const log = verifyLogChain(sql);
  const event = brokenEvent(sql);
  const nothing = { operations: log.entries, events: 0, cases: 0, parties: 0, gone: 0, audit: audit.entries };
  const broken =
    audit.brokenAt !== null
      ? `the audit's chain is broken at entry ${audit.brokenAt}`
      : log.brokenAt !== null
        ? `the operations' chain is broken at ${log.brokenAt}`
        : event === null
          ? null
          : `the case events' chain is broken at ${event}`;
  const ended = broken ?? earlyEnd(sql);
  if (ended !== null) return { ...nothing, ok: false, difference: ended };
  const folded = refold(sql, caseKeys);
  const difference =
    (folded.otherwise === null ? null : `operation ${folded.otherwise.seq} comes to something else than recorded`) ??
    firstOf(folded.cases, (id, { state }) => caseDifference(sql, id, state)) ??
    firstOf(folded.parties, (id, state) => partyDifference(sql, id, state)) ??
    looseEnd(sql) ??
    caseEnd(sql, (id) => folded.cases.has(id) || folded.lost.has(id)) ??
    returnFileDifference(sql);
  return {
    ok: difference === null,
    audit: audit.entries,
    operations: folded.operations,
    events: folded.events,
    cases: folded.cases.size,
    parties: folded.parties.size,
    gone: folded.gone,
    difference,
  };
};

const firstOf = <T>(of: ReadonlyMap<string, T>, find: (id: string, value: T) => string | null): string | null => {
  for (const [id, value] of of) {
    const found = find(id, value);
    if (found !== null) return found;
  }
  return null;
};
