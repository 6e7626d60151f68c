import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSession } from '../../../src-main/coordinator/administration/sessions/sessions.ts';
import { assignmentRoomRoutes } from '../../../src-main/coordinator/assignment/routes.ts';
import { closingRoomRoutes } from '../../../src-main/coordinator/closing/routes.ts';
import { createServer } from '../../../src-main/coordinator/http/server.ts';
import { paymentRoomRoutes } from '../../../src-main/coordinator/payments/routes.ts';
import { addTeams, caseRow, makePortfolio } from './portfolio.ts';
import { openRoom, type Room } from './room.ts';

let room: Room;
let add: ReturnType<typeof makePortfolio>;
let app: FastifyInstance;
let token: string;

beforeEach(async () => {
  room = await openRoom();
  add = makePortfolio(room);
  const lead = addTeams(room);
  const { context, hub } = room;
  token = context.store.transaction((tx) => openSession(context, tx, lead, null)).token;
  const rooms = [assignmentRoomRoutes, paymentRoomRoutes, closingRoomRoutes];
  app = await createServer(
    context,
    hub,
    rooms.flatMap((routes) => routes(context)),
  );
});
afterEach(async () => {
  await app.close();
  await room.close();
});

const call = async (method: 'GET' | 'POST', url: string, payload?: object | string) => {
  const answer = await app.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${token}`,
      ...(typeof payload === 'string' ? { 'content-type': 'application/octet-stream' } : {}),
    },
    ...(payload === undefined ? {} : { payload }),
  });
  const json = answer.headers['content-type']?.toString().startsWith('application/json');
  return { status: answer.statusCode, answer, body: json ? answer.json<Record<string, never>>() : {} };
};

describe('a leader’s day over HTTP', () => {
  it('AS-14 PY-30 CL-03 deals, books a file, closes and downloads the same bytes twice', async () => {
    for (const n of [1, 2, 3, 4]) add.addCase(`c${n}`);
    const filter = { batchId: 'b1', standing: 'unassigned' };
    const listed = await call('POST', '/api/assignment/cases', { ...filter, residualFrom: 100, limit: 2 });
    expect(listed.body).toMatchObject({ total: { cases: 4 }, rows: [{ id: 'c1' }, { id: 'c2' }] });
    expect((await call('POST', '/api/assignment/cases', { province: 'MILANO' })).status).toBe(400);
    const order = { selection: { filter }, operatorIds: ['op-1', 'op-2'], by: 'value' };
    const preview = await call('POST', '/api/assignment/share/preview', order);
    expect(preview.body).toMatchObject({
      total: { cases: 4 },
      operators: [{ gets: { cases: 2 } }, { gets: { cases: 2 } }],
    });
    const fingerprint = String(preview.body['fingerprint']);
    const stale = await call('POST', '/api/assignment/share', { ...order, fingerprint: 'x' });
    expect(stale.body).toMatchObject({ error: { code: 'stale-version' } });
    expect((await call('POST', '/api/assignment/share', { ...order, fingerprint })).body).toEqual({
      moved: 4,
      operators: 2,
    });

    const file =
      'Pratica;Data;Importo;Canale;ID\nN-c1;20/11/2026;100,00;Bonifico;A\nN-c2;20/11/2026;30,00;SDD;B\nN-c9;20/11/2026;1,00;SDD;C\n';
    const query = 'creditorId=k1&fileName=incassi.csv';
    const report = await call('POST', `/api/payments/files/preview?${query}`, file);
    expect(report.body).toMatchObject({
      rows: 3,
      ready: 2,
      refused: 1,
      problems: [{ line: 4, problem: 'unknown-case' }],
    });
    expect(caseRow(room, 'c1').paid).toBe(0);
    // CO-47: the lines name debtors.
    expect(
      room.context.store.sql.all("SELECT detail ->> 'rows' AS rows FROM audit WHERE subject = 'previewPaymentFile'"),
    ).toEqual([{ rows: 2 }]);
    const posted = await call('POST', `/api/payments/files?${query}&sha256=${String(report.body['sha256'])}`, file);
    expect(posted.body).toMatchObject({ posted: 2, amount: 13_000 });
    expect((await call('POST', '/api/payments/search', { text: 'n-c2' })).body).toMatchObject({
      total: { payments: 1, amount: 3000 },
    });

    const draft = await call('GET', '/api/closing/m1/draft');
    expect(draft.answer.headers['content-disposition']).toContain('BOZZA_RESTITUZIONE_BLEV');
    const closed = await call('POST', '/api/closing/m1', { despiteOpenWork: false });
    expect(closed.body).toMatchObject({ casesClosed: 4, file: { totals: { cases: 4, collected: 13_000 } } });
    const { id, sha256 } = closed.body['file'] as unknown as { id: string; sha256: string };
    const first = await call('GET', `/api/closing/files/${id}`);
    const again = await call('GET', `/api/closing/files/${id}`);
    expect(again.answer.rawPayload.equals(first.answer.rawPayload)).toBe(true);
    expect((await call('GET', '/api/closing')).body).toMatchObject({ mandates: [{ id: 'm1', files: [{ sha256 }] }] });
    expect((await call('GET', '/api/closing/m1/preview')).body).toMatchObject({ totals: { collected: 13_000 } });
  });

  it.each([
    ['POST', '/api/assignment/share/preview', 400, 'bad-request'],
    ['GET', '/api/closing/zz/preview', 404, 'unknown-mandate'],
    ['GET', '/api/closing/files/zz', 404, 'not-found'],
    ['POST', '/api/payments/zz/reversal', 400, 'bad-request'],
  ] as const)('PY-22 %s %s is refused with %i %s', async (method, url, status, code) => {
    const answer = await call(method, url, method === 'POST' ? {} : undefined);
    expect([answer.status, answer.body]).toMatchObject([status, { error: { code } }]);
  });

  it('PY-14 a bad upload is refused in words and changes nothing', async () => {
    const query = 'creditorId=k1&fileName=x.csv';
    expect((await call('POST', `/api/payments/files/preview?${query}`, 'a;b\n1;2\n')).body).toMatchObject({
      error: { code: 'layout-incomplete', params: { fields: 'case, paidOn, amount, reference' } },
    });
    expect(
      (await call('POST', '/api/payments/files/preview?creditorId=k9&fileName=x.csv', 'a;b\n1;2\n')).body,
    ).toMatchObject({
      error: { code: 'unknown-creditor' },
    });
  });
});
