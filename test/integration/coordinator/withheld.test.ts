import { describe, expect, it } from 'vitest';
import type { CaseState, PartyState } from '../../../src-shared/contract/entities.ts';
import type { Undecided } from '../../../src-shared/contract/decisions.ts';
import type { OperationBody, OperationKind } from '../../../src-shared/contract/operations.ts';
import { noAnswer, promised } from '../../fixtures/workstation.ts';
import { onShift, type Shift } from './shift.ts';

const AT = '2026-11-23T08:00:00.000Z';
const NOW = '2026-11-23T09:00:00.000Z';

type Said<K extends OperationKind> = { readonly kind: K; readonly body: (partyId: string) => OperationBody<K> };

const capture = <K extends OperationKind>(
  shift: Shift,
  { kind, body }: Said<K>,
  more: { occurredAt?: string } = {},
) => {
  const { operatorId, cases } = shift.desks[0] ?? { operatorId: '', cases: [] };
  const { caseId, partyId } = cases[0] ?? { caseId: '', partyId: '' };
  const said = { operatorId, caseId, baseVersion: 0, occurredAt: AT, ...more };
  return shift.station(0).capture<K>({ ...said, kind, body: body(partyId) });
};

const stateOf = ({ context, desks }: Shift): CaseState =>
  JSON.parse(
    context.store.sql.get<{ state: string }>('SELECT state FROM cases WHERE id = ?', desks[0]?.cases[0]?.caseId ?? '')
      ?.state ?? '{}',
  ) as CaseState;

const recentOf = ({ context, desks }: Shift): Partial<PartyState> =>
  JSON.parse(
    context.store.sql.get<{ recent: string }>(
      'SELECT recent FROM parties WHERE id = ?',
      desks[0]?.cases[0]?.partyId ?? '',
    )?.recent ?? '{}',
  ) as Partial<PartyState>;

const outcome = (more: Partial<OperationBody<'outcome'>>): Said<'outcome'> => ({
  kind: 'outcome',
  body: (partyId) => ({ ...noAnswer(partyId), verified: 'verified', note: 'x', ...more }),
});
const promise = (amount: number, dueOn: string) =>
  outcome({ code: 'PDP', promise: { amount, dueOn, method: 'transfer', checkOn: '1999-01-01' } });
const plan = (instalments: number, amount: number, firstOn: string, lastAmount?: number) =>
  outcome({ code: 'PDR', plan: { instalments, amount, firstOn, ...(lastAmount === undefined ? {} : { lastAmount }) } });

const endsOn = ({ context }: Shift, day: string): void =>
  void context.store.sql.run('UPDATE mandates SET ends_on = ?', day);

describe('what the coordinator does not take at its word', () => {
  it.each<readonly [string, Said<'outcome'> | Said<'reschedule'>, string]>([
    ['a promise of more than is owed', promise(10_001, '2026-12-10'), 'conflict(more-than-owed)'],
    ['a promise for yesterday', promise(5_000, '2026-11-22'), 'conflict(in-the-past)'],
    ['a promise after the mandate', promise(5_000, '2027-02-01'), 'conflict(after-mandate)'],
    ['a promise of everything for the last day', promise(10_000, '2027-01-31'), 'applied'],
    ['a plan of more than is owed', plan(3, 3_334, '2026-12-01'), 'conflict(not-what-is-owed)'],
    ['a plan to the cent', plan(3, 3_334, '2026-11-30', 3_332), 'applied'],
    ['a plan that goes on after the mandate', plan(3, 3_334, '2026-12-01', 3_332), 'conflict(after-mandate)'],
    [
      'a callback after the mandate',
      outcome({ code: 'RIC', callback: { at: '2027-02-01T09:00:00.000Z', zone: 'Europe/Rome' } }),
      'conflict(after-mandate)',
    ],
    [
      'a callback moved to after the mandate',
      {
        kind: 'reschedule',
        body: () => ({ at: '2099-01-02T09:00:00.000Z', zone: 'Europe/Rome', note: '' }),
      },
      'conflict(after-mandate)',
    ],
  ])('SY-16 %s', (_, said, disposition) =>
    onShift(async (shift) => {
      endsOn(shift, '2027-01-31');
      const before = stateOf(shift);
      expect(await shift.pushed(0, [said.kind === 'outcome' ? capture(shift, said) : capture(shift, said)])).toEqual([
        disposition,
      ]);
      const after = stateOf(shift);
      expect(after.promises.length > 0).toBe(disposition === 'applied');
      if (disposition !== 'applied') expect(after.next).toEqual(before.next);
      // Who spoke with whom counts all the same.
      expect(after.conversations).toBe(said.kind === 'outcome' ? 1 : 0);
      expect(shift.agree()).toBeNull();
    })(),
  );

  it(
    'SY-16 a leader makes it good: the promise is one from then on',
    onShift(async (shift) => {
      const op = capture(shift, promise(12_000, '2026-12-10'));
      await shift.pushed(0, [op]);
      const { token } = await shift.user('lara', 'leader');
      const { operations } = (await shift.call('GET', '/api/decisions', { token })).body as { operations: Undecided[] };
      expect(operations).toMatchObject([
        { opId: op.opId, code: 'more-than-owed', said: { amount: 12_000 }, choices: ['keep', 'apply'] },
      ]);
      const body = { decision: 'apply', reason: 'con le spese legali' };
      expect(await shift.call('POST', `/api/decisions/${op.opId}`, { token, body })).toMatchObject({ status: 200 });
      expect(stateOf(shift)).toMatchObject({
        lastOutcome: 'PDP',
        conversations: 1,
        // Looked at after three days of grace, whatever day the workstation wrote.
        promises: [{ amount: 12_000, dueOn: '2026-12-10', checkOn: '2026-12-14', status: 'open' }],
      });
      expect(shift.context.store.sql.all('SELECT id, status FROM promises')).toEqual([{ id: op.opId, status: 'open' }]);
      expect(shift.agree()).toBeNull();
    }),
  );

  it(
    'SY-16 a day that no calendar has is refused',
    onShift(async (shift) => {
      const op = capture(shift, { kind: 'outcome', body: (id) => promised(id, 5_000, '2001-02-31', '2001-03-03') });
      expect(await shift.pushed(0, [op])).toEqual(['rejected(malformed-operation)']);
      expect(stateOf(shift).promises).toEqual([]);
      expect(shift.logLength()).toBe(1);
    }),
  );

  it(
    'SY-17 what is said after the mandate has ended is a fact without effect, until a leader decides',
    onShift(async (shift) => {
      endsOn(shift, '2026-11-22');
      // What was said on its last day counts, whenever it arrives: 22 November in Rome lasts until 23:00 UTC.
      const before = capture(shift, outcome({ code: 'DIF' }), { occurredAt: '2026-11-22T22:59:00.000Z' });
      const op = capture(shift, outcome({ code: 'RIF' }));
      expect(await shift.pushed(0, [before, op])).toEqual(['applied', 'late(mandate-ended)']);
      expect(stateOf(shift)).toMatchObject({ lastOutcome: 'DIF', conversations: 2 });
      const { token } = await shift.user('lara', 'leader');
      const body = { decision: 'apply', reason: 'il mandato è stato prorogato' };
      await shift.call('POST', `/api/decisions/${op.opId}`, { token, body });
      expect(stateOf(shift)).toMatchObject({ lastOutcome: 'RIF', conversations: 2 });
      expect(shift.agree()).toBeNull();
    }),
  );
});

describe('the clock of a workstation', () => {
  it.each([
    ['years ahead', '2099-01-01T08:00:00.000Z', NOW],
    ['three minutes ahead', '2026-11-23T09:03:00.000Z', NOW],
    ['a minute ahead', '2026-11-23T09:01:00.000Z', '2026-11-23T09:01:00.000Z'],
    ['days behind', '2026-11-20T08:00:00.000Z', '2026-11-20T08:00:00.000Z'],
  ])('SY-18 %s: nothing counts as later than it was received', (_, occurredAt, counted) =>
    onShift(async (shift) => {
      const op = capture(shift, outcome({ code: 'RIF' }), { occurredAt });
      expect(await shift.pushed(0, [op])).toEqual(['applied']);
      expect(stateOf(shift).lastOutcomeAt).toBe(counted);
      expect(recentOf(shift).conversations).toEqual([counted]);
      const { sql } = shift.context.store;
      expect(sql.get('SELECT at FROM activities WHERE id = ?', op.opId)).toEqual({ at: counted });
      // The log keeps what the workstation wrote.
      expect(sql.get('SELECT occurred_at, received_at FROM oplog')).toEqual({
        occurred_at: occurredAt,
        received_at: NOW,
      });
      expect(shift.agree()).toBeNull();
    })(),
  );

  it(
    'SY-18 one instant ahead does not make the true ones be forgotten',
    onShift(async (shift) => {
      const call = (startedAt: string): Said<'call'> => ({
        kind: 'call',
        body: (partyId) => ({
          partyId,
          contactPointId: null,
          number: '+390000000001',
          direction: 'out',
          via: 'tel',
          startedAt,
          endedAt: startedAt,
          durationS: 0,
        }),
      });
      await shift.pushed(0, [
        capture(shift, call(AT)),
        capture(shift, call('2099-01-01T08:00:00.000Z'), { occurredAt: '2099-01-01T08:00:00.000Z' }),
      ]);
      expect(recentOf(shift).attempts).toEqual([AT, NOW]);
      expect(shift.agree()).toBeNull();
    }),
  );
});
