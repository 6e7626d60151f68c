import { describe, expect, it } from 'vitest';
import { searchable } from '../../../src-shared/domain/search.ts';
import { onShift, type Shift } from './shift.ts';
import { refusal } from './house.ts';

const FILE = 'Pratica;Data valuta;Importo;ID pagamento\nN-0;20/11/2026;10,00;A1\nN-5;20/11/2026;10,00;B1\n';
const others = refusal(403, 'other-team');

type Teams = { readonly lara: string; readonly mara: string; readonly capo: string };

/** Operator 1 (cases N-0 … N-4) is of the north, operator 2 (N-5 … N-9) of the south; the chief has no team. */
const inTeams = (fn: (shift: Shift, teams: Teams) => Promise<void>) =>
  onShift(async (shift) => {
    const { sql } = shift.context.store;
    sql.run("INSERT INTO teams (id, name) VALUES ('north', 'Nord'), ('south', 'Sud')");
    shift.desks.forEach(({ operatorId }, n) =>
      sql.run('UPDATE users SET team_id = ? WHERE id = ?', n === 0 ? 'north' : 'south', operatorId),
    );
    const [lara, mara, capo] = [
      await shift.user('lara', 'leader', 'north'),
      await shift.user('mara', 'leader', 'south'),
      await shift.user('capo', 'leader'),
    ];
    await fn(shift, { lara: lara.token, mara: mara.token, capo: capo.token });
  });

const caseOf = ({ desks }: Shift, n: number): string => desks[n]?.cases[0]?.caseId ?? '';
const idOf = ({ context }: Shift, table: 'mandates' | 'batches' | 'creditors'): string =>
  context.store.sql.get<{ id: string }>(`SELECT id FROM ${table}`)?.id ?? '';
const payment = (caseId: string, reference: string) => ({
  caseId,
  amount: 1_000,
  paidOn: '2026-11-20',
  channel: 'transfer',
  reference,
});
const numbersIn = (body: Record<string, unknown>, list: string): unknown =>
  (body[list] as { caseNumber: string }[]).map(({ caseNumber }) => caseNumber);

describe('a leader’s own teams', () => {
  it(
    'TM-01 payments: another team’s cases are neither found nor paid, nor are their payments seen or reversed',
    inTeams(async (shift, { lara, mara, capo }) => {
      const [north, south] = [caseOf(shift, 0), caseOf(shift, 1)];
      const find = async (token: string, text: string) =>
        numbersIn((await shift.call('POST', '/api/payments/cases', { token, body: { text } })).body, 'cases');
      for (const [id, number] of [
        [north, 'N-0'],
        [south, 'N-5'],
      ] as const) {
        const { cases } = searchable({ names: [], caseNumbers: [number], phones: [], taxCodes: [] });
        for (const word of cases) {
          shift.context.store.sql.run('INSERT INTO search_tokens (token, case_id) VALUES (?, ?)', word, id);
        }
      }
      expect(await find(lara, 'n-0')).toEqual(['N-0']);
      expect(await find(lara, 'n-5')).toEqual([]);
      expect(await find(capo, 'n-5')).toEqual(['N-5']);
      for (const url of ['/api/payments/preview', '/api/payments']) {
        expect(await shift.call('POST', url, { token: lara, body: payment(south, 'B0') })).toMatchObject(others);
      }
      const made = await shift.call('POST', '/api/payments', { token: mara, body: payment(south, 'B0') });
      await shift.call('POST', '/api/payments', { token: lara, body: payment(north, 'A0') });
      const seen = async (token: string) =>
        (await shift.call('POST', '/api/payments/search', { token, body: {} })).body as {
          rows: { caseNumber: string }[];
          total: object;
        };
      expect(await seen(lara)).toMatchObject({ rows: [{ caseNumber: 'N-0' }], total: { payments: 1, amount: 1_000 } });
      expect((await seen(mara)).rows).toMatchObject([{ caseNumber: 'N-5' }]);
      expect((await seen(capo)).rows).toHaveLength(2);
      const reversal = `/api/payments/${String(made.body['id'])}/reversal`;
      const body = { reversedOn: '2026-11-21', reason: 'errore di banca' };
      expect(await shift.call('POST', reversal, { token: lara, body })).toMatchObject(others);
      expect(await shift.call('POST', reversal, { token: capo, body })).toMatchObject({ status: 200 });
    }),
  );

  it(
    'TM-02 a creditor’s one file: each leader books the own team’s lines of it',
    inTeams(async (shift, { lara, mara }) => {
      const url = (path: string, more = '') =>
        `/api/payments/files${path}?creditorId=${idOf(shift, 'creditors')}&fileName=f.csv${more}`;
      const headers = { 'content-type': 'application/octet-stream' };
      const report = (await shift.call('POST', url('/preview'), { token: lara, body: FILE, headers })).body;
      expect(report).toMatchObject({
        rows: 2,
        ready: 1,
        refused: 1,
        problems: [{ line: 3, value: 'N-5', problem: 'other-team' }],
        lines: [{ caseNumber: 'N-0' }],
      });
      const post = (token: string) =>
        shift.call('POST', url('', `&sha256=${String(report['sha256'])}`), { token, body: FILE, headers });
      expect((await post(lara)).body).toMatchObject({ posted: 1, refused: 1, repeated: 0 });
      expect((await post(mara)).body).toMatchObject({ posted: 1, refused: 0, repeated: 1 });
    }),
  );

  it(
    'TM-03 a mandate that teams share is closed by a leader without a team; its file is for whoever may close it',
    inTeams(async (shift, { lara, mara, capo }) => {
      const mandate = `/api/closing/${idOf(shift, 'mandates')}`;
      const get = (url: string, token: string) => shift.call('GET', url, { token });
      const close = (token: string) => shift.call('POST', mandate, { token, body: { despiteOpenWork: true } });
      expect(await get(`${mandate}/preview`, lara)).toMatchObject(others);
      expect(await get(`${mandate}/draft`, lara)).toMatchObject(others);
      expect(await close(lara)).toMatchObject(others);
      expect(shift.context.store.sql.get('SELECT status FROM mandates')).toEqual({ status: 'open' });
      // With all cases in one team's queues, or in nobody's, that team's leader closes it.
      const { store, feed } = shift.context;
      store.transaction((tx) => {
        for (const { caseId } of shift.desks[1]?.cases ?? []) {
          feed.moveCase(tx, caseId, shift.desks[1]?.operatorId ?? '', null);
        }
      });
      expect(await get(`${mandate}/preview`, lara)).toMatchObject({ status: 200 });
      expect(await close(mara)).toMatchObject(others);
      const closed = await close(lara);
      expect(closed.status).toBe(200);
      const file = `/api/closing/files/${(closed.body['file'] as { id: string }).id}`;
      expect((await get(file, lara)).status).toBe(200);
      expect((await get(file, capo)).status).toBe(200);
      expect(await get(file, mara)).toMatchObject(others);
      expect(await get(`${mandate}/preview`, mara)).toMatchObject(others);
    }),
  );

  it(
    'TM-04 a batch that teams share is taken back by a leader without a team; its rows are for whoever loaded it',
    inTeams(async (shift, { lara, capo }) => {
      const batch = `/api/batches/${idOf(shift, 'batches')}`;
      const seen = shift.registrations
        .map(({ route }) => ({ ...route, url: route.path.replace(':batchId', idOf(shift, 'batches')) }))
        .filter(({ id }) => ['readDraft', 'listRows', 'downloadRejects', 'undoConsequence'].includes(id));
      expect(seen).toHaveLength(4);
      for (const { method, url } of seen) {
        expect(await shift.call(method, url, { token: lara }), url).toMatchObject(others);
        expect((await shift.call(method, url, { token: capo })).status, url).not.toBe(403);
      }
      expect(await shift.call('POST', `${batch}/undo`, { token: lara, body: { cases: 10 } })).toMatchObject(others);
      expect(shift.context.store.sql.get('SELECT status FROM batches')).toEqual({ status: 'loaded' });
      const { id } = shift.context.store.sql.get<{ id: string }>("SELECT id FROM users WHERE login = 'lara'") ?? {};
      shift.context.store.sql.run('UPDATE batches SET created_by = ?', id ?? '');
      const read = seen.find((route) => route.id === 'readDraft');
      expect((await shift.call('GET', read?.url ?? '', { token: lara })).status).not.toBe(403);
    }),
  );
});
