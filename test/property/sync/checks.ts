import { isDeepStrictEqual } from 'node:util';
import { openDeviceDb, type JournalRecord } from '../../../src-renderer/offline/databases.ts';
import { readCaseRows } from '../../../src-main/coordinator/work/case-rows.ts';
import { partiesOfOperator, readPartyRows } from '../../../src-main/coordinator/work/party-rows.ts';
import { verifyWorkspace } from '../../../src-main/coordinator/work/verify-workspace.ts';
import { IDBKeyRange } from 'fake-indexeddb';
import { PARTIES, type OperatorId } from './portfolio.ts';
import type { World } from './world.ts';
import type { Workstation } from './workstation.ts';

/** A rule of sync.md that does not hold; its message begins with the rule's id. */
export class Broken extends Error {
  constructor(rule: string, what: string) {
    super(`${rule} ${what}`);
    this.name = 'Broken';
  }
}

export const must = (holds: boolean, rule: string, what: () => string): void => {
  if (!holds) throw new Broken(rule, what());
};

export async function journalOf({ disk }: Workstation): Promise<readonly JournalRecord[]> {
  const db = openDeviceDb({
    indexedDB: disk.idb,
    IDBKeyRange: IDBKeyRange,
  });
  try {
    return await db.journal.orderBy('devSeq').toArray();
  } finally {
    db.close();
  }
}

const logged = (world: World): ReadonlySet<string> =>
  new Set(
    world.coordinator
      .context()
      .store.sql.all<{ op_id: string }>('SELECT op_id FROM oplog')
      .map(({ op_id }) => op_id),
  );

/** What must hold after every single step. */
export async function checkAlways(world: World): Promise<void> {
  const journals = await Promise.all(world.stations.map(journalOf));
  checkKept(world, journals);
  for (const journal of journals) checkNumbers(journal);
  for (const station of world.stations) await checkView(world, station);
  checkFlags(world);
}

/** SY-02: in the journal (or the journal's file) or on the coordinator, at every instant. */
function checkKept(world: World, journals: readonly (readonly JournalRecord[])[]): void {
  const there = logged(world);
  for (const [opId, { station }] of world.captured) {
    const here = journals[station]?.some((record) => record.opId === opId) ?? false;
    const filed = world.stations[station]?.disk.fileText().includes(opId) ?? false;
    must(here || filed || there.has(opId), 'SY-02', () => `${opId} is nowhere`);
  }
}

/** SY-04: one after the other, on the computer as at the coordinator. */
function checkNumbers(journal: readonly JournalRecord[]): void {
  journal.forEach(({ devSeq }, n) => {
    const before = journal[n - 1]?.devSeq ?? devSeq - 1;
    must(devSeq === before + 1, 'SY-04', () => `after ${before} comes ${devSeq}`);
  });
}

/** SY-01: whoever wrote sees it, once, also before anybody else does; SY-03 on the screen. */
async function checkView(world: World, station: Workstation): Promise<void> {
  const [store, who] = [station.store(), station.operator()];
  if (store === null || who === null) return;
  const { caseIds } = await store.queue('all');
  const at = world.stations.indexOf(station);
  const epoch = await station.epoch();
  for (const caseId of caseIds) {
    const view = await store.open(caseId);
    const lines = view?.case.history.map(({ id }) => id) ?? [];
    must(new Set(lines).size === lines.length, 'SY-03', () => `a line of ${caseId} shows twice`);
    // In the history, among what waits, or (a body that nobody can read) among what was refused.
    const waits = view?.pending.map(({ opId }) => opId) ?? [];
    const known = new Set([...lines, ...waits, ...store.status().decisions.map(({ opId }) => opId)]);
    for (const { op, station: where, who: author, unreadable } of world.captured.values()) {
      if (op.caseId !== caseId || where !== at || author !== who || unreadable || op.kind === 'viewed') continue;
      must(known.has(op.opId), 'SY-01', () => `${author} does not see the own ${op.kind} on ${caseId}`);
    }
    for (const flag of ['deceased', 'doNotContact'] as const) {
      // A restored coordinator starts over: the flags come back with the operations that raised them.
      const key = `${epoch}|${at}|${who}|${view?.party.id}|${flag}`;
      if (view?.party.state.flags[flag]) world.flags.add(key);
      else must(!world.flags.has(key), 'SY-06', () => `${flag} of ${view?.party.id} went back on the screen of ${who}`);
    }
  }
}

/** SY-06: raised once, raised for good. */
function checkFlags(world: World): void {
  const { sql } = world.coordinator.context().store;
  const rows = readPartyRows(sql, PARTIES);
  for (const [id, { state }] of rows) {
    for (const [flag, value] of Object.entries(state.flags)) {
      const key = `coordinator|${id}|${flag}`;
      if (value !== null) world.flags.add(key);
      else must(!world.flags.has(key), 'SY-06', () => `${flag} of ${id} went back at the coordinator`);
    }
  }
}

/** SY-05, SY-08, SY-09: after a pull that went through, the rows are the coordinator's rows of the scope, no more. */
export async function checkRows(world: World, station: Workstation): Promise<void> {
  const who = station.operator();
  const rows = who === null ? null : await station.rows();
  if (who === null || rows === null) return;
  const { sql } = world.coordinator.context().store;
  const ids = sql.all<{ id: string }>('SELECT id FROM cases WHERE assigned_to = ?', who).map(({ id }) => id);
  same('case', who, readCaseRows(sql, ids, who), rows.cases);
  const parties = partiesOfOperator(sql, PARTIES, who);
  same('party', who, readPartyRows(sql, [...parties]), rows.parties);
}

function same(kind: string, who: OperatorId, theirs: ReadonlyMap<string, object>, ours: ReadonlyMap<string, object>) {
  for (const id of ours.keys()) must(theirs.has(id), 'SY-09', () => `${who} still holds ${kind} ${id}`);
  for (const [id, row] of theirs) {
    must(ours.has(id), 'SY-05', () => `${who} lacks ${kind} ${id}`);
    const [left, right] = [JSON.parse(JSON.stringify(row)) as unknown, ours.get(id)];
    must(isDeepStrictEqual(left, right), 'SY-08', () => `${who} holds another ${kind} ${id}: ${whereOf(left, right)}`);
  }
}

/** What must hold once everything that was said has arrived. */
export async function checkEnd(world: World): Promise<void> {
  const { store, caseKeys } = world.coordinator.context();
  const there = logged(world);
  for (const [opId, { op }] of world.captured) {
    must(there.has(opId), 'SY-11', () => `the ${op.kind} ${opId} never reached the log`);
  }
  // A capture that a crash cut off may have been made all the same: then the computer knows of it.
  const journals = await Promise.all(world.stations.map(journalOf));
  const known = new Set(journals.flat().map(({ opId }) => opId));
  const files = world.stations.map(({ disk }) => disk.fileText()).join('\n');
  for (const opId of there) {
    const said = world.captured.has(opId) || known.has(opId) || files.includes(opId);
    must(said, 'SY-03', () => `${opId} stands in the log and nobody said it`);
  }
  const verified = verifyWorkspace(store.sql, caseKeys);
  must(verified.ok, 'SY-12', () => verified.difference ?? 'the log and the tables disagree');
}

/** The first place in which two rows differ, for the message. */
function whereOf(theirs: unknown, ours: unknown, at = ''): string {
  const both = typeof theirs === 'object' && typeof ours === 'object' && theirs !== null && ours !== null;
  if (!both) return `${at} is ${JSON.stringify(ours)} instead of ${JSON.stringify(theirs)}`;
  const [left, right] = [theirs as Record<string, unknown>, ours as Record<string, unknown>];
  const key = [...new Set([...Object.keys(left), ...Object.keys(right)])].find(
    (name) => !isDeepStrictEqual(left[name], right[name]),
  );
  return key === undefined ? at : whereOf(left[key], right[key], `${at}.${key}`);
}
