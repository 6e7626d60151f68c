import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSession } from '../../../src-main/coordinator/administration/sessions/sessions.ts';
import { createServer } from '../../../src-main/coordinator/http/server.ts';
import { ROOMS } from '../../../src-main/coordinator/http/rooms.ts';
import type { Role } from '../../../src-shared/contract/basics.ts';
import { addUser, type Desk, openDesk } from './desk.ts';

let desk: Desk;
let app: FastifyInstance;
beforeEach(async () => {
  desk = await openDesk();
  app = await createServer(
    desk.context,
    desk.hub,
    ROOMS.flatMap((routes) => routes(desk.context)),
  );
});
afterEach(async () => {
  await app.close();
  await desk.close();
});

const tokenOf = (id: string, role: Role): string => {
  addUser(desk, id, role);
  const user = { id, login: id, name: id, role, teamId: null, lang: 'it' } as const;
  return desk.context.store.transaction((tx) => openSession(desk.context, tx, user, null)).token;
};

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
const call = async (token: string | null, method: Method, url: string, payload?: object) => {
  const answer = await app.inject({
    method,
    url,
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json<Record<string, never>>() as Record<string, unknown> };
};

describe('the desk over HTTP', () => {
  it('AD-13 whoever signs in with a password that was handed over is told so, until it is changed', async () => {
    const admin = tokenOf('u-admin', 'administrator');
    const person = { name: 'Giulia Bianchi', login: 'giulia', role: 'leader', teamId: null, lang: 'it' };
    const made = await call(admin, 'POST', '/api/users', person);
    expect(made).toMatchObject({ status: 200, body: { user: { login: 'giulia', passwordGiven: true } } });
    const given = String(made.body['oneTimePassword']);
    const signIn = async (password: string) =>
      (await call(null, 'POST', '/api/session', { login: 'giulia', password, deviceId: null })).body;
    const first = await signIn(given);
    expect(first).toMatchObject({ user: { passwordGiven: true } });
    const token = String(first['token']);
    expect(await call(token, 'GET', '/api/creditors')).toMatchObject({
      status: 403,
      body: { error: { code: 'password-given' } },
    });
    const own = 'una-parola-solo-mia';
    const changed = await call(token, 'PUT', '/api/session/password', { current: given, next: own });
    expect(changed.status).toBe(200);
    expect(await call(token, 'GET', '/api/creditors')).toMatchObject({ status: 200 });
    expect((await call(token, 'GET', '/api/session')).body).not.toHaveProperty('user.passwordGiven');
    expect(await signIn(given)).toMatchObject({ error: { code: 'wrong-credentials' } });
    expect(await signIn(own)).not.toHaveProperty('user.passwordGiven');
  });

  it('AD-01 AD-02 AD-06 AD-10 a leader keeps the portfolio and the catalogue, and reads back what was kept', async () => {
    const leader = tokenOf('u-lead', 'leader');
    const creditor = { name: 'Banca Levante', code: 'BLEV', checks: {}, conventions: { return: {} } };
    const made = await call(leader, 'POST', '/api/creditors', creditor);
    expect(made.status).toBe(200);
    const mandate = {
      creditorId: made.body['id'],
      code: 'BL-1',
      title: 'Prestiti',
      startsOn: '2026-11-01',
      endsOn: '2027-01-31',
    };
    expect((await call(leader, 'POST', '/api/mandates', mandate)).status).toBe(200);
    const backwards = await call(leader, 'POST', '/api/mandates', { ...mandate, code: 'BL-2', endsOn: '2026-10-01' });
    expect(backwards).toMatchObject({ status: 400, body: { error: { code: 'bad-request' } } });
    const { body: catalogue } = await call(leader, 'GET', '/api/outcomes');
    expect(
      (await call(leader, 'PUT', '/api/outcomes', { version: 1, outcomes: catalogue['outcomes'] as object })).status,
    ).toBe(200);
    const stale = await call(leader, 'PUT', '/api/outcomes', { version: 1, outcomes: catalogue['outcomes'] as object });
    expect(stale.body).toMatchObject({ error: { code: 'stale-version' } });
    expect((await call(leader, 'GET', '/api/board')).body).toMatchObject({
      mandates: [{ title: 'Prestiti', cases: 0 }],
      team: { name: null, operators: 0 },
    });
    expect((await call(leader, 'GET', '/api/audit')).body).toMatchObject({ entries: [] });
    const auditor = tokenOf('u-audit', 'auditor');
    expect((await call(auditor, 'GET', '/api/audit?action=mandate.')).body).toMatchObject({
      entries: [{ action: 'mandate.create', about: 'BL-1', user: 'u-lead' }],
    });
    expect((await call(auditor, 'POST', '/api/audit/verification')).body).toMatchObject({ ok: true, brokenAt: null });
  });
});
