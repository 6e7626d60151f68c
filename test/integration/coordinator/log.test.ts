import { expect, it } from 'vitest';
import type { Draft } from '../../../src-shared/contract/intake.ts';
import { fillPortfolio } from '../../fixtures/portfolio.ts';
import { createWorkstation, noAnswer, promised } from '../../fixtures/workstation.ts';
import { rowOf, sheetOf } from '../../unit/intake/lab.ts';
import { inHouse, PASSWORD } from './house.ts';

const NOTE = 'Chiamare la signora Nuvolari al negozio.';

it(
  'CO-15 a day of work, good and bad, leaves no name, number, address, note or login in the log',
  inHouse(
    async (house) => {
      const { context, call, user, logged } = house;
      const [desk] = fillPortfolio(context, { operators: 1, casesEach: 3 });
      const [first, second] = desk?.cases ?? [];
      if (desk === undefined || first === undefined || second === undefined) throw new Error('no desk');
      const { token } = await user('lara.moroni', 'leader');
      const lead = (method: string, url: string, body?: unknown) =>
        call(method, url, {
          token,
          ...(body === undefined ? {} : { body }),
          ...(typeof body === 'string' ? { headers: { 'content-type': 'text/csv' } } : {}),
        });
      await call('POST', '/api/session', { body: { login: 'lara.moroni', password: PASSWORD, deviceId: null } });
      await call('POST', '/api/session', { body: { login: 'lara.moroni', password: 'sbagliata', deviceId: null } });
      // A placement: one row is bad, one telephone is none, then a file that is none at all.
      const idOf = (table: string): string =>
        context.store.sql.get<{ id: string }>(`SELECT id FROM ${table}`)?.id ?? '';
      const at = `/api/batches?creditorId=${idOf('creditors')}&mandateId=${idOf('mandates')}&fileName=AFF_Nuvolari.csv`;
      const sheet = sheetOf([rowOf(1), rowOf(2, { CAPITALE: 'x' }), rowOf(3, { TELEFONO: '06 4412' })]);
      const batchId = String((await lead('POST', at, sheet)).body['batchId']);
      const rested = async (): Promise<Draft> => {
        for (;;) {
          const draft = (await lead('GET', `/api/batches/${batchId}`)).body as Draft;
          if (draft.progress === null && draft.step !== 'reading' && draft.step !== 'loading') return draft;
          await new Promise((resolve) => void setImmediate(resolve));
        }
      };
      const { layout } = await rested();
      await lead('POST', `/api/batches/${batchId}/check`, { spec: layout?.spec, save: { comment: 'di Nuvolari' } });
      await rested();
      await lead('POST', `/api/batches/${batchId}/load`, { accepted: 2 });
      expect(await rested()).toMatchObject({ step: 'loaded' });
      await lead('POST', at, 'niente');
      await lead('POST', '/api/payments/files/preview?creditorId=x&fileName=Nuvolari.csv', 'Pratica;Importo\nN-0;1\n');
      await lead('POST', '/api/payments', {
        caseId: first.caseId,
        amount: 1,
        paidOn: '2026-02-31',
        reference: 'Nuvolari',
      });
      // Work: good, malformed, and from a device that is not known.
      const { capture, credential, deviceId, epoch } = createWorkstation(desk.device);
      const said = { operatorId: desk.operatorId, baseVersion: 0, occurredAt: '2026-11-23T08:00:00.000Z' } as const;
      const ops = [
        capture({ ...said, kind: 'note', caseId: first.caseId, body: { text: NOTE } }),
        capture({
          ...said,
          kind: 'outcome',
          caseId: second.caseId,
          body: promised(second.partyId, 900, '2026-11-25', '2026-11-27'),
        }),
        capture({
          ...said,
          kind: 'outcome',
          caseId: first.caseId,
          body: { ...noAnswer(first.partyId), code: 'Nuvolari' },
        }),
      ];
      await call('POST', '/api/sync/push', { device: credential, body: { epoch, deviceId, ops } });
      await call('POST', '/api/sync/push', { device: 'Nuvolari', body: { epoch, deviceId, ops } });
      // What nobody foresaw: an error whose message quotes a row.
      context.log.error({ err: new SyntaxError('Unexpected token in "Nuvolari Perla\n+39333"') }, 'intake job failed');

      const lines = logged();
      expect(lines.split('\n').length).toBeGreaterThan(15);
      const personal = context.store.sql
        .all<{ name: string; tax_code: string }>('SELECT name, tax_code FROM parties')
        .flatMap(({ name, tax_code }) => [name, tax_code])
        .concat(context.store.sql.all<{ value: string }>('SELECT value FROM contact_points').map(({ value }) => value))
        .concat(
          context.store.sql.all<{ case_number: string }>('SELECT case_number FROM cases').map((row) => row.case_number),
        )
        .filter((value) => value.length > 3);
      expect(personal.length).toBeGreaterThan(12);
      for (const secret of [
        ...personal,
        'Nuvolari',
        'Perla',
        '+39333',
        'moroni',
        PASSWORD,
        'sbagliata',
        token,
        credential,
      ])
        expect(lines.includes(secret), secret).toBe(false);
    },
    { empty: true },
  ),
);
