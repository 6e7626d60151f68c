import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTeam } from '../../../src-main/coordinator/administration/teams.ts';
import { inHouse, refusal } from '../coordinator/house.ts';
import { accountOf, deskOf, SERVER } from './room.ts';

const PASSWORD = 'centralino-segretissimo-77';
const TURN = 'turno-nascosto-33';

const telephonyOf = (body: string): unknown => (JSON.parse(body) as { readonly telephony?: number }).telephony;

describe('the telephony’s settings', () => {
  it(
    'TC-01 a real workspace calls nobody until somebody chooses an exchange, and a sample one rings at the practice exchange',
    inHouse(async (house) => {
      const desk = deskOf(house, (await house.user('rita', 'leader')).token);
      expect((await desk.read()).settings).toMatchObject({ exchange: 'none', server: '', revision: 0 });
      const anna = await house.user('anna', 'operator');
      expect(await accountOf(house, anna.token)).toBeNull();
      house.context.store.transaction((tx) =>
        tx.run("UPDATE settings SET body = json_set(body, '$.sample', json('true')) WHERE id = 'settings'"),
      );
      expect((await desk.read()).settings).toMatchObject({ exchange: 'practice' });
    }),
  );

  it(
    'TC-02 an unsealed line is taken towards this computer only, and what is no address is refused',
    inHouse(async (house) => {
      const desk = deskOf(house, (await house.user('rita', 'leader')).token);
      for (const server of ['ws://pbx.example/ws', 'http://pbx.example', 'pbx.example', 'wss://u:p@pbx.example', '']) {
        expect(await desk.save({ ...SERVER, server }), server).toMatchObject(refusal(400, 'bad-request'));
      }
      expect(await desk.save({ ...SERVER, domain: 'non è un dominio' })).toMatchObject(refusal(400, 'bad-request'));
      const withoutPassword = { id: null, url: 'turn:turn.example:3478', username: '', credential: null };
      expect(await desk.save({ ...SERVER, iceServers: [withoutPassword] })).toMatchObject(refusal(400, 'bad-request'));
      expect((await desk.save({ ...SERVER, server: 'ws://127.0.0.1:8088/ws' })).status).toBe(200);
      expect((await desk.save(SERVER)).body).toMatchObject({ server: 'wss://pbx.example/ws', revision: 2 });
      expect(await desk.save({ ...SERVER, revision: 1 })).toMatchObject(refusal(409, 'stale-version'));
    }),
  );

  it(
    'TC-03 an operator gets the account that is his over his own session, and nobody gets its password otherwise',
    inHouse(async (house) => {
      const leader = await house.user('rita', 'leader');
      const desk = deskOf(house, leader.token);
      const [anna, luca] = [await house.user('anna', 'operator'), await house.user('luca', 'operator')];
      const turn = { id: null, url: 'turn:turn.example:3478', username: 'voce', credential: TURN };
      await desk.save({
        ...SERVER,
        dialPrefix: '0',
        numberShown: '+390200000001',
        refused: ['899*'],
        iceServers: [turn],
      });
      const given = await desk.give(anna.id, { username: '201', password: PASSWORD, displayName: 'Anna' });
      expect(given.status).toBe(200);
      expect(await accountOf(house, anna.token)).toEqual({
        server: 'wss://pbx.example/ws',
        domain: 'pbx.example',
        username: '201',
        password: PASSWORD,
        displayName: 'Anna',
        dialPrefix: '0',
        numberShown: '+390200000001',
        iceServers: [{ urls: ['turn:turn.example:3478'], username: 'voce', credential: TURN }],
        refused: ['899*'],
        conferenceRoom: null,
        practice: false,
      });
      expect(await accountOf(house, luca.token)).toBeNull();
      const shown = await house.call('GET', '/api/telephony/settings', { token: leader.token });
      const audit = await house.call('GET', '/api/audit', { token: (await house.user('piero', 'auditor')).token });
      expect(audit.text).toContain('telephony.account-save');
      house.context.store.sql.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      const file = readFileSync(house.context.store.file).toString('latin1');
      for (const secret of [PASSWORD, TURN]) {
        for (const text of [given.text, shown.text, audit.text, house.logged(), file])
          expect(text).not.toContain(secret);
      }
    }),
  );

  it(
    'TC-04 a kept password stays until it is replaced or taken away, and is then beyond recovery',
    inHouse(async (house) => {
      const desk = deskOf(house, (await house.user('rita', 'leader')).token);
      const anna = await house.user('anna', 'operator');
      await desk.save(SERVER);
      const bare = { username: '201', displayName: '', password: null };
      expect(await desk.give(anna.id, bare)).toMatchObject(refusal(422, 'telephony-password'));
      await desk.give(anna.id, { ...bare, password: PASSWORD });
      const saltOf = () =>
        house.context.store.sql.get<{ salt: string; rowid: number }>('SELECT rowid, salt FROM telephony_secrets');
      const first = saltOf();
      await desk.give(anna.id, { ...bare, username: '202' });
      expect(await accountOf(house, anna.token)).toMatchObject({ username: '202', password: PASSWORD });
      await desk.give(anna.id, { ...bare, password: 'un-altra-parola' });
      expect(await accountOf(house, anna.token)).toMatchObject({ password: 'un-altra-parola' });
      expect(saltOf()).toMatchObject({ rowid: first?.rowid });
      expect(saltOf()?.salt).not.toBe(first?.salt);
      const dropped = await house.call('DELETE', `/api/telephony/accounts/${anna.id}`, { token: desk.token });
      expect(dropped.status).toBe(200);
      expect(saltOf()).toMatchObject({ rowid: first?.rowid, salt: 'A'.repeat(22) });
      expect(await accountOf(house, anna.token)).toBeNull();
    }),
  );

  it(
    'TC-05 a leader keeps the accounts of the own team, and nobody’s account can be another’s',
    inHouse(async (house) => {
      const [mine, other] = ['Nord', 'Sud'].map((name) => createTeam(house.context, '', name).id);
      const desk = deskOf(house, (await house.user('rita', 'leader', mine)).token);
      const anna = await house.user('anna', 'operator', mine);
      const luca = await house.user('luca', 'operator', other);
      const account = { username: '201', password: PASSWORD, displayName: '' };
      expect((await desk.read()).operators.map(({ name }) => name)).toEqual(['Persona anna']);
      expect(await desk.give(luca.id, account)).toMatchObject(refusal(403, 'other-team'));
      expect((await desk.give(anna.id, account)).status).toBe(200);
      const all = deskOf(house, (await house.user('ada', 'administrator')).token);
      expect(await all.give(luca.id, account)).toMatchObject(refusal(409, 'already-exists'));
      expect(await desk.give('nobody', account)).toMatchObject(refusal(404, 'unknown-user'));
    }),
  );

  it(
    'TC-06 each change is in the audit and reaches every workstation, also one that is away',
    inHouse(async (house) => {
      const desk = deskOf(house, (await house.user('rita', 'leader')).token);
      const anna = await house.user('anna', 'operator');
      const { sql } = house.context.store;
      const count = () =>
        telephonyOf(sql.get<{ body: string }>("SELECT body FROM settings WHERE id = 'settings'")!.body);
      const actions = () =>
        sql.all<{ action: string }>('SELECT action FROM audit ORDER BY seq').map(({ action }) => action);
      expect(count()).toBeUndefined();
      await desk.save(SERVER);
      expect(count()).toBe(1);
      await desk.give(anna.id, { username: '201', password: PASSWORD, displayName: '' });
      expect(count()).toBe(2);
      const ada = (await house.user('ada', 'administrator')).token;
      await house.call('PUT', `/api/users/${anna.id}/enabled`, { token: ada, body: { enabled: false } });
      expect(count()).toBe(3);
      expect((await house.call('GET', '/api/telephony/account', { token: anna.token })).status).toBe(401);
      expect(actions()).toEqual(['telephony.save', 'telephony.account-save', 'user.disable']);
      const fed = sql.all("SELECT 1 FROM feed WHERE scope = 'catalogue' AND entity = 'settings'");
      expect(fed.length).toBeGreaterThanOrEqual(3);
    }),
  );

  it(
    'TC-07 who is no operator any more has no account, and the name is free again',
    inHouse(async (house) => {
      const desk = deskOf(house, (await house.user('rita', 'leader')).token);
      const ada = (await house.user('ada', 'administrator')).token;
      const [anna, luca] = [await house.user('anna', 'operator'), await house.user('luca', 'operator')];
      const account = { username: '201', password: PASSWORD, displayName: '' };
      await desk.give(anna.id, account);
      const body = { name: 'Anna', role: 'leader', teamId: null, lang: 'it' };
      expect((await house.call('PUT', `/api/users/${anna.id}`, { token: ada, body })).status).toBe(200);
      expect((await desk.give(luca.id, account)).status).toBe(200);
    }),
  );
});
