import { isSameNumber } from '../../src-shared/domain/same-number.ts';
import type { Caller } from './api.ts';
import { partiesOf } from './held-cases.ts';
import type { View } from './view.ts';

/** A number of which somebody said that it is another person's, or nobody's, names nobody. */
const NAMES_NOBODY: ReadonlySet<string> = new Set(['wrong-person', 'invalid']);

export type FoundCaller = Omit<Caller, 'row'> & { readonly caseId: string };

/** Every case with a person who has this number, once each. */
export const callersOf = (view: View, number: string): readonly FoundCaller[] => {
  const found: FoundCaller[] = [];
  for (const row of view.cases()) {
    for (const partyId of new Set([row.partyId, ...partiesOf(row)])) {
      const party = view.party(partyId);
      const point = party?.state.contactPoints.find(
        ({ kind, status, value }) => kind === 'phone' && !NAMES_NOBODY.has(status) && isSameNumber(value, number),
      );
      if (party === undefined || point === undefined) continue;
      found.push({ caseId: row.id, partyId, name: party.name, contactPointId: point.id, label: point.label });
      break;
    }
  }
  return found;
};
