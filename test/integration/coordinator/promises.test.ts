import { describe, expect, it } from 'vitest';
import { checkDuePromises } from '../../../src-main/coordinator/work/promise-clock.ts';
import type { CaseState } from '../../../src-shared/contract/entities.ts';
import type { OperationBody } from '../../../src-shared/contract/operations.ts';
import type { PaymentEffect } from '../../../src-shared/contract/payments.ts';
import { noAnswer } from '../../fixtures/workstation.ts';
import { onShift, type Shift } from './shift.ts';

const AT = '2026-11-23T08:00:00.000Z';

const planned = (partyId: string, plan: NonNullable<OperationBody<'outcome'>['plan']>): OperationBody<'outcome'> => ({
  ...noAnswer(partyId),
  code: 'PDR',
  verified: 'verified',
  note: 'Tre rate.',
  plan,
});

const outcome = async (shift: Shift, n: number, body: (partyId: string) => OperationBody<'outcome'>) => {
  const { operatorId, cases } = shift.desks[0] ?? { operatorId: '', cases: [] };
  const { caseId, partyId } = cases[n] ?? { caseId: '', partyId: '' };
  const op = shift.station(0).capture({
    kind: 'outcome',
    operatorId,
    caseId,
    baseVersion: 0,
    occurredAt: AT,
    body: body(partyId),
  });
  return { op, caseId, said: (await shift.pushed(0, [op]))[0] };
};

const stateOf = ({ context }: Shift, caseId: string): CaseState =>
  JSON.parse(
    context.store.sql.get<{ state: string }>('SELECT state FROM cases WHERE id = ?', caseId)?.state ?? '{}',
  ) as CaseState;

const grace = ({ context }: Shift, days: number): void =>
  void context.store.sql.run('UPDATE mandates SET terms = ?', JSON.stringify({ promiseGraceDays: days }));

const paid = async (shift: Shift, token: string, caseId: string, amount: number, reference: string) => {
  const body = { caseId, amount, paidOn: '2026-11-23', channel: 'transfer', reference };
  const answer = await shift.call('POST', '/api/payments', { token, body });
  expect(answer.status, answer.text).toBe(200);
  return answer.body as unknown as { readonly id: string; readonly effect: PaymentEffect };
};

describe('promises and plans', () => {
  it(
    'DM-70 one instalment paid keeps one instalment, the next one is the next step, and a reversal takes it back',
    onShift(async (shift) => {
      const { caseId, said } = await outcome(shift, 0, (partyId) =>
        planned(partyId, { instalments: 4, amount: 2_500, firstOn: '2026-12-01' }),
      );
      expect(said).toBe('applied');
      const { token } = await shift.user('lara', 'leader');
      const statuses = (): readonly string[] => stateOf(shift, caseId).promises.map(({ status }) => status);
      const first = await paid(shift, token, caseId, 2_500, 'R1');
      expect(first.effect.promisesKept).toBe(1);
      expect(statuses()).toEqual(['kept', 'open', 'open', 'open']);
      // 1 January with three days of grace, looked at on Monday the 4th in the evening: nobody calls him before.
      expect(stateOf(shift, caseId).next).toMatchObject({ kind: 'promise-check', at: '2027-01-04T17:00:00.000Z' });
      await paid(shift, token, caseId, 2_600, 'R2');
      expect(statuses()).toEqual(['kept', 'kept', 'open', 'open']);
      const back = await shift.call('POST', `/api/payments/${first.id}/reversal`, {
        token,
        body: { reversedOn: '2026-11-23', reason: 'addebito rifiutato' },
      });
      expect(back.body).toMatchObject({ effect: { promisesReopened: 1 } });
      expect(statuses()).toEqual(['kept', 'open', 'open', 'open']);
      expect(shift.agree()).toBeNull();
    }),
  );

  it(
    'DM-71 every promise is looked at by the grace of its mandate, also after that has changed',
    onShift(async (shift) => {
      grace(shift, 10);
      const plan = await outcome(shift, 0, (partyId) =>
        planned(partyId, { instalments: 2, amount: 5_000, firstOn: '2026-12-01' }),
      );
      const promise = await outcome(shift, 1, (partyId) => ({
        ...noAnswer(partyId),
        code: 'PDP',
        verified: 'verified',
        // What the workstation reckoned with the grace of yesterday.
        promise: { amount: 5_000, dueOn: '2026-12-01', method: 'transfer', checkOn: '2026-12-04' },
      }));
      const checks = (caseId: string): readonly string[] => stateOf(shift, caseId).promises.map((p) => p.checkOn);
      expect(checks(plan.caseId)).toEqual(['2026-12-11', '2027-01-11']);
      expect(checks(promise.caseId)).toEqual(['2026-12-11']);
      expect(stateOf(shift, plan.caseId).next).toMatchObject({ kind: 'promise-check', at: '2026-12-11T17:00:00.000Z' });
      expect(stateOf(shift, promise.caseId).next.at).toBe('2026-12-11T17:00:00.000Z');
      grace(shift, 0);
      expect(shift.agree()).toBeNull();
    }),
  );

  it(
    'DM-72 who has paid all breaks no promise, whenever his money came',
    onShift(async (shift) => {
      const { caseId } = await outcome(shift, 0, (partyId) =>
        planned(partyId, { instalments: 2, amount: 5_000, firstOn: '2026-12-01' }),
      );
      const { token } = await shift.user('lara', 'leader');
      const early = { caseId, amount: 10_000, paidOn: '2026-11-20', channel: 'transfer', reference: 'R1' };
      const { id } = (await shift.call('POST', '/api/payments', { token, body: early })).body as { id: string };
      expect(stateOf(shift, caseId)).toMatchObject({ closed: { class: 'positive' } });
      shift.at('2027-03-01T08:00:00.000Z');
      expect(checkDuePromises(shift.context)).toBe(0);
      const body = { reversedOn: '2027-02-28', reason: 'addebito rifiutato' };
      await shift.call('POST', `/api/payments/${id}/reversal`, {
        token: (await shift.user('mara', 'leader')).token,
        body,
      });
      expect(stateOf(shift, caseId).promises.map(({ status }) => status)).toEqual(['broken', 'broken']);
      expect(shift.agree()).toBeNull();
    }),
  );
});
