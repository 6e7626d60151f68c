import { describe, expect, it } from 'vitest';
import { createView } from '../../../src-renderer/offline/view.ts';
import { emptyRows } from '../../../src-renderer/offline/rows.ts';
import type { Operation } from '../../../src-shared/contract/operations.ts';
import { mayCall, UNIREC_2017 } from '../../../src-shared/domain/contact-rules.ts';
import { DEFAULT_OUTCOMES } from '../../../src-shared/domain/outcome-catalogue.ts';
import { caseRow, partyRow } from '../renderer/rows.ts';

const NOW = '2026-11-23T10:00:00.000Z';

/** One person entrusted by two creditors, and somebody else. */
const desk = () => {
  const rows = emptyRows();
  rows.outcomes = { version: 1, list: DEFAULT_OUTCOMES };
  for (const [id, person] of [
    ['bank', 'one'],
    ['power', 'one'],
    ['other', 'two'],
    ['nobody', ''],
  ] as const) {
    const party = partyRow(id, id, [], { person });
    rows.parties.set(id, party);
    rows.cases.set(`case-${id}`, caseRow(`case-${id}`, party, []));
  }
  const view = createView(rows, { cases: new Map(), parties: new Map() }, () => 'Anna');
  view.rebuild([]);
  return view;
};

const talked = (partyId: string, at = '2026-11-23T09:30:00.000Z'): Operation => ({
  opId: `op-${partyId}-${at}`,
  deviceId: 'd1',
  devSeq: 1,
  operatorId: 'anna',
  caseId: `case-${partyId}`,
  baseVersion: 0,
  leaseToken: null,
  occurredAt: at,
  clockOffsetMs: 0,
  wireVersion: 1,
  kind: 'outcome',
  body: {
    code: 'RIF',
    partyId,
    contactPointId: 'cp',
    callOpId: null,
    verified: 'verified',
    note: '',
    promise: null,
    plan: null,
    callback: null,
    amount: null,
    representative: null,
  },
});

describe('what is counted on a person', () => {
  const allowed = (view: ReturnType<typeof desk>, partyId: string): boolean => {
    const state = view.party(partyId)?.state;
    const { conversations = [], attempts = [] } = state ?? {};
    return mayCall({ conversations, attempts, flags: {}, ruleSet: UNIREC_2017, now: NOW, zone: 'Europe/Rome' }).allowed;
  };

  it.each(['as it is captured', 'after a restart'])(
    'CR-13 a call for one creditor counts for the others of the same person, %s, without a network',
    (when) => {
      const view = desk();
      expect(['bank', 'power', 'other', 'nobody'].map((id) => allowed(view, id))).toEqual([true, true, true, true]);
      if (when === 'after a restart') view.rebuild([talked('bank')]);
      else view.add(talked('bank'));
      expect(['bank', 'power', 'other', 'nobody'].map((id) => allowed(view, id))).toEqual([false, false, true, true]);
      // Counted once, and nothing else of the call is there.
      expect(view.party('power')?.state).toMatchObject({ conversations: ['2026-11-23T09:30:00.000Z'] });
      expect(view.case('case-power')?.history).toEqual([]);
      expect(view.case('case-power')?.state.conversations).toBe(0);
    },
  );

  it('CR-13 whom nothing identifies is nobody else', () => {
    const view = desk();
    view.add(talked('nobody'));
    expect(allowed(view, 'other')).toBe(true);
  });
});
