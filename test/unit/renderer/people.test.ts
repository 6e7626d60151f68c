import { describe, expect, test } from 'vitest';
import { mayCall, UNIREC_2017 } from '../../../src-shared/domain/contact-rules.ts';
import type { PartyRow } from '../../../src-shared/contract/entities.ts';
import type { CaseView } from '../../../src-renderer/offline/api.ts';
import { callFacts } from '../../../src-renderer/workstation/card/call-facts.ts';
import { peopleOf, phonesOf, type Person } from '../../../src-renderer/workstation/card/people.ts';
import { caseRow, CREDITOR, entry, MANDATE, partyRow, phone, position, ZONE } from './rows.ts';

/** Monday, half past ten in Rome. */
const NOW = '2026-11-23T09:30:00.000Z';
const debtor = partyRow('p1', 'Ferrante Giuseppina', [
  phone('dead', '+390810000001', { status: 'dead' }),
  phone('home', '+390810000002'),
]);
const guarantor = partyRow('p2', 'Ferrante Carlo', [phone('mobile', '+393330000003')]);
const absent = { partyId: 'p3', role: 'co-obligor' as const, name: 'Ferrante Ida' };
const row = caseRow('4817', debtor, [position('7781-203', '2026-08-18', 78_000, 0, 0)]);
const viewOf = (others: readonly PartyRow[], state: Partial<CaseView['case']['state']> = {}): CaseView => ({
  case: {
    ...row,
    parties: [...row.parties, { partyId: 'p2', role: 'guarantor', name: guarantor.name }, absent],
    state: { ...row.state, ...state },
  },
  party: debtor,
  mandate: MANDATE,
  creditor: CREDITOR,
  others: new Map(others.map((other) => [other.id, other])),
  pending: [],
});
const personIn = (view: CaseView, id: string): Person => {
  const found = peopleOf(view).find(({ party }) => party.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const refusal = (view: CaseView, id: string): string | null => {
  const person = personIn(view, id);
  const facts = callFacts(view, person, person.party.state.contactPoints.at(-1) ?? null, NOW);
  const answer = mayCall({ ...facts, ruleSet: UNIREC_2017, now: NOW, zone: ZONE });
  return answer.allowed ? null : answer.reason;
};
const stopped: PartyRow = {
  ...guarantor,
  state: {
    ...guarantor.state,
    flags: { ...guarantor.state.flags, doNotContact: { at: NOW, by: 'Rita', note: '' } },
  },
};
const tired: PartyRow = {
  ...guarantor,
  state: { ...guarantor.state, conversations: ['2026-11-23T08:00:00.000Z'], attempts: ['2026-11-23T08:00:00.000Z'] },
};

describe('the people of a case', () => {
  test('WS-08 everybody who is here can be called: the debtor first, and one digit for each number', () => {
    const view = viewOf([guarantor]);
    expect(peopleOf(view).map(({ party, role }) => [party.id, role])).toEqual([
      ['p1', 'debtor'],
      ['p2', 'guarantor'],
    ]);
    expect(phonesOf(view).map(({ person, point }) => [person.party.id, point.id])).toEqual([
      ['p1', 'home'],
      ['p1', 'dead'],
      ['p2', 'mobile'],
    ]);
  });

  test('WS-09 stops and counts are each person’s own', () => {
    expect([refusal(viewOf([guarantor]), 'p1'), refusal(viewOf([guarantor]), 'p2')]).toEqual([null, null]);
    expect([refusal(viewOf([stopped]), 'p1'), refusal(viewOf([stopped]), 'p2')]).toEqual([null, 'do-not-contact']);
    expect([refusal(viewOf([tired]), 'p1'), refusal(viewOf([tired]), 'p2')]).toEqual([null, 'day-limit']);
    const suspended = viewOf([guarantor], { suspended: 'CON' });
    expect([refusal(suspended, 'p1'), refusal(suspended, 'p2')]).toEqual(['suspended', 'suspended']);
  });

  test('WS-09 an agreed callback frees whoever asked for it, and nobody else', () => {
    const at = '2026-11-23T09:31:00.000Z';
    const agreed = { next: { kind: 'callback' as const, at, zone: ZONE, reason: 'RIC' } };
    const line = entry('o1', NOW, 'outcome', { code: 'RIC', params: { partyId: 'p2', callbackAt: at } });
    const view = viewOf([tired], agreed);
    expect(refusal(view, 'p2')).toBe('day-limit');
    expect(refusal({ ...view, case: { ...view.case, history: [line] } }, 'p2')).toBeNull();
  });
});
