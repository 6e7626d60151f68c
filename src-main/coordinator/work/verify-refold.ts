import type { CaseState, PartyState } from '../../../src-shared/contract/entities.ts';
import type { Disposition, Operation, OperationHead } from '../../../src-shared/contract/operations.ts';
import { applyOperation, boundedClock, partyOf, withheldOf } from '../../../src-shared/sync/fold.ts';
import type { CaseKeys } from '../administration/keys/case-keys.ts';
import type { Sql } from '../store/store.ts';
import { type CaseEvent, foldEvent, foldPartyEvent } from './case-events.ts';
import { createFoldContexts, foldContextOf } from './fold-contexts.ts';
import { type CaseFacts, readCase, readPartyState } from './read-state.ts';

/** The states that the log gives when it is folded again from what stood before its first operation. */
export type Refolded = {
  readonly cases: ReadonlyMap<string, { readonly facts: CaseFacts; readonly state: CaseState }>;
  readonly parties: ReadonlyMap<string, PartyState>;
  readonly operations: number;
  readonly events: number;
  /** Entries that cannot be folded any more: their case was erased or its placement undone. */
  readonly gone: number;
  /** Cases that cannot be folded any more: a body of theirs was erased. */
  readonly lost: ReadonlySet<string>;
  /** The first operation that came to something else than what is recorded. */
  readonly otherwise: { readonly seq: number; readonly caseId: string } | null;
};

type Entry = {
  readonly seq: number;
  readonly source: 'op' | 'event';
  readonly case_id: string;
  readonly op_id: string;
  readonly head: string;
  readonly body: string;
  readonly disposition: Disposition['kind'];
  readonly code: string | null;
  readonly context_id: number | null;
  readonly received_at: string;
};

/** Both logs share one sequence: their order together is the order in which things happened to the tables. */
const LOGS = `SELECT seq, 'op' AS source, case_id, op_id, head, body, disposition, code, context_id, received_at FROM oplog
  UNION ALL SELECT seq, 'event', case_id, '', '', input, '', NULL, NULL, '' FROM case_events ORDER BY 1`;

/** Folds both logs from their beginning, in memory; reads the tables only for what stood there before (SY-12). */
export const refold = (sql: Sql, caseKeys: CaseKeys): Refolded => {
  const contexts = createFoldContexts();
  const cases = new Map<string, { facts: CaseFacts; state: CaseState }>();
  const parties = new Map<string, PartyState>();
  const lost = new Set<string>();
  const lostParties = new Set<string>();
  const count = { operations: 0, events: 0, gone: 0 };
  let otherwise: Refolded['otherwise'] = null;

  const caseOf = (id: string): { facts: CaseFacts; state: CaseState } | null => {
    const known = cases.get(id);
    if (known !== undefined) return known;
    const facts = readCase(sql, id);
    if (facts === undefined || lost.has(id)) return null;
    const found = { facts, state: (baseOf(sql, 'case', id) as CaseState | null) ?? facts.state };
    cases.set(id, found);
    return found;
  };
  const partyState = (id: string): PartyState | null => {
    const known = parties.get(id);
    if (known !== undefined) return known;
    const now = readPartyState(sql, id);
    if (now === undefined) return null;
    const found = withLaterContacts((baseOf(sql, 'party', id) as PartyState | null) ?? now, now);
    parties.set(id, found);
    return found;
  };

  const foldOp = (entry: Entry, content: string): void => {
    const kept = JSON.parse(content) as { body?: unknown };
    // What was refused unread had no effect.
    if (kept.body === undefined || entry.context_id === null) return;
    const written = { ...(JSON.parse(entry.head) as OperationHead), body: kept.body } as Operation;
    const op = boundedClock(written, entry.received_at);
    const found = caseOf(entry.case_id);
    const partyId = found === null ? null : (partyOf(op) ?? found.facts.partyId);
    const party = partyId === null ? null : partyState(partyId);
    if (found === null || partyId === null || party === null) {
      count.gone += 1;
      return;
    }
    const rules = contexts.read(sql, entry.context_id);
    const withheld = withheldOf(entry.code);
    const { work, disposition } = applyOperation({ case: found.state, party }, op, rules.outcomes, {
      zone: found.facts.zone,
      ...foldContextOf(rules),
      // Who held the case and who was a leader is not kept; the disposition says what came of it.
      ...(withheld === undefined ? {} : { withheld }),
      late: entry.disposition === 'late' && entry.code === 'out-of-scope',
      leader: !(entry.disposition === 'rejected' && entry.code === 'forbidden'),
    });
    found.state = work.case;
    parties.set(partyId, work.party);
    const same = disposition.kind === entry.disposition && disposition.code === entry.code;
    if (!same && !lostParties.has(partyId)) {
      otherwise ??= { seq: entry.seq, caseId: entry.case_id };
    }
  };

  const foldOne = (entry: Entry, event: CaseEvent): void => {
    const found = caseOf(entry.case_id);
    if (found === null) {
      count.gone += 1;
      return;
    }
    found.state = foldEvent(found.state, event).state;
    const party = event.kind === 'resumed' ? partyState(event.partyId) : null;
    if (party !== null && event.kind === 'resumed') parties.set(event.partyId, foldPartyEvent(party, event));
  };

  for (const entry of sql.iterate<Entry>(LOGS)) {
    count[entry.source === 'op' ? 'operations' : 'events'] += 1;
    const aad = entry.source === 'op' ? entry.op_id : `event|${entry.case_id}`;
    const content = entry.body === '' ? null : caseKeys.open(sql, entry.case_id, entry.body, aad);
    if (content === null) {
      // From here on the states of its case and of the case's people are not the log's any more.
      count.gone += 1;
      lost.add(entry.case_id);
      cases.delete(entry.case_id);
      for (const id of peopleOf(sql, entry.case_id)) lostParties.add(id);
    } else if (entry.source === 'op') {
      foldOp(entry, content);
    } else {
      foldOne(entry, JSON.parse(content) as CaseEvent);
    }
  }
  for (const id of lostParties) parties.delete(id);
  return { cases, parties, ...count, lost, otherwise };
};

const peopleOf = (sql: Sql, caseId: string): readonly string[] =>
  sql
    .all<{ party_id: string }>('SELECT party_id FROM case_parties WHERE case_id = ?', caseId)
    .map((row) => row.party_id);

const baseOf = (sql: Sql, entity: 'case' | 'party', id: string): unknown => {
  const row = sql.get<{ body: string }>('SELECT body FROM fold_bases WHERE entity = ? AND id = ?', entity, id);
  return row === undefined ? null : JSON.parse(row.body);
};

/**
 * A later placement may have given a known debtor more contact points: they join uncounted, as it wrote them. Their
 * other fields are taken as they are now, since nothing else says what the file had.
 */
const withLaterContacts = (base: PartyState, now: PartyState): PartyState => {
  const known = new Set(base.contactPoints.map(({ id }) => id));
  const later = now.contactPoints.filter(({ id, source }) => source === 'creditor' && !known.has(id));
  if (later.length === 0) return base;
  const fresh = later.map((point) => ({ ...point, attempts: 0, answers: 0, lastAt: null }));
  return { ...base, contactPoints: [...base.contactPoints, ...fresh] };
};
