import type {
  Amounts,
  CaseRow,
  ContactPoint,
  CreditorRow,
  HistoryEntry,
  MandateRow,
  PartyRow,
  Position,
} from '../../../src-shared/contract/entities.ts';
import { initialCaseState, initialPartyState } from '../../../src-shared/sync/work.ts';

export const ZONE = 'Europe/Rome';

export const CREDITOR: CreditorRow = { id: 'cr1', name: 'Banca Levante', code: 'LEV' };

export const MANDATE: MandateRow = {
  id: 'm1',
  creditorId: 'cr1',
  code: 'LEV-2026',
  title: 'Levante prestiti 2026',
  startsOn: '2026-11-01',
  endsOn: '2027-01-31',
  status: 'open',
  maskUntilVerified: false,
  howToPay: {
    payee: 'Banca Levante S.p.A.',
    iban: 'IT60X0542811101000000123456',
    reason: 'Pratica {case} {name}',
    notes: 'Bollettino presso le filiali',
  },
  promiseGraceDays: 3,
  promiseThresholdPercent: 95,
};

const amounts = (principal: number, interest: number, fees: number, paid = 0): Amounts => ({
  principal,
  interest,
  fees,
  other: 0,
  total: principal + interest + fees,
  paid,
  residual: principal + interest + fees - paid,
});

export const position = (id: string, dueOn: string, principal: number, interest: number, fees: number): Position => ({
  ...amounts(principal, interest, fees),
  id,
  contract: id,
  product: 'Prestito personale',
  dueOn,
});

export const phone = (id: string, value: string, more: Partial<ContactPoint> = {}): ContactPoint => ({
  id,
  kind: 'phone',
  value,
  label: 'cellulare',
  status: 'ok',
  statusReason: '',
  source: 'creditor',
  attempts: 0,
  answers: 0,
  lastAt: null,
  ...more,
});

export const partyRow = (
  id: string,
  name: string,
  contactPoints: readonly ContactPoint[],
  more: Partial<PartyRow> = {},
): PartyRow => ({
  id,
  creditorId: 'cr1',
  kind: 'person',
  person: '',
  name,
  taxCode: 'FRRGPP71D52F839K',
  vatNumber: '',
  birthDate: '1971-04-12',
  birthPlace: 'Napoli',
  iban: '',
  zone: ZONE,
  state: { ...initialPartyState(), contactPoints: [...contactPoints] },
  ...more,
});

export const caseRow = (
  id: string,
  party: PartyRow,
  positions: readonly Position[],
  more: Partial<CaseRow> = {},
): CaseRow => {
  const sum = (key: keyof Amounts): number => positions.reduce((total, item) => total + item[key], 0);
  return {
    id,
    caseNumber: `PR-${id.padStart(6, '0')}`,
    creditorId: 'cr1',
    mandateId: 'm1',
    batchId: 'b1',
    partyId: party.id,
    product: 'Prestito',
    currency: 'EUR',
    amounts: {
      principal: sum('principal'),
      interest: sum('interest'),
      fees: sum('fees'),
      other: sum('other'),
      total: sum('total'),
      paid: sum('paid'),
      residual: sum('residual'),
    },
    placedOn: '2026-11-03',
    endsOn: '2027-01-31',
    oldestDueOn: positions[0]?.dueOn ?? null,
    positions: [...positions],
    parties: [{ partyId: party.id, role: 'debtor', name: party.name }],
    siblings: [],
    blocked: null,
    warnings: [],
    custom: [],
    assignedTo: 'u1',
    payments: [],
    history: [],
    state: initialCaseState({ zone: ZONE, at: '2026-11-03T07:00:00.000Z' }),
    ...more,
  };
};

export const entry = (
  id: string,
  at: string,
  kind: HistoryEntry['kind'],
  more: Partial<HistoryEntry> = {},
): HistoryEntry => ({
  id,
  at,
  kind,
  by: 'Giulia Bianchi',
  code: null,
  text: '',
  params: {},
  disposition: 'applied',
  ...more,
});
