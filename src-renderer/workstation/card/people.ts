import type { ContactPoint, PartyRow } from '../../../src-shared/contract/entities.ts';
import type { CaseView, Draft } from '../../offline/api.ts';

/** Somebody who answers for the case, with what may be used to reach him. */
export type Person = { readonly party: PartyRow; readonly role: CaseView['case']['parties'][number]['role'] };

/** The debtor first, then those who answer with him, in the order of the case; once each. */
export const peopleOf = ({ case: row, party, others }: CaseView): readonly Person[] => {
  const debtor: Person = { party, role: row.parties.find(({ partyId }) => partyId === party.id)?.role ?? 'debtor' };
  const seen = new Set([party.id]);
  const rest = row.parties.flatMap(({ partyId, role }): readonly Person[] => {
    const other = others.get(partyId);
    if (other === undefined || seen.has(partyId)) return [];
    seen.add(partyId);
    return [{ party: other, role }];
  });
  return [debtor, ...rest];
};

/** Whom the outcome is about: the debtor, unless somebody else was called or chosen. */
export const personOf = (view: CaseView, draft: Pick<Draft, 'partyId'>): Person => {
  const people = peopleOf(view);
  const found = people.find(({ party }) => party.id === draft.partyId) ?? people[0];
  return found ?? { party: view.party, role: 'debtor' };
};

const KIND_ORDER = { phone: 0, email: 1, address: 2 } as const;
const STATUS_ORDER = { ok: 0, blocked: 1, 'wrong-person': 2, dead: 3, invalid: 4 } as const;

/** Phones first, usable ones first, those that answer first; the digit of a phone follows this order. */
export const contactOrder = (points: readonly ContactPoint[]): readonly ContactPoint[] =>
  points.toSorted(
    (a, b) =>
      KIND_ORDER[a.kind] - KIND_ORDER[b.kind] ||
      STATUS_ORDER[a.status] - STATUS_ORDER[b.status] ||
      b.answers / Math.max(1, b.attempts) - a.answers / Math.max(1, a.attempts),
  );

export type Phone = { readonly person: Person; readonly point: ContactPoint };

/** Every number of the case in the order of its digit: the debtor's, then the others'. */
export const phonesOf = (view: CaseView): readonly Phone[] =>
  peopleOf(view).flatMap((person) =>
    contactOrder(person.party.state.contactPoints).flatMap((point) =>
      point.kind === 'phone' ? [{ person, point }] : [],
    ),
  );
