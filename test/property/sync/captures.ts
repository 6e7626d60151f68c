import type { CaseView, WorkstationStore } from '../../../src-renderer/offline/api.ts';
import { uuid7 } from '../../../src-renderer/offline/uuid7.ts';
import type { Operation, OperationBody } from '../../../src-shared/contract/operations.ts';
import type { CaptureKind } from './actions.ts';
import type { TestTime } from './time.ts';

const outcome = (
  view: CaseView,
  code: string,
  more: Partial<OperationBody<'outcome'>> = {},
): OperationBody<'outcome'> => ({
  code,
  partyId: view.party.id,
  contactPointId: view.party.state.contactPoints[0]?.id ?? null,
  callOpId: view.case.state.openCall?.opId ?? null,
  verified: 'verified',
  note: '',
  promise: null,
  plan: null,
  callback: null,
  amount: null,
  representative: null,
  ...more,
});

/** What the operator does on a card, as the screens do it. */
export function capture(
  store: WorkstationStore,
  view: CaseView,
  kind: CaptureKind,
  time: TestTime,
): Promise<Operation> {
  const { id } = view.case;
  const partyId = view.party.id;
  const now = time.now();
  switch (kind) {
    case 'call': {
      const ends = { startedAt: now, endedAt: now, durationS: 30 };
      const contactPointId = view.party.state.contactPoints[0]?.id ?? null;
      const call = { partyId, contactPointId, number: '+390000000001', direction: 'out', via: 'tel', ...ends } as const;
      return store.capture('call', id, call);
    }
    case 'outcome':
      return store.capture('outcome', id, outcome(view, 'NRI'));
    case 'promise': {
      const promise = { amount: 5_000, dueOn: '2026-12-10', method: 'transfer', checkOn: '2026-12-14' };
      return store.capture('outcome', id, outcome(view, 'PDP', { promise }));
    }
    case 'dispute':
      return store.capture('outcome', id, outcome(view, 'CON', { note: 'non riconosce il debito' }));
    case 'deceased':
      return store.capture('outcome', id, outcome(view, 'DEC'));
    case 'unknown-outcome':
      return store.capture('outcome', id, outcome(view, 'ZZZ'));
    case 'note':
      return store.capture('note', id, { text: `nota delle ${now}` });
    case 'contact': {
      const contactPointId = uuid7(time.ms());
      const added = { partyId, contactPointId, add: true, kind: 'phone', value: '+390000000002' } as const;
      return store.capture('contact-edit', id, { ...added, label: 'ufficio' });
    }
    case 'flag':
      return store.capture('flag', id, { partyId, flag: 'doNotContact', set: true, note: '' });
    case 'reschedule':
      return store.capture('reschedule', id, { at: '2026-11-27T09:00:00.000Z', zone: 'Europe/Rome', note: '' });
    case 'viewed':
      return store.capture('viewed', id, { partyId });
    default:
      return kind satisfies never;
  }
}
