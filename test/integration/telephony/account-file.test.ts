import { describe, expect, it } from 'vitest';
import { AccountPreview } from '../../../src-shared/contract/telephony-settings.ts';
import { type House, inHouse, refusal } from '../coordinator/house.ts';
import { accountOf, deskOf, SERVER } from './room.ts';

const office = async (house: House) => {
  const token = (await house.user('rita', 'leader')).token;
  const desk = deskOf(house, token);
  await desk.save(SERVER);
  const people = { anna: await house.user('anna', 'operator'), luca: await house.user('luca', 'operator') };
  const ask = (what: 'preview' | 'import', text: string, columns: object | null = null) =>
    house.call('POST', `/api/telephony/accounts/${what}`, { token, body: { text, columns } });
  const preview = async (text: string) => AccountPreview.parse((await ask('preview', text)).body);
  return { desk, people, ask, preview };
};

describe('accounts from a file', () => {
  it(
    'TC-10 columns are guessed from their words and from what stands in them, a PBX’s own export included',
    inHouse(async (house) => {
      const { ask } = await office(house);
      const files = [
        ['Operatore;Interno;Password', 'anna;201;parola-uno'],
        ['extension,name,secret', '201,"Persona anna",parola-uno'],
        ['Parola d’ordine\tNumero interno\tChi', 'parola-uno\t201\tANNA Pérsona'],
      ];
      for (const file of files) {
        const { body, text } = await ask('preview', file.join('\r\n'));
        const read = AccountPreview.parse(body);
        expect(read.missing, file[0]).toEqual([]);
        expect(read.lines, file[0]).toMatchObject([
          { line: 2, name: 'Persona anna', username: '201', change: 'new', problem: null },
        ]);
        expect(text).not.toContain('parola-uno');
      }
    }),
  );

  it(
    'TC-11 every line says what is wrong with it, and a file with one wrong line changes nothing',
    inHouse(async (house) => {
      const { desk, people, ask, preview } = await office(house);
      const twin = await house.user('anna2', 'operator');
      house.context.store.transaction((tx) => tx.run("UPDATE users SET name = 'Persona anna' WHERE id = ?", twin.id));
      await desk.give(people.luca.id, { username: '300', password: 'sua', displayName: '' });
      const text = [
        'Operatore;Interno;Password',
        'anna;201;parola',
        '',
        'nessuno;202;parola',
        'Persona anna;203;parola',
        'anna;204;parola',
        'anna2;2 01;parola',
        'luca;201;parola',
        ';205;parola',
        'anna2;206',
        'anna2;"207;parola',
        'anna2;208;',
      ].join('\n');
      const read = await preview(text);
      expect(read.lines.map(({ line, problem }) => [line, problem])).toEqual([
        [2, null],
        [4, 'operator-unknown'],
        [5, 'operator-ambiguous'],
        [6, 'operator-repeated'],
        [7, 'username-wrong'],
        [8, 'username-repeated'],
        [9, 'operator-missing'],
        [10, 'too-few-fields'],
        [11, 'quote-open'],
        [12, 'operator-repeated'],
      ]);
      expect(await ask('import', text)).toMatchObject(refusal(422, 'telephony-file', { lines: 9 }));
      expect(await ask('import', 'Operatore;Interno;Password\nanna;300;parola')).toMatchObject(
        refusal(422, 'telephony-file', { lines: 1 }),
      );
      expect((await desk.read()).operators.filter(({ account }) => account !== null)).toMatchObject([
        { name: 'Persona luca', account: { username: '300' } },
      ]);
      expect(await ask('import', 'Operatore;Interno\nanna;201')).toMatchObject(refusal(422, 'telephony-file'));
    }),
  );

  it(
    'TC-12 a file is taken whole: new, changed and same accounts, also names that change hands',
    inHouse(async (house) => {
      const { desk, people, ask, preview } = await office(house);
      await desk.give(people.anna.id, { username: '201', password: 'uno', displayName: '' });
      await desk.give(people.luca.id, { username: '202', password: 'due', displayName: '' });
      const text = 'login,sip user,sip secret,display name\nanna,202,uno,Anna C.\nluca,201,due,';
      expect((await preview(text)).lines.map(({ change }) => change)).toEqual(['changed', 'changed']);
      expect(await ask('import', text)).toMatchObject({ status: 200, body: { saved: 2 } });
      expect(await accountOf(house, people.anna.token)).toMatchObject({
        username: '202',
        password: 'uno',
        displayName: 'Anna C.',
      });
      expect(await accountOf(house, people.luca.token)).toMatchObject({ username: '201', displayName: 'Persona luca' });
      expect((await preview(text)).lines.map(({ change }) => change)).toEqual(['same', 'same']);
      expect(await ask('import', text)).toMatchObject({ body: { saved: 0 } });
      const entry = house.context.store.sql.get<{ detail: string }>(
        "SELECT detail FROM audit WHERE action = 'telephony.accounts-import' ORDER BY seq LIMIT 1",
      );
      expect(JSON.parse(entry?.detail ?? '')).toEqual({ lines: 2, changed: 2 });
    }),
  );
});
