import { describe, expect, it } from 'vitest';
import { launchPracticeTelephone } from '../../../src-main/practice/practice-telephone.ts';
import type { LaunchPractice } from '../../../src-main/coordinator/telephony/exchange.ts';
import { inHouse } from '../coordinator/house.ts';
import { accountOf, colleaguesOf, deskOf, SERVER } from './room.ts';

/** A process of its own is started behind it. */
const PATIENT = { timeout: 30_000 };
const ORIGINS = ['http://127.0.0.1:4870'];

describe('the practice exchange as the settings want it', () => {
  it(
    'TC-30 switched on it gives each operator a telephone, a new one too; a disabled one loses his; switched off all do',
    inHouse(async (house) => {
      const desk = deskOf(house, (await house.user('rita', 'leader')).token);
      const ada = (await house.user('ada', 'administrator')).token;
      const anna = await house.user('anna', 'operator');
      const opened = house.context.switchboard.open(launchPracticeTelephone, ORIGINS);
      try {
        expect(await desk.read()).toMatchObject({ practice: 'off' });
        await desk.save({ exchange: 'practice' });
        await expect.poll(async () => (await desk.read()).practice, PATIENT).toBe('running');
        const first = await accountOf(house, anna.token);
        expect(first).toMatchObject({ username: '2003', practice: true, conferenceRoom: 'conference' });
        const body = { name: 'Luca Ferri', login: 'luca', role: 'operator', teamId: null, lang: 'it' };
        const made = await house.call('POST', '/api/users', { token: ada, body });
        const luca = (made.body['user'] as { readonly id: string }).id;
        await expect.poll(() => house.context.switchboard.lineOf(luca), PATIENT).not.toBeNull();
        expect(await accountOf(house, anna.token)).toEqual(first);
        const { operators } = await desk.read();
        expect(operators.map(({ name, practiceNumber }) => [name, practiceNumber])).toEqual([
          ['Luca Ferri', '2004'],
          ['Persona anna', '2003'],
        ]);
        expect(await colleaguesOf(house, anna.token)).toEqual([{ name: 'Luca Ferri', number: '2004' }]);
        await house.call('PUT', `/api/users/${luca}/enabled`, { token: ada, body: { enabled: false } });
        await expect.poll(() => house.context.switchboard.lineOf(luca), PATIENT).toBeNull();
        const beyond = await house.call('GET', '/api/telephony/account', { token: anna.token, from: '192.0.2.9' });
        expect(beyond.body).toEqual({ account: null, colleagues: [], refused: [] });
        await desk.save({ exchange: 'none' });
        expect(await accountOf(house, anna.token)).toBeNull();
        await expect.poll(() => house.context.switchboard.lineOf(anna.id), PATIENT).toBeNull();
      } finally {
        await opened.stop();
      }
    }),
  );

  it(
    'TC-56 colleagues on one’s own server: who has an account that can be dialled, and is still at work',
    inHouse(async (house) => {
      const desk = deskOf(house, (await house.user('rita', 'leader')).token);
      const ada = (await house.user('ada', 'administrator')).token;
      const [anna, luca, sara, ugo] = [
        await house.user('anna', 'operator'),
        await house.user('luca', 'operator'),
        await house.user('sara', 'operator'),
        await house.user('ugo', 'operator'),
      ];
      await desk.save(SERVER);
      for (const [{ id }, username] of [
        [anna, '201'],
        [luca, '202'],
        [sara, 'sara.galli'],
        [ugo, '204'],
      ] as const) {
        await desk.give(id, { username, password: 'x', displayName: '' });
      }
      const seen = [
        { name: 'Persona luca', number: '202' },
        { name: 'Persona ugo', number: '204' },
      ];
      expect(await colleaguesOf(house, anna.token)).toEqual(seen);
      await house.call('PUT', `/api/users/${ugo.id}/enabled`, { token: ada, body: { enabled: false } });
      expect(await colleaguesOf(house, anna.token)).toEqual(seen.slice(0, 1));
      await desk.save({ exchange: 'none' });
      expect(await colleaguesOf(house, anna.token)).toEqual([]);
    }),
  );

  it(
    'TC-31 an exchange that ends by itself or cannot start is started again, and workstations are told each time',
    inHouse(async (house) => {
      const desk = deskOf(house, (await house.user('rita', 'leader')).token);
      const anna = await house.user('anna', 'operator');
      const ends: (() => void)[] = [];
      let refuse = 1;
      const launch: LaunchPractice = async ({ people }) => {
        if (refuse > 0) {
          refuse -= 1;
          throw new Error('no port');
        }
        const accountsOf = (some: typeof people) => some.map((one) => ({ ...one, password: 'x' }));
        const { promise: ended, resolve } = Promise.withResolvers<void>();
        ends.push(resolve);
        const rest = { domain: 'practice.example', conferenceRoom: 'conference', accounts: accountsOf(people), ended };
        return {
          url: `ws://127.0.0.1:${5000 + ends.length}/sip`,
          setAccounts: async (some) => accountsOf(some),
          stop: async () => resolve(),
          ...rest,
        };
      };
      await desk.save({ exchange: 'practice' });
      const opened = house.context.switchboard.open(launch, ORIGINS);
      try {
        await expect.poll(async () => (await desk.read()).practice, PATIENT).toBe('failed');
        await expect.poll(async () => (await accountOf(house, anna.token))?.['server'], PATIENT).toMatch(/:5001/u);
        ends[0]?.();
        await expect.poll(async () => (await accountOf(house, anna.token))?.['server'], PATIENT).toMatch(/:5002/u);
      } finally {
        await opened.stop();
      }
    }),
  );

  it(
    'TC-32 the exchange hears of an operator’s language, also when it is changed, and no telephone is given anew for it',
    inHouse(async (house) => {
      const desk = deskOf(house, (await house.user('rita', 'leader')).token);
      const anna = await house.user('anna', 'operator');
      const told: (readonly string[])[] = [];
      const launch: LaunchPractice = async ({ people }) => {
        const take = (some: typeof people) => {
          told.push(some.filter(({ displayName }) => displayName === 'Persona anna').map(({ language }) => language));
          return some.map(({ username, displayName }) => ({ username, displayName, password: 'x' }));
        };
        const { promise: ended, resolve } = Promise.withResolvers<void>();
        const rest = { domain: 'practice.example', conferenceRoom: 'conference', accounts: take(people), ended };
        const stop = async () => resolve();
        return { url: 'ws://127.0.0.1:5001/sip', setAccounts: async (some) => take(some), stop, ...rest };
      };
      await desk.save({ exchange: 'practice' });
      const opened = house.context.switchboard.open(launch, ORIGINS);
      try {
        await expect.poll(() => told, PATIENT).toEqual([['it']]);
        await expect.poll(async () => (await desk.read()).practice, PATIENT).toBe('running');
        const settings = () => house.context.store.sql.get("SELECT body FROM settings WHERE id = 'settings'");
        const before = settings();
        await house.call('PUT', '/api/session/preferences', { token: anna.token, body: { lang: 'en' } });
        await expect.poll(() => told, PATIENT).toEqual([['it'], ['en']]);
        // One change after the other: what the first one brings has been done when the second one is told.
        await house.call('PUT', '/api/session/preferences', { token: anna.token, body: { lang: 'it' } });
        await expect.poll(() => told.length, PATIENT).toBe(3);
        expect(settings()).toEqual(before);
      } finally {
        await opened.stop();
      }
    }),
  );
});
