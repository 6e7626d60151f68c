import { createServer as createTcp, type AddressInfo, type Server } from 'node:net';
import { createServer as createHttp } from 'node:http';
import { createServer as createTls } from 'node:tls';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSigned } from '../../../src-main/coordinator/http/certificate.ts';
import { runTrial, type TrialPlan } from '../../../src-main/coordinator/telephony/trial/run-trial.ts';
import { type PracticePbx, startPracticePbx } from '../../../src-main/practice/pbx/practice-pbx.ts';
import { TRIAL_STEPS, Trial, type TrialStep } from '../../../src-shared/contract/telephony-settings.ts';
import { inHouse, refusal } from '../coordinator/house.ts';
import { deskOf, SERVER } from './room.ts';

const LOGIN = { username: '201', password: 'parola-del-telefono' };
let pbx: PracticePbx;
beforeAll(async () => {
  pbx = await startPracticePbx({ allowedOrigins: [], accounts: [LOGIN], language: 'it', seed: 'test' });
});
afterAll(() => pbx.stop());

/** All that was told, the last word of each step. */
const tried = async (
  plan: Partial<TrialPlan>,
  limitMs = 5_000,
  seen: (step: TrialStep) => void = () => undefined,
): Promise<readonly TrialStep[]> => {
  const last = new Map<string, TrialStep>();
  const full = { server: pbx.url, domain: pbx.domain, login: LOGIN, ...plan };
  await runTrial(
    full,
    (step) => {
      last.set(step.id, step);
      seen(step);
    },
    { signal: new AbortController().signal, limitMs },
  );
  return TRIAL_STEPS.map((id) => last.get(id)).filter((step) => step !== undefined);
};
const failed = async (plan: Partial<TrialPlan>, limitMs?: number) => {
  const steps = await tried(plan, limitMs);
  expect(steps.map(({ id }) => id)).toEqual(TRIAL_STEPS);
  const at = steps.findIndex(({ state }) => state === 'failed');
  expect(steps.slice(at + 1).every(({ state }) => state === 'skipped')).toBe(true);
  return [steps[at]?.id, steps[at]?.problem];
};
const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
};

describe('the test of a server', () => {
  it('TC-20 a good server passes every step, and nobody is left registered', async () => {
    const registered: Promise<readonly string[]>[] = [];
    const steps = await tried({}, 5_000, ({ id, state }) => {
      if (state === 'passed' && (id === 'register' || id === 'unregister')) registered.push(pbx.registered());
    });
    expect(await Promise.all(registered)).toEqual([[LOGIN.username], []]);
    expect(steps.map(({ id, state }) => [id, state])).toEqual(
      TRIAL_STEPS.map((id) => [id, id === 'tls' ? 'skipped' : 'passed']),
    );
    for (const { state, ms } of steps) if (state === 'passed') expect(ms).toBeGreaterThan(0);
    expect((await tried({ login: null })).slice(-2).map(({ state }) => state)).toEqual(['skipped', 'skipped']);
  });

  it('TC-21 each fault is named at its step, and nothing is tried after it', async () => {
    const { port } = new URL(pbx.url);
    const closed = createTcp();
    const nobody = await listening(closed);
    await new Promise((resolve) => {
      closed.close(resolve);
    });
    expect(await failed({ server: 'wss://qui-non-c-e.invalid/ws' })).toEqual([
      'name',
      expect.stringMatching(/^name-/u),
    ]);
    expect(await failed({ server: `ws://127.0.0.1:${nobody}/sip` })).toEqual(['connect', 'connect-refused']);
    expect(await failed({ server: `wss://127.0.0.1:${port}/sip` })).toEqual(['tls', 'tls-not-spoken']);
    expect(await failed({ server: `ws://127.0.0.1:${port}/altrove` })).toEqual(['socket', 'socket-not-websocket']);
    expect(await failed({ login: { ...LOGIN, password: 'sbagliata' } })).toEqual(['register', 'wrong-password']);
    expect(await failed({ login: { ...LOGIN, username: '999' } })).toEqual(['register', 'wrong-password']);
  });

  it('TC-22 a page server, a mute port and a foreign certificate are told apart, each within its time', async () => {
    const pages = createHttp((_request, response) => response.writeHead(404).end());
    const mute = createTcp((socket) => socket.resume());
    const folder = mkdtempSync(path.join(tmpdir(), 'trial-'));
    const files = await selfSigned(folder, '127.0.0.1', Date.now());
    const secured = createTls({ key: files.key, cert: files.cert });
    const servers = [pages, mute, secured];
    try {
      const [page, silent, strange] = [await listening(pages), await listening(mute), await listening(secured)];
      expect(await failed({ server: `ws://127.0.0.1:${page}/ws` })).toEqual(['socket', 'socket-path']);
      expect(await failed({ server: `ws://127.0.0.1:${silent}/ws` }, 200)).toEqual(['socket', 'socket-not-websocket']);
      expect(await failed({ server: `wss://127.0.0.1:${silent}/ws` }, 200)).toEqual(['tls', 'tls-not-spoken']);
      expect(await failed({ server: `wss://127.0.0.1:${strange}/ws` })).toEqual([
        'tls',
        expect.stringMatching(/^tls-(?:unknown-authority|self-signed)$/u),
      ]);
    } finally {
      for (const server of servers) {
        if ('closeAllConnections' in server) server.closeAllConnections();
        server.close();
      }
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it(
    'TC-23 only the leader’s desk starts one, with a kept account or a typed one; it is in the audit and no password is told',
    inHouse(async (house) => {
      const leader = await house.user('rita', 'leader');
      const desk = deskOf(house, leader.token);
      const anna = await house.user('anna', 'operator');
      await desk.save(SERVER);
      await desk.give(anna.id, { ...LOGIN, displayName: '' });
      const body = { exchange: 'server', server: pbx.url, domain: pbx.domain, account: { userId: anna.id } };
      const start = (token: string, sent: object = body) =>
        house.call('POST', '/api/telephony/trials', { token, body: sent });
      expect(await start(anna.token)).toMatchObject(refusal(403, 'forbidden'));
      expect(await start(leader.token, { ...body, server: 'ws://10.0.0.1:22/' })).toMatchObject(
        refusal(400, 'bad-request'),
      );
      const begun = await start(leader.token);
      expect(begun).toMatchObject({ status: 200, body: { over: false } });
      const ask = (token: string) => house.call('GET', `/api/telephony/trials/${String(begun.body['id'])}`, { token });
      await expect.poll(async () => (await ask(leader.token)).body['over'], { timeout: 30_000 }).toBe(true);
      const over = await ask(leader.token);
      const { steps } = Trial.parse(over.body);
      expect(steps.find(({ id }) => id === 'register')).toMatchObject({ state: 'passed', found: '200 OK' });
      expect(over.text + house.logged()).not.toContain(LOGIN.password);
      const other = (await house.user('ada', 'administrator')).token;
      expect(await ask(other)).toMatchObject(refusal(404, 'not-found'));
      const told = house.context.store.sql.get<{ detail: string }>(
        "SELECT detail FROM audit WHERE action = 'telephony.test'",
      );
      expect(JSON.parse(told?.detail ?? '')).toEqual({ server: pbx.url, registered: true });
      expect(await start(leader.token, { exchange: 'practice' })).toMatchObject(refusal(404, 'not-found'));
    }),
  );
});
