import { expect, it } from 'vitest';
import { verifyWorkspace } from '../../../src-main/coordinator/work/verify-workspace.ts';
import type { CaseState } from '../../../src-shared/contract/entities.ts';
import { fillPortfolio } from '../../fixtures/portfolio.ts';
import { createWorkstation, noAnswer, promised } from '../../fixtures/workstation.ts';
import { type House, inHouse, refusal } from '../coordinator/house.ts';

const SAID_AT = '2026-11-23T08:00:00.000Z';

/** An operator with five cases who sends outcomes as the workstation does, and a leader. */
const openTeam = async (house: House) => {
  const [desk] = fillPortfolio(house.context, { operators: 1, casesEach: 5 });
  const { token } = await house.user('lara', 'leader');
  if (desk === undefined) throw new Error('no desk');
  const { capture, credential, deviceId, epoch } = createWorkstation(desk.device);
  const say = async (n: number, body: (partyId: string) => ReturnType<typeof noAnswer>): Promise<string> => {
    const { caseId, partyId } = desk.cases[n] ?? { caseId: '', partyId: '' };
    const said = { kind: 'outcome', operatorId: desk.operatorId, caseId, occurredAt: SAID_AT } as const;
    const op = capture({ ...said, baseVersion: stateOf(house, caseId).version, body: body(partyId) });
    const answer = await house.call('POST', '/api/sync/push', {
      device: credential,
      body: { epoch, deviceId, ops: [op] },
    });
    expect(answer.body).toMatchObject({ results: [{ disposition: { kind: 'applied' } }] });
    return op.opId;
  };
  const lead = (method: string, url: string, body?: unknown) =>
    house.call(method, url, { token, ...(body === undefined ? {} : { body }) });
  return { caseId: (n: number): string => desk.cases[n]?.caseId ?? '', say, lead, operatorId: desk.operatorId };
};

const stateOf = ({ context }: House, caseId: string): CaseState =>
  JSON.parse(
    context.store.sql.get<{ state: string }>('SELECT state FROM cases WHERE id = ?', caseId)?.state ?? '{}',
  ) as CaseState;

const mustAgree = ({ context }: House): void =>
  expect(context.store.snapshot((sql) => verifyWorkspace(sql, context.caseKeys)).difference).toBeNull();

const claims = (partyId: string) => ({
  ...noAnswer(partyId),
  code: 'GPA',
  verified: 'verified' as const,
  amount: 4_000,
});

it(
  'PY-37 a claim that a leader rejects goes back to work, with its reason in history and audit',
  inHouse(
    async (house) => {
      const { caseId, say, lead } = await openTeam(house);
      const claimId = await say(0, claims);
      expect(stateOf(house, caseId(0))).toMatchObject({ suspended: 'GPA', lattice: 'paid' });
      expect((await lead('GET', '/api/payments/claims')).body).toMatchObject({ claims: [{ id: claimId }] });

      const at = `/api/payments/claims/${claimId}/rejection`;
      expect(await lead('POST', at, { reason: ' ' })).toMatchObject(refusal(400, 'bad-request'));
      const reason = 'Nessun bonifico arrivato.';
      expect(await lead('POST', at, { reason })).toMatchObject({ status: 200, body: { ok: true } });
      expect(stateOf(house, caseId(0))).toMatchObject({
        suspended: null,
        lattice: 'contact',
        lastOutcome: 'GPA',
        next: { kind: 'call', reason: 'resumed' },
      });
      expect((await lead('GET', '/api/payments/claims')).body).toEqual({ claims: [] });
      const { sql } = house.context.store;
      expect(
        sql.get("SELECT kind, code, text FROM activities WHERE case_id = ? AND code = 'claim-rejected'", caseId(0)),
      ).toEqual({ kind: 'note', code: 'claim-rejected', text: reason });
      expect(sql.get("SELECT subject, case_id FROM audit WHERE action = 'claim.reject'")).toEqual({
        subject: claimId,
        case_id: caseId(0),
      });
      // Once is enough, and a claim that a payment has answered is none any more.
      expect(await lead('POST', at, { reason })).toMatchObject(refusal(409, 'stale-version'));
      await say(0, noAnswer);
      expect(stateOf(house, caseId(0)).lastOutcome).toBe('NRI');
      mustAgree(house);
    },
    { empty: true },
  ),
);

it(
  'PY-27 after the closing a bank’s reversal is booked, the return file and the final class stay as they were sent',
  inHouse(
    async (house) => {
      const { caseId, say, lead } = await openTeam(house);
      await say(1, (partyId) => promised(partyId, 4_000, '2026-11-23', '2026-11-25'));
      const pay = (n: number, amount: number, reference: string) =>
        lead('POST', '/api/payments', {
          caseId: caseId(n),
          amount,
          paidOn: '2026-11-23',
          channel: 'direct-debit',
          reference,
        });
      const whole = String((await pay(0, 10_000, 'A')).body['id']);
      const part = String((await pay(1, 4_000, 'B')).body['id']);
      expect(stateOf(house, caseId(1)).promises).toMatchObject([{ status: 'kept' }]);
      const mandateId = house.context.store.sql.get<{ id: string }>('SELECT id FROM mandates')?.id ?? '';
      house.at('2026-11-23T10:00:00.000Z');
      const closed = await lead('POST', `/api/closing/${mandateId}`, { despiteOpenWork: true });
      const file = closed.body['file'] as { id: string; sha256: string; totals: object };
      const bytes = (await lead('GET', `/api/closing/files/${file.id}`)).text;

      house.at('2026-12-10T10:00:00.000Z');
      const { token } = await house.user('leo', 'leader');
      const now = (method: string, url: string, body?: unknown) =>
        house.call(method, url, { token, ...(body === undefined ? {} : { body }) });
      expect(
        await now('POST', '/api/payments', {
          caseId: caseId(2),
          amount: 100,
          paidOn: '2026-12-09',
          channel: 'transfer',
          reference: 'C',
        }),
      ).toMatchObject(refusal(409, 'mandate-closed', { mandate: '2026-11' }));
      for (const id of [whole, part]) {
        const reversal = { reversedOn: '2026-12-09', reason: 'addebito rifiutato' };
        const answer = await now('POST', `/api/payments/${id}/reversal`, reversal);
        expect(answer).toMatchObject({ status: 200, body: { effect: { residualAfter: 10_000 } } });
      }
      // The money is gone and the promise broken; the case ended as the creditor was told.
      const { sql } = house.context.store;
      expect(sql.get('SELECT paid, closed_class, assigned_to FROM cases WHERE id = ?', caseId(0))).toEqual({
        paid: 0,
        closed_class: 'positive',
        assigned_to: null,
      });
      expect(stateOf(house, caseId(1)).promises).toMatchObject([{ status: 'broken' }]);
      expect(stateOf(house, caseId(1)).closed).toMatchObject({ class: 'partial' });
      expect((await now('GET', `/api/closing/files/${file.id}`)).text).toBe(bytes);
      expect((await now('GET', `/api/closing/${mandateId}/preview`)).body['totals']).toEqual(file.totals);
      const lines = (await now('GET', `/api/closing/${mandateId}/preview`)).body['lines'] as { collected: number }[];
      expect(lines.reduce((sum, { collected }) => sum + collected, 0)).toBe(14_000);
      expect((await now('GET', '/api/closing')).body).toMatchObject({
        mandates: [{ id: mandateId, files: [{ sha256: file.sha256 }], late: { reversals: 2, amount: 14_000 } }],
      });
      expect(
        sql.all("SELECT detail FROM audit WHERE action = 'payment.reverse'").map(({ detail }) => String(detail)),
      ).toEqual([expect.stringContaining('"afterClosing":true'), expect.stringContaining('"afterClosing":true')]);
      mustAgree(house);
    },
    { empty: true },
  ),
);
