import type { CaseRow, PartyRow } from '../../src-shared/contract/entities.ts';
import type { Operation } from '../../src-shared/contract/operations.ts';
import { partyOf } from '../../src-shared/sync/fold.ts';
import { joinInstants } from '../../src-shared/sync/fold-party.ts';
import { overlayOne, type OverlayContext } from '../../src-shared/sync/overlay.ts';
import type { Rows } from './rows.ts';

/** The rows with the operator's own pending operations folded over them (SY-01). */
export type View = {
  readonly case: (id: string) => CaseRow | undefined;
  readonly party: (id: string) => PartyRow | undefined;
  readonly cases: () => Iterable<CaseRow>;
  readonly pendingOf: (caseId: string) => readonly Operation[];
  readonly add: (op: Operation) => void;
  /** After rows or acknowledgements changed. */
  readonly rebuild: (pending: readonly Operation[]) => void;
};

/** Rows that left the scope while the operator had them open. */
export type HeldRows = {
  readonly cases: ReadonlyMap<string, CaseRow>;
  readonly parties: ReadonlyMap<string, PartyRow>;
};

export function createView(rows: Rows, held: HeldRows, by: () => string): View {
  const cases = new Map<string, CaseRow>();
  const parties = new Map<string, PartyRow>();
  const pending = new Map<string, Operation[]>();
  /** The parties here that are one person: a call on one of them counts on all. */
  const alike = new Map<string, readonly string[]>();

  const caseOf = (id: string): CaseRow | undefined => cases.get(id) ?? rows.cases.get(id) ?? held.cases.get(id);
  const partyRow = (id: string): PartyRow | undefined =>
    parties.get(id) ?? rows.parties.get(id) ?? held.parties.get(id);
  const context = (): OverlayContext => ({
    outcomes: rows.outcomes?.list ?? [],
    by: by(),
    ruleSet: rows.ruleSet,
  });
  const overlay = (op: Operation, under: OverlayContext): void => {
    const list = pending.get(op.caseId);
    if (list === undefined) pending.set(op.caseId, [op]);
    else list.push(op);
    const row = caseOf(op.caseId);
    // An operation on a case that left the scope still waits; there is no row to show it on.
    const party = row === undefined ? undefined : partyRow(partyOf(op) ?? row.partyId);
    if (row === undefined || party === undefined) return;
    const graceDays = rows.mandates.get(row.mandateId)?.promiseGraceDays;
    const view = overlayOne({ case: row, party }, op, graceDays === undefined ? under : { ...under, graceDays });
    cases.set(view.case.id, view.case);
    if (view.party === party) return;
    parties.set(view.party.id, view.party);
    for (const id of alike.get(party.person) ?? []) {
      const other = id === party.id ? undefined : partyRow(id);
      if (other !== undefined) parties.set(id, countedToo(other, party, view.party));
    }
  };

  return {
    case: caseOf,
    party: partyRow,
    cases: function* () {
      for (const [id, row] of rows.cases) yield cases.get(id) ?? row;
    },
    pendingOf: (caseId) => pending.get(caseId) ?? [],
    add: (op) => overlay(op, context()),
    rebuild: (ops) => {
      cases.clear();
      parties.clear();
      pending.clear();
      alike.clear();
      for (const [person, ids] of samePersons(rows)) alike.set(person, ids);
      const under = context();
      for (const op of ops) overlay(op, under);
    },
  };
}

/** Persons who are here with more than one creditor. */
function samePersons({ parties }: Rows): ReadonlyMap<string, readonly string[]> {
  const first = new Map<string, string>();
  const several = new Map<string, string[]>();
  for (const { id, person } of parties.values()) {
    if (person === '') continue;
    const known = first.get(person);
    if (known === undefined) first.set(person, id);
    else several.set(person, [...(several.get(person) ?? [known]), id]);
  }
  return several;
}

/** The calls and conversations that `after` has more than `before`, on another party of the same person. */
function countedToo(other: PartyRow, { state: before }: PartyRow, { state: after }: PartyRow): PartyRow {
  const more = (name: 'attempts' | 'conversations'): string[] =>
    joinInstants(
      other.state[name],
      after[name].filter((at) => !before[name].includes(at)),
    );
  return { ...other, state: { ...other.state, attempts: more('attempts'), conversations: more('conversations') } };
}
