import type { CaseRow, ContactPoint, PartyRow } from '../../../src-shared/contract/entities.ts';

type CaseDraft = Partial<Omit<CaseRow, 'state' | 'amounts'>> & {
  readonly state?: Partial<CaseRow['state']>;
  readonly amounts?: Partial<CaseRow['amounts']>;
};

/** An untouched case of 806.20 euro; the test says what differs. */
export function caseRow({ state, amounts, ...rest }: CaseDraft = {}): CaseRow {
  return {
    id: 'c1',
    caseNumber: 'PR-1',
    creditorId: 'k1',
    mandateId: 'm1',
    batchId: 'b1',
    partyId: 'p1',
    product: 'loan',
    currency: 'EUR',
    amounts: {
      principal: 78_000,
      interest: 1_420,
      fees: 1_200,
      other: 0,
      total: 80_620,
      paid: 0,
      residual: 80_620,
      ...amounts,
    },
    placedOn: '2026-11-03',
    endsOn: '2027-01-31',
    oldestDueOn: '2026-08-18',
    positions: [],
    parties: [],
    siblings: [],
    blocked: null,
    warnings: [],
    custom: [],
    assignedTo: 'u1',
    payments: [],
    history: [],
    ...rest,
    state: {
      version: 0,
      lastBy: null,
      runStart: 0,
      lattice: null,
      lastOutcome: null,
      lastOutcomeAt: null,
      attempts: 0,
      conversations: 0,
      firstWorkedAt: null,
      lastWorkedAt: null,
      next: { kind: 'call', at: null, zone: 'Europe/Rome', reason: 'new' },
      suspended: null,
      closed: null,
      promises: [],
      openCall: null,
      ...state,
    },
  };
}

export function phonePoint(draft: Partial<ContactPoint> = {}): ContactPoint {
  return {
    id: 'cp1',
    kind: 'phone',
    value: '+393330000001',
    label: 'mobile',
    status: 'ok',
    statusReason: '',
    source: 'creditor',
    attempts: 0,
    answers: 0,
    lastAt: null,
    ...draft,
  };
}

type PartyDraft = Partial<Omit<PartyRow, 'state'>> & {
  readonly state?: Partial<Omit<PartyRow['state'], 'flags'>> & { readonly flags?: Partial<PartyRow['state']['flags']> };
};

export function partyRow({ state, ...rest }: PartyDraft = {}): PartyRow {
  return {
    id: 'p1',
    creditorId: 'k1',
    kind: 'person',
    person: '',
    name: 'Ferrante Giuseppina',
    taxCode: 'FRRGPP71D52F839K',
    vatNumber: '',
    birthDate: '1971-04-12',
    birthPlace: 'Napoli',
    iban: '',
    zone: 'Europe/Rome',
    ...rest,
    state: {
      contactPoints: [phonePoint()],
      conversations: [],
      attempts: [],
      ...state,
      flags: { doNotContact: null, consentWithdrawn: null, deceased: null, lawyer: null, ...state?.flags },
    },
  };
}
