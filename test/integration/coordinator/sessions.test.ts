import { describe, expect, it } from 'vitest';
import { writeSampleUsers } from '../../../src-main/coordinator/administration/sessions/sample-users.ts';
import { inHouse, PASSWORD, refusal, type House } from './house.ts';

const signIn = (house: House, login: string, password: string, from?: string) =>
  house.call('POST', '/api/session', {
    body: { login, password, deviceId: null },
    ...(from === undefined ? {} : { from }),
  });

const refusals = (house: House): readonly string[] =>
  house
    .logged()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { level: number; code?: string; msg: string })
    .filter(({ msg }) => msg === 'sign-in refused')
    .map(({ level, code }) => `${level} ${code}`);

const setup = (parts: Record<string, string> = {}) => ({
  workspace: 'Recuperi Nuovi',
  login: 'capo',
  name: 'Capo Prova',
  password: PASSWORD,
  setupCode: '',
  ...parts,
});

describe('sessions', () => {
  it(
    'CO-04 a session opens with the password, says who it is, and ends when asked',
    inHouse(async (house) => {
      await house.user('anna', 'operator');
      const opened = await signIn(house, ' Anna ', PASSWORD);
      expect(opened).toMatchObject({ status: 200, body: { user: { login: 'anna', role: 'operator' } } });
      const token = String(opened.body['token']);
      expect(token).toMatch(/^[\w-]{43}$/);
      expect(await house.call('GET', '/api/session', { token })).toMatchObject({
        status: 200,
        body: { user: { login: 'anna' }, expiresAt: opened.body['expiresAt'] },
      });
      expect(await house.call('DELETE', '/api/session', { token })).toMatchObject({ status: 200 });
      expect(await house.call('GET', '/api/session', { token })).toMatchObject(refusal(401, 'not-signed-in'));
    }),
  );

  it(
    'CO-05 neither tokens nor passwords nor device credentials are in the store',
    inHouse(async (house) => {
      const { token } = await house.user('anna', 'operator');
      const device = await house.call('POST', '/api/devices', { token, body: { name: 'Postazione 1' } });
      const secrets = [token, PASSWORD, String(device.body['credential'])];
      const tables = house.context.store.sql.all<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table'",
      );
      for (const { name } of tables) {
        const text = JSON.stringify(house.context.store.sql.all(`SELECT * FROM "${name}"`));
        for (const secret of secrets) expect(text.includes(secret), `${name} holds a secret`).toBe(false);
      }
    }),
  );

  it(
    'CO-06 an expired token is told so, a disabled user is shut out at once',
    inHouse(async (house) => {
      const { token, id } = await house.user('anna', 'operator');
      house.context.store.transaction((tx) =>
        tx.run("UPDATE users SET disabled_at = '2026-11-23T09:00:00.000Z' WHERE id = ?", id),
      );
      expect(await house.call('GET', '/api/session', { token })).toMatchObject(refusal(403, 'user-disabled'));
      expect(await signIn(house, 'anna', PASSWORD)).toMatchObject(refusal(403, 'user-disabled'));
      expect(await signIn(house, 'anna', 'non-la-parola-giusta')).toMatchObject(refusal(401, 'wrong-credentials'));
      house.context.store.transaction((tx) => tx.run('UPDATE users SET disabled_at = NULL WHERE id = ?', id));
      expect(await house.call('GET', '/api/session', { token })).toMatchObject({ status: 200 });
      house.at('2026-11-24T09:00:00.000Z');
      expect(await house.call('GET', '/api/session', { token })).toMatchObject(refusal(401, 'session-expired'));
    }),
  );

  it(
    'CO-07 a wrong password and an unknown login are the same refusal, and both are in the audit',
    inHouse(async (house) => {
      const { id } = await house.user('anna', 'operator');
      expect(await signIn(house, 'anna', 'un-altra-parola')).toMatchObject(refusal(401, 'wrong-credentials'));
      expect(await signIn(house, 'nessuno', PASSWORD)).toMatchObject(refusal(401, 'wrong-credentials'));
      // Whoever left still knows the password: that is worth knowing.
      house.context.store.transaction((tx) =>
        tx.run("UPDATE users SET disabled_at = '2026-11-23T09:00:00.000Z' WHERE id = ?", id),
      );
      expect(await signIn(house, 'anna', PASSWORD)).toMatchObject(refusal(403, 'user-disabled'));
      const refused = house.context.store.sql.all(
        "SELECT user_id, detail FROM audit WHERE action = 'session.refused' ORDER BY seq",
      );
      expect(refused).toEqual([
        { user_id: id, detail: '{}' },
        { user_id: '', detail: '{}' },
        { user_id: id, detail: '{"disabled":true}' },
      ]);
    }),
  );

  it(
    'CO-08 too many failed attempts of a login from an address wait, and say how long; others go on',
    inHouse(
      async (house) => {
        await house.user('anna', 'operator');
        await house.user('bruno', 'operator');
        for (let n = 0; n < 3; n += 1) await signIn(house, 'anna', 'sbagliata-davvero');
        expect(refusals(house)).toEqual(Array(3).fill('30 wrong-credentials'));
        const refused = refusal(429, 'too-many-attempts', { seconds: 60 });
        expect(await signIn(house, 'anna', PASSWORD)).toMatchObject(refused);
        expect(await signIn(house, 'ANNA', PASSWORD)).toMatchObject(refused);
        expect(refusals(house).slice(3)).toEqual(Array(2).fill('40 too-many-attempts'));
        expect(await signIn(house, 'anna', PASSWORD, '10.9.8.7')).toMatchObject({ status: 200 });
        expect(await signIn(house, 'bruno', PASSWORD)).toMatchObject({ status: 200 });
        house.at('2026-11-23T09:00:45.000Z');
        expect(await signIn(house, 'anna', PASSWORD)).toMatchObject(refusal(429, 'too-many-attempts', { seconds: 15 }));
        house.at('2026-11-23T09:01:00.000Z');
        expect(await signIn(house, 'anna', PASSWORD)).toMatchObject({ status: 200 });
      },
      { config: { signIn: { attempts: 3, windowMs: 60_000 } } },
    ),
  );

  it(
    'CO-08 blanks and capitals make no other login, and one password tried on many names is counted too',
    inHouse(
      async (house) => {
        await house.user('anna', 'operator');
        const waits = { status: 429 };
        for (const login of ['anna', ' anna', 'ANNA  ']) await signIn(house, login, 'sbagliata-davvero');
        for (const login of ['anna', '  Anna ']) expect(await signIn(house, login, PASSWORD)).toMatchObject(waits);
        for (let n = 0; n < 27; n += 1) {
          expect((await signIn(house, `chi-${n}`, 'primavera')).status, `attempt ${n}`).toBe(401);
        }
        expect(await signIn(house, 'mai-visto', 'primavera')).toMatchObject(waits);
        expect(await signIn(house, 'anna', PASSWORD, '10.9.8.7')).toMatchObject({ status: 200 });
      },
      { config: { signIn: { attempts: 3, windowMs: 60_000 } } },
    ),
  );

  it(
    'CO-08 a team behind one address signs in as often as it likes',
    inHouse(
      async (house) => {
        await house.user('anna', 'operator');
        for (let n = 0; n < 40; n += 1) expect((await signIn(house, 'anna', PASSWORD)).status, `time ${n}`).toBe(200);
      },
      { config: { signIn: { attempts: 3, windowMs: 60_000 } } },
    ),
  );

  it(
    'CO-08 attempts made all at once are counted before the slow hash answers',
    inHouse(
      async (house) => {
        await house.user('anna', 'operator');
        const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(house, 'anna', 'sbagliata-davvero')));
        const codes = answers.map(({ body }) => (body['error'] as { code: string }).code);
        expect(codes.filter((code) => code === 'wrong-credentials')).toHaveLength(3);
        expect(codes.filter((code) => code === 'too-many-attempts')).toHaveLength(9);
      },
      { config: { signIn: { attempts: 3, windowMs: 60_000 } } },
    ),
  );

  it(
    'CO-09 a changed password ends every other session and refuses what is easy to guess',
    inHouse(async (house) => {
      const { token } = await house.user('anna', 'operator');
      const other = String((await signIn(house, 'anna', PASSWORD)).body['token']);
      const change = (current: string, next: string) =>
        house.call('PUT', '/api/session/password', { token, body: { current, next } });
      for (const weak of ['1234567890', 'aaaaaaaaaaaa', 'anna-e-la-sua']) {
        expect(await change(PASSWORD, weak), weak).toMatchObject(refusal(422, 'weak-password'));
      }
      expect(await change('non-questa-parola', 'tulipano-azzurro')).toMatchObject(refusal(401, 'wrong-credentials'));
      expect(await change(PASSWORD, 'tulipano-azzurro')).toMatchObject({ status: 200 });
      expect(await house.call('GET', '/api/session', { token: other })).toMatchObject(refusal(401, 'not-signed-in'));
      expect(await house.call('GET', '/api/session', { token })).toMatchObject({ status: 200 });
      expect(await signIn(house, 'anna', 'tulipano-azzurro')).toMatchObject({ status: 200 });
    }),
  );

  it(
    'CO-10 the first administrator is made once; from beyond this computer only with the setup code',
    inHouse(
      async (house) => {
        expect(await house.call('GET', '/api/welcome')).toMatchObject({
          body: { needsAdministrator: true, workspace: '', sample: null },
        });
        const create = (parts: Record<string, string>, from: string) =>
          house.call('POST', '/api/setup', { body: setup(parts), from });
        expect(await create({}, '10.0.0.9')).toMatchObject(refusal(403, 'forbidden'));
        expect(await create({ setupCode: 'ABCDE-FGHJL' }, '10.0.0.9')).toMatchObject(refusal(403, 'forbidden'));
        expect(await create({ password: 'sollecito1' }, '127.0.0.1')).toMatchObject(refusal(422, 'weak-password'));
        const made = await create({ setupCode: 'abcde-fghjk' }, '10.0.0.9');
        expect(made).toMatchObject({ status: 200, body: { user: { login: 'capo', role: 'administrator' } } });
        expect(await create({}, '127.0.0.1')).toMatchObject(refusal(409, 'setup-done'));
        expect(await house.call('GET', '/api/welcome')).toMatchObject({
          body: { needsAdministrator: false, workspace: 'Recuperi Nuovi' },
        });
      },
      { empty: true, config: { setupCode: 'ABCDE-FGHJK' } },
    ),
  );

  it(
    'CO-10 on this computer the first administrator needs no code, and two who ask at once are one',
    inHouse(
      async (house) => {
        const both = await Promise.all([
          house.call('POST', '/api/setup', { body: setup() }),
          house.call('POST', '/api/setup', { body: setup({ login: 'altro' }) }),
        ]);
        expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 409]));
        expect(house.context.store.sql.all('SELECT id FROM users')).toHaveLength(1);
      },
      { empty: true, config: { setupCode: 'ABCDE-FGHJK' } },
    ),
  );

  it(
    'CO-42 the sign-in screen of a sample shows who can sign in, and no password that was changed',
    inHouse(async (house) => {
      const { token } = await house.user('anna', 'operator');
      const shown = [
        { login: 'anna', name: 'Persona anna', role: 'operator' as const, password: PASSWORD },
        { login: 'bruno', name: 'Persona bruno', role: 'operator' as const, password: PASSWORD },
      ];
      house.context.store.transaction((tx) => writeSampleUsers(tx, shown));
      expect(await house.call('GET', '/api/welcome')).toMatchObject({ body: { sample: { users: shown } } });
      const body = { current: PASSWORD, next: 'tulipano-azzurro' };
      expect(await house.call('PUT', '/api/session/password', { token, body })).toMatchObject({ status: 200 });
      const { sample } = (await house.call('GET', '/api/welcome')).body as { sample: { users: object[] } };
      expect(sample.users).toEqual([shown[1]]);
    }),
  );

  it(
    'CO-11 a data key left for recovery comes back to its owner alone, and its reading is in the audit',
    inHouse(async (house) => {
      const anna = await house.user('anna', 'operator');
      const bruno = await house.user('bruno', 'operator');
      const device = (await house.call('POST', '/api/devices', { token: anna.token, body: { name: 'P1' } })).body;
      const url = `/api/devices/${String(device['deviceId'])}/recovery`;
      const nothing = { epk: Buffer.alloc(65).toString('base64url'), box: 'niente' };
      expect(await house.call('PUT', url, { token: anna.token, body: nothing })).toMatchObject(
        refusal(400, 'bad-request'),
      );
      expect(await house.call('GET', url, { token: bruno.token })).toMatchObject({ body: { dataKey: null } });
    }),
  );
});
