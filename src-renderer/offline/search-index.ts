import type { CaseRow } from '../../src-shared/contract/entities.ts';
import { scoreSearchable, searchable, searchQuery, type Searchable } from '../../src-shared/domain/search.ts';
import type { View } from './view.ts';

type Entry = { readonly row: CaseRow; readonly party: unknown; readonly target: Searchable };

/**
 * The cases made ready for a search on every key press. Entries are kept by identity of the rows they were made from:
 * rows are never changed in place, so another row is another object.
 */
export type SearchIndex = {
  readonly search: (text: string, limit: number) => readonly string[];
  /** Makes ready up to `count` cases that are not; answers how many are still to do. */
  readonly warm: (count: number) => number;
};

export function createSearchIndex(view: View): SearchIndex {
  const entries = new Map<string, Entry>();
  const entryOf = (row: CaseRow): Entry => {
    const party = view.party(row.partyId);
    const known = entries.get(row.id);
    if (known !== undefined && known.row === row && known.party === party) return known;
    const made: Entry = { row, party, target: targetOf(row, view) };
    entries.set(row.id, made);
    return made;
  };
  return {
    search: (text, limit) => {
      const query = searchQuery(text);
      const hits: { readonly row: CaseRow; readonly score: number }[] = [];
      for (const row of view.cases()) {
        const score = scoreSearchable(query, entryOf(row).target);
        if (score > 0) hits.push({ row, score });
      }
      hits.sort((a, b) => b.score - a.score || (a.row.caseNumber < b.row.caseNumber ? -1 : 1));
      return hits.slice(0, limit).map(({ row }) => row.id);
    },
    warm: (count) => {
      let left = 0;
      let done = 0;
      for (const row of view.cases()) {
        if (entries.get(row.id)?.row === row) continue;
        if (done < count) {
          entryOf(row);
          done += 1;
        } else left += 1;
      }
      return left;
    },
  };
}

/** A case is found by all its parties: the guarantor who calls back says his own name. */
function targetOf(row: CaseRow, view: View): Searchable {
  const ids = new Set([row.partyId, ...row.parties.map(({ partyId }) => partyId)]);
  const parties = [...ids].flatMap((id) => view.party(id) ?? []);
  return searchable({
    names: [...new Set([...parties.map(({ name }) => name), ...row.parties.map(({ name }) => name)])],
    caseNumbers: [row.caseNumber, ...row.positions.map(({ contract }) => contract)],
    phones: parties.flatMap(({ state }) =>
      state.contactPoints.filter(({ kind }) => kind === 'phone').map(({ value }) => value),
    ),
    taxCodes: parties.flatMap(({ taxCode, vatNumber }) => [taxCode, vatNumber]),
  });
}
