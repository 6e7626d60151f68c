import { describe, expect, it } from 'vitest';
import type { ContactPoint } from '../../../src-shared/contract/entities.ts';
import type { Operation, OperationBody, OperationKind } from '../../../src-shared/contract/operations.ts';
import { DEFAULT_OUTCOMES } from '../../../src-shared/domain/outcome-catalogue.ts';
import {
  applyOperation,
  authorOf,
  initialCaseState,
  initialPartyState,
  type Work,
} from '../../../src-shared/sync/fold.ts';
import { historyEntry } from '../../../src-shared/sync/history.ts';

const ZONE = 'Europe/Rome';
const PHONE: ContactPoint = {
  id: 'cp1',
  kind: 'phone',
  value: '+390000000001',
  label: '',
  status: 'ok',
  statusReason: '',
  source: 'creditor',
  attempts: 0,
  answers: 0,
  lastAt: null,
};

const start = (): Work => ({
  case: initialCaseState({ zone: ZONE, at: '2026-11-20T08:00:00.000Z' }),
  party: { ...initialPartyState(), contactPoints: [PHONE] },
});

let serial = 0;
const op = <K extends OperationKind>(kind: K, body: OperationBody<K>, more: Partial<Operation> = {}): Operation =>
  ({
    opId: `op${(serial += 1)}`,
    deviceId: 'd1',
    devSeq: serial,
    operatorId: 'anna',
    caseId: 'c1',
    baseVersion: 0,
    leaseToken: null,
    occurredAt: '2026-11-23T09:00:00.000Z',
    clockOffsetMs: 0,
    wireVersion: 1,
    ...more,
    kind,
    body,
  }) as Operation;

const outcome = (code: string, more: Partial<OperationBody<'outcome'>> = {}): OperationBody<'outcome'> => ({
  code,
  partyId: 'p1',
  contactPointId: null,
  callOpId: null,
  verified: 'verified',
  note: '',
  promise: null,
  plan: null,
  callback: null,
  amount: null,
  representative: null,
  ...more,
});

const apply = (work: Work, ...ops: readonly Operation[]) =>
  ops.reduce<{ work: Work; kinds: string[] }>(
    (so, one) => {
      const { work: next, disposition } = applyOperation(so.work, one, DEFAULT_OUTCOMES, { zone: ZONE });
      return { work: next, kinds: [...so.kinds, disposition.code ?? disposition.kind] };
    },
    { work, kinds: [] },
  );

const call = (more: Partial<OperationBody<'call'>> = {}): OperationBody<'call'> => ({
  partyId: 'p1',
  contactPointId: 'cp1',
  number: '+390000000001',
  direction: 'out',
  via: 'tel',
  startedAt: '2026-11-23T08:55:00.000Z',
  endedAt: '2026-11-23T08:58:00.000Z',
  durationS: 180,
  ...more,
});
const PROMISE = { amount: 5_000, dueOn: '2026-11-30', method: 'transfer', checkOn: '2026-12-03' };

describe('fold of operations', () => {
  it('a call counts an attempt and stays open until its outcome comes', () => {
    const placed = op('call', call());
    const { work } = apply(start(), placed);
    expect(work.case).toMatchObject({ attempts: 1, version: 0, openCall: { opId: placed.opId } });
    expect(work.party.attempts).toEqual(['2026-11-23T08:55:00.000Z']);
    expect(work.party.contactPoints[0]).toMatchObject({ attempts: 1, lastAt: '2026-11-23T08:55:00.000Z' });
    const done = apply(work, op('outcome', outcome('RIF', { callOpId: placed.opId, contactPointId: 'cp1' })));
    expect(done.work.case).toMatchObject({ attempts: 1, conversations: 1, openCall: null, version: 1 });
    expect(done.work.party.conversations).toEqual(['2026-11-23T08:55:00.000Z']);
  });

  it('outcomes on two cases after one call count one conversation of the person', () => {
    const placed = op('call', call());
    const first = apply(start(), placed, op('outcome', outcome('RIF', { callOpId: placed.opId })));
    const sibling = apply(
      { case: start().case, party: first.work.party },
      op('outcome', outcome('RIF', { callOpId: placed.opId }), { caseId: 'c2' }),
    );
    expect(sibling.work.party.conversations).toHaveLength(1);
    expect(sibling.work.case.conversations).toBe(1);
  });

  it('a promise brings its row and the check as the next step; a later one replaces it', () => {
    const first = op('outcome', outcome('PDP', { promise: PROMISE }));
    const second = op('outcome', outcome('PDP', { promise: { ...PROMISE, amount: 7_000 } }), { baseVersion: 1 });
    const { work } = apply(start(), first, second);
    expect(work.case.next).toMatchObject({ kind: 'promise-check', reason: 'PDP', at: '2026-12-03T17:00:00.000Z' });
    expect(work.case.promises.map(({ amount, status }) => [amount, status])).toEqual([
      [5_000, 'cancelled'],
      [7_000, 'open'],
    ]);
  });

  it('a plan makes one promise for each instalment, on the same day of the month or its last', () => {
    const plan = { instalments: 3, amount: 1_000, firstOn: '2027-01-31' };
    const { work } = apply(start(), op('outcome', outcome('PDR', { plan })));
    expect(work.case.promises.map(({ dueOn }) => dueOn)).toEqual(['2027-01-31', '2027-02-28', '2027-03-31']);
    const uneven = apply(start(), op('outcome', outcome('PDR', { plan: { ...plan, lastAmount: 1_001 } })));
    expect(uneven.work.case.promises.map(({ amount }) => amount)).toEqual([1_000, 1_000, 1_001]);
  });

  it('OF-10 what only the right party can say is refused where the identity was not verified', () => {
    const said = (verified: 'third-party' | 'not-verified', code: string) =>
      apply(start(), op('outcome', outcome(code, { verified, promise: PROMISE }))).kinds[0];
    expect([said('third-party', 'PDP'), said('not-verified', 'PDP'), said('not-verified', 'RIF')]).toEqual(
      Array.from({ length: 3 }, () => 'identity-not-verified'),
    );
    expect([said('third-party', 'TER'), said('not-verified', 'NCO')]).toEqual(['applied', 'applied']);
  });

  it('SY-11 an unknown or incomplete outcome is refused, and stays a fact that left its open call open', () => {
    const placed = op('call', call());
    const { work, kinds } = apply(
      start(),
      placed,
      op('outcome', outcome('XXX', { callOpId: placed.opId })),
      op('outcome', outcome('PDP', { callOpId: placed.opId })),
      op('outcome', outcome('PAG')),
    );
    expect(kinds).toEqual(['applied', 'unknown-outcome', 'outcome-incomplete', 'unknown-outcome']);
    expect(work.case).toMatchObject({ openCall: { opId: placed.opId }, version: 3, lattice: null });
  });

  it('wrong number: the number is blocked for this debtor and the next step is another call', () => {
    const { work } = apply(start(), op('outcome', outcome('ERR', { contactPointId: 'cp1' })));
    expect(work.party.contactPoints[0]).toMatchObject({ status: 'wrong-person', statusReason: 'ERR' });
    expect(work.case.next.kind).toBe('call');
  });

  it('an unanswered call does not lift a suspension, speaking with the debtor does', () => {
    const disputed = apply(start(), op('outcome', outcome('CON', { note: 'not mine' })));
    expect(disputed.work.case).toMatchObject({ suspended: 'CON', lattice: 'dispute' });
    const tried = apply(disputed.work, op('outcome', outcome('NRI'), { baseVersion: 1 }));
    expect(tried.work.case.suspended).toBe('CON');
    const spoke = apply(tried.work, op('outcome', outcome('RIF'), { baseVersion: 2 }));
    expect(spoke.work.case.suspended).toBeNull();
  });

  it('SY-06 a flag rises from anybody, even with a withheld effect, and only a leader takes it back', () => {
    const dead = op('outcome', outcome('DEC'), { deviceId: 'd2' });
    const { work } = apply(start(), dead);
    expect(work.party.flags.deceased).toMatchObject({ by: 'anna' });
    const clear = op('flag', { partyId: 'p1', flag: 'deceased', set: false, note: '' });
    expect(apply(work, clear)).toMatchObject({ kinds: ['forbidden'], work: { party: work.party } });
    const byLeader = applyOperation(work, clear, DEFAULT_OUTCOMES, { zone: ZONE, leader: true });
    expect(byLeader.work.party.flags.deceased).toBeNull();
  });

  it('two who did not see each other: the weaker class is withheld, the facts of both stay', () => {
    const mine = op('outcome', outcome('PDP', { promise: PROMISE }));
    const other = op('outcome', outcome('RIF'), { deviceId: 'd2', operatorId: 'bruno' });
    const { work, kinds } = apply(start(), mine, other);
    expect(kinds).toEqual(['applied', 'withheld']);
    expect(work.case).toMatchObject({ lastOutcome: 'PDP', conversations: 2, version: 2 });
    const dispute = op('outcome', outcome('CON', { note: 'x' }), { deviceId: 'd3', operatorId: 'carla' });
    const stronger = apply(work, dispute);
    expect(stronger.kinds).toEqual(['took-effect']);
    expect(stronger.work.case).toMatchObject({ lastOutcome: 'CON', lastBy: authorOf(dispute), runStart: 2 });
    expect(stronger.work.case.promises).toHaveLength(1);
  });

  it('a withheld operation does not make the same author’s next one look informed', () => {
    const other = op('outcome', outcome('CON', { note: 'x' }), { deviceId: 'd2', operatorId: 'bruno' });
    const { kinds } = apply(
      start(),
      other,
      op('outcome', outcome('RIF'), { baseVersion: 0 }),
      op('outcome', outcome('RIF'), { baseVersion: 1 }),
    );
    expect(kinds).toEqual(['applied', 'withheld', 'withheld']);
  });

  it('a second operator of the same computer is another author', () => {
    const mine = op('outcome', outcome('PDP', { promise: PROMISE }));
    const { kinds } = apply(start(), mine, op('outcome', outcome('RIF'), { operatorId: 'bruno' }));
    expect(kinds).toEqual(['applied', 'withheld']);
  });

  it('a closed case keeps the facts and takes no effect', () => {
    const closed = { class: 'negative' as const, reason: 'not-paid', at: '2026-11-22T00:00:00.000Z' };
    const work = { ...start(), case: { ...start().case, closed } };
    const { work: after, kinds } = apply(work, op('outcome', outcome('RIF')));
    expect(kinds).toEqual(['case-closed']);
    expect(after.case).toMatchObject({ conversations: 1, lattice: null, version: 1 });
  });

  it('times are put right by the offset of the device’s clock', () => {
    const { work } = apply(start(), op('call', call(), { clockOffsetMs: 60_000 }));
    expect(work.party.attempts).toEqual(['2026-11-23T08:54:00.000Z']);
    expect(work.case.firstWorkedAt).toBe('2026-11-23T08:59:00.000Z');
  });

  it('a contact edit changes the fields given and its line keeps what stood there', () => {
    const edit = op('contact-edit', { partyId: 'p1', contactPointId: 'cp1', add: false, label: 'work' });
    const { work } = apply(start(), edit);
    expect(work.party.contactPoints[0]).toMatchObject({ label: 'work', value: PHONE.value, source: 'creditor' });
    expect(historyEntry(edit, 'Anna', 'applied', start().party)?.params).toMatchObject({
      label: 'work',
      'old.label': '',
    });
    const unknown = op('contact-edit', { partyId: 'p1', contactPointId: 'nope', add: false, label: 'x' });
    expect(apply(work, unknown).kinds).toEqual(['malformed-operation']);
  });

  it('looking at a card is recorded and changes nothing', () => {
    const { work } = apply(start(), op('viewed', { partyId: 'p1' }));
    expect(work).toEqual(start());
    expect(historyEntry(op('viewed', { partyId: 'p1' }), 'Anna', 'applied')).toBeNull();
  });
});
