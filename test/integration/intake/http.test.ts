import type { FastifyInstance } from 'fastify';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSession } from '../../../src-main/coordinator/administration/sessions/sessions.ts';
import { recoverIntake } from '../../../src-main/coordinator/intake/batch/recover.ts';
import { intakeRoomRoutes } from '../../../src-main/coordinator/intake/routes.ts';
import { createServer } from '../../../src-main/coordinator/http/server.ts';
import { batchTopic, Draft, IntakeReport } from '../../../src-shared/contract/intake.ts';
import type { Role } from '../../../src-shared/contract/basics.ts';
import type { LiveMessage } from '../../../src-shared/contract/sync.ts';
import { HEADINGS, rowOf, sheetOf } from '../../unit/intake/lab.ts';
import { countsOf, CREDITOR, MANDATE, openWorkspace, type Workspace } from './workspace.ts';

/** Longer than any job here takes: the answers are then those of the job's end. */
const PATIENCE_MS = 600_000;

let workspace: Workspace;
let app: FastifyInstance;
let token: string;
let heard: LiveMessage[];

const signIn = (role: Role): string => {
  const { context } = workspace;
  const user = { id: `u-${role}`, login: role, name: role, role, teamId: null, lang: 'it' as const };
  return context.store.transaction((tx) => {
    tx.run(
      `INSERT INTO users (id, login, name, role, lang, password, password_changed_at, created_at)
       VALUES (?, ?, ?, ?, 'it', 'x', '2026', '2026') ON CONFLICT DO NOTHING`,
      user.id,
      user.login,
      user.name,
      role,
    );
    return openSession(context, tx, user, null).token;
  });
};

beforeEach(async () => {
  workspace = await openWorkspace();
  heard = [];
  const { context, composed } = workspace;
  token = signIn('leader');
  composed.hub.join({
    user: { id: 'u-leader', login: 'leader', name: 'leader', role: 'leader', teamId: null, lang: 'it' },
    send: (message) => void heard.push(message),
  });
  app = await createServer(context, composed.hub, intakeRoomRoutes(context, PATIENCE_MS));
});
afterEach(async () => {
  await app.close();
  await workspace.close();
});

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
const call = async (method: Method, url: string, payload?: object | string | Buffer, as = token) => {
  const raw = typeof payload === 'string' || Buffer.isBuffer(payload);
  const answer = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${as}`, ...(raw ? { 'content-type': 'application/octet-stream' } : {}) },
    ...(payload === undefined ? {} : { payload }),
  });
  const json = answer.headers['content-type']?.toString().startsWith('application/json') === true;
  return { status: answer.statusCode, answer, body: json ? answer.json<Record<string, unknown>>() : {} };
};

const upload = (content: string | Buffer, fileName = 'AFF_01.csv') =>
  call('POST', `/api/batches?creditorId=${CREDITOR}&mandateId=${MANDATE}&fileName=${fileName}`, content);

/** Asks until the batch rests: small files are there at once, a busy machine takes longer. */
const rested = async (batchId: string): Promise<Draft> => {
  for (;;) {
    const draft = Draft.parse((await call('GET', `/api/batches/${batchId}`)).body);
    if (draft.progress === null && draft.step !== 'reading') return draft;
    await new Promise((resolve) => void setImmediate(resolve));
  }
};

const begin = async (content: string): Promise<Draft> => {
  const { body } = await upload(content);
  return rested(String(body['batchId']));
};

const check = async (draft: Draft, comment: string | null = null): Promise<Draft> => {
  await call('POST', `/api/batches/${draft.batch.id}/check`, {
    spec: draft.layout?.spec,
    save: comment === null ? null : { comment },
  });
  return rested(draft.batch.id);
};

describe('IN-61 from the file to the batch, over HTTP', () => {
  it('IN-61 a file whose reading outlasts the request and fails is asked after, and the answer is why', async () => {
    await app.close();
    const { context, composed } = workspace;
    app = await createServer(context, composed.hub, intakeRoomRoutes(context, 0));
    const uploaded = await upload(Buffer.from([0x50, 0x4b, 3, 4, 20, 0]));
    expect(uploaded.status).toBe(200);
    const ask = () => call('GET', `/api/batches/${String(uploaded.body['batchId'])}`);
    let answer = await ask();
    while (answer.status === 200) {
      await new Promise((resolve) => void setImmediate(resolve));
      answer = await ask();
    }
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'file-binary' } } });
  });

  it('IN-61 upload, preview, review, correction, rejects, load, undo', async () => {
    const sheet = sheetOf([
      rowOf(1),
      rowOf(2, { CAPITALE: '' }),
      rowOf(3, { TELEFONO: '06 4412' }),
      rowOf(4, { SCADENZA: '31/09/2026' }),
      rowOf(3, { TELEFONO: '06 4412' }),
    ]);
    const mapped = await begin(sheet);
    expect(mapped).toMatchObject({
      step: 'mapping',
      file: { encoding: 'utf-8', delimiter: ';', lines: 6, columns: HEADINGS.split(';') },
      layout: { origin: 'suggested', savedId: null, spec: { name: 'AFF' } },
      batch: { name: '2026-11-A', status: 'draft', fileName: 'AFF_01.csv' },
    });
    const id = mapped.batch.id;

    const preview = await call('POST', `/api/batches/${id}/preview`, { spec: mapped.layout?.spec });
    expect(preview.body).toMatchObject({
      missing: [],
      rows: [
        {
          line: 2,
          fields: {
            'position.principal': { value: '120400', rule: null },
            'position.dueOn': { value: '2026-08-18', rule: null },
            'contact.phone1': { value: '+393470000001', rule: null },
          },
        },
        { line: 3, fields: { 'position.principal': { value: '', rule: 'IN-09' } } },
        { line: 4 },
        { line: 5, fields: { 'position.dueOn': { value: '31/09/2026', rule: 'IN-12' } } },
        { line: 6 },
      ],
    });
    const without = {
      ...mapped.layout?.spec,
      mappings: mapped.layout?.spec.mappings.filter(({ field }) => field !== 'party.name'),
    };
    expect((await call('POST', `/api/batches/${id}/preview`, { spec: without })).body).toMatchObject({
      missing: ['party.name'],
    });
    expect((await call('POST', `/api/batches/${id}/check`, { spec: without, save: null })).body).toMatchObject({
      error: { code: 'layout-incomplete', params: { fields: 'party.name' } },
    });

    const reviewed = await check(mapped, 'prima prova');
    expect(reviewed).toMatchObject({
      step: 'review',
      failure: null,
      layout: { version: 1 },
      review: {
        rowsIn: 5,
        accepted: 2,
        rejected: 2,
        duplicate: 1,
        warnings: 1,
        cases: 2,
        listed: { errors: 2, duplicates: 1, warnings: 1, blocked: 0 },
      },
    });
    expect(heard).toContainEqual({ kind: 'progress', topic: batchTopic(id), phase: 'ended', done: 1, total: 1 });

    const rows = await call('GET', `/api/batches/${id}/rows?filter=errors`);
    expect(rows.body).toMatchObject({
      total: 2,
      rows: [
        { line: 3, verdict: 'rejected', findings: [{ rule: 'IN-09', level: 'row', column: 8 }], corrected: [] },
        { line: 5, verdict: 'rejected', findings: [{ rule: 'IN-12', level: 'row', column: 7, value: '31/09/2026' }] },
      ],
    });
    expect((await call('GET', `/api/batches/${id}/rows?rule=IN-17&limit=1`)).body).toMatchObject({
      total: 1,
      rows: [{ line: 6 }],
    });

    const corrected = await call('PUT', `/api/batches/${id}/rows/5`, { column: 7, value: '30/09/2026' });
    expect(corrected.body).toMatchObject({
      row: { line: 5, verdict: 'accepted', findings: [], corrected: [7] },
      draft: { review: { accepted: 3, rejected: 1, totals: { total: 3 * 121650 } } },
    });
    const worse = await call('PUT', `/api/batches/${id}/rows/3`, { column: 8, value: 'x' });
    expect(worse.body).toMatchObject({
      row: { line: 3, corrected: [8], findings: [{ rule: 'IN-10' }] },
      draft: { review: { accepted: 3, rejected: 1 } },
    });

    const rejects = await call('GET', `/api/batches/${id}/rejects`);
    expect(rejects.answer.headers['content-disposition']).toContain('AFF_01.scarti.csv');
    expect(rejects.answer.body.trimEnd().split('\r\n')).toEqual([
      `${HEADINGS};SCARTO_REGOLA;SCARTO_MOTIVO`,
      `${rowOf(2, { CAPITALE: 'x' })};IN-10;Importo illeggibile (CAPITALE): x`,
    ]);

    const stale = await call('POST', `/api/batches/${id}/load`, { accepted: 2 });
    expect(stale).toMatchObject({ status: 409, body: { error: { code: 'stale-version' } } });
    expect(countsOf(workspace)).toMatchObject({ cases: 0 });
    await call('POST', `/api/batches/${id}/load`, { accepted: 3 });
    const loaded = await rested(id);
    expect(loaded).toMatchObject({ step: 'loaded', batch: { status: 'loaded', cases: 3, worked: 0 } });
    expect(countsOf(workspace)).toMatchObject({ cases: 3 });
    // The files are gone with the load; the rejects are still to be had, and stand nowhere in clear.
    expect(readdirSync(path.join(workspace.dataDir, 'intake'))).toEqual([]);
    const kept = await call('GET', `/api/batches/${id}/rejects`);
    expect(kept.answer.body).toBe(rejects.answer.body);
    const { sql } = workspace.context.store;
    const boxes = sql.all<{ box: string }>('SELECT box FROM batch_rejects WHERE batch_id = ?', id);
    expect(boxes).toHaveLength(1);
    expect(Buffer.from(boxes[0]?.box ?? '', 'base64url').includes('ROSSI')).toBe(false);

    expect((await call('GET', '/api/batches')).body).toMatchObject({
      batches: [{ id, status: 'loaded', createdBy: 'leader' }],
    });
    expect((await call('GET', `/api/layouts?creditorId=${CREDITOR}`)).body).toMatchObject({
      layouts: [{ name: 'AFF', version: 1, comment: 'prima prova', creditor: 'Banca Levante' }],
    });

    expect((await call('GET', `/api/batches/${id}/undo`)).body).toMatchObject({
      cases: 3,
      worked: 0,
      paid: 0,
      total: 3 * 121650,
    });
    expect((await call('POST', `/api/batches/${id}/undo`, { cases: 7 })).body).toMatchObject({
      error: { code: 'stale-version' },
    });
    await call('POST', `/api/batches/${id}/undo`, { cases: 3 });
    expect(await rested(id)).toMatchObject({ batch: { status: 'undone' } });
    expect(sql.all('SELECT * FROM batch_rejects')).toEqual([]);
    expect((await call('GET', `/api/batches/${id}/rejects`)).status).toBe(404);
    expect(Object.values(countsOf(workspace)).every((n) => n === 0)).toBe(true);

    const next = await begin(sheet);
    expect(next).toMatchObject({ layout: { origin: 'recognised', version: 1 }, batch: { name: '2026-11-B' } });
    expect((await call('DELETE', `/api/batches/${next.batch.id}`)).status).toBe(200);
    expect(existsSync(path.join(workspace.dataDir, 'intake', next.batch.id))).toBe(false);
    expect((await call('GET', `/api/batches/${next.batch.id}`)).status).toBe(404);
  });

  it('IN-67 what a program that ended had not put away is put away at the next start, whole', async () => {
    const { batch } = await check(await begin(sheetOf([rowOf(1), rowOf(2, { CAPITALE: '' })])));
    await call('POST', `/api/batches/${batch.id}/load`, { accepted: 1 });
    await rested(batch.id);
    const folder = path.join(workspace.dataDir, 'intake', batch.id);
    const rejects = Array.from({ length: 40_000 }, (_, n) => `riga ${n};perché\r\n`).join('');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'placement'), 'tutto in chiaro');
    writeFileSync(path.join(folder, 'rejects'), rejects);
    recoverIntake(workspace.context);
    await vi.waitFor(() => expect(existsSync(folder)).toBe(false), { timeout: 30_000 });
    const kept = await call('GET', `/api/batches/${batch.id}/rejects`);
    expect(kept.answer.body).toBe(rejects);
    const boxes = 'SELECT count(*) AS n FROM batch_rejects WHERE batch_id = ?';
    expect(workspace.context.store.sql.get<{ n: number }>(boxes, batch.id)?.n).toBeGreaterThan(10);
    await call('POST', `/api/batches/${batch.id}/undo`, { cases: 1 });
    await rested(batch.id);
    expect(workspace.context.store.sql.get<{ n: number }>(boxes, batch.id)?.n).toBe(0);
  });

  it('IN-61 corrections may come faster than they are judged', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => rowOf(i, { CAPITALE: i < 5 ? '' : '1.204,00' }));
    const draft = await check(await begin(sheetOf(rows)));
    const id = draft.batch.id;
    expect(draft.review).toMatchObject({ accepted: 35, rejected: 5 });
    const url = (line: number): string => `/api/batches/${id}/rows/${line}`;
    await Promise.all([2, 3, 4, 5].map((line) => call('PUT', url(line), { column: 8, value: '1.204,00' })));
    expect((await rested(id)).review).toMatchObject({ accepted: 39, rejected: 1 });
  });

  it.each([
    ['file-empty', ''],
    ['file-binary', Buffer.from([0x50, 0x4b, 3, 4, 1, 0])],
    ['file-delimiter', sheetOf([rowOf(1), rowOf(2)]).replaceAll(';', '^')],
  ])('IN-42 %s: the upload is refused and leaves no draft', async (code, content) => {
    const answer = await upload(content);
    expect(answer).toMatchObject({ status: 422, body: { error: { code } } });
    expect((await call('GET', '/api/batches')).body).toEqual({ batches: [] });
    expect(readdirSync(path.join(workspace.dataDir, 'intake'))).toEqual([]);
  });

  it('IN-42 a truncated file and wrong control totals are told in the review, and do not load', async () => {
    const cut = await begin(sheetOf([rowOf(1), rowOf(2)]).slice(0, -20));
    const refused = await check(cut);
    expect(refused).toMatchObject({ step: 'mapping', failure: { code: 'file-truncated', params: { line: 3 } } });
    const wrong = await check(await begin(`${sheetOf([rowOf(9)])}T;1;9,99\r\n`));
    expect(wrong.review).toMatchObject({
      refusedBy: ['IN-02'],
      controls: [{ agrees: true }, { agrees: false, expected: 999 }],
    });
    const load = await call('POST', `/api/batches/${wrong.batch.id}/load`, { accepted: 1 });
    expect(load.body).toMatchObject({
      error: { code: 'file-control-totals', params: { expected: 999, found: 121650 } },
    });
    expect(countsOf(workspace)).toMatchObject({ cases: 0 });
    expect(await rested(wrong.batch.id)).toMatchObject({ step: 'review', batch: { status: 'draft' } });
  });

  it('IN-66 a correction leaves its trace, and a cell that is not there is refused', async () => {
    const { sql } = workspace.context.store;
    const trace = (action: string) =>
      sql
        .all<{ user_id: string; subject: string; detail: string }>(
          'SELECT user_id, subject, detail FROM audit WHERE action = ? ORDER BY seq',
          action,
        )
        .map(({ detail, ...row }) => ({ ...row, detail: JSON.parse(detail) as unknown }));
    const { batch } = await check(await begin(sheetOf([rowOf(1), rowOf(2, { COGNOME_NOME: '' })])));
    for (const [line, column] of [
      [1, 2],
      [4, 2],
      [999, 2],
      [3, 11],
    ]) {
      const answer = await call('PUT', `/api/batches/${batch.id}/rows/${line}`, { column, value: 'ROSSI ADA' });
      expect(answer, `${line} ${column}`).toMatchObject({ status: 404, body: { error: { code: 'not-found' } } });
    }
    expect(trace('batch.correct')).toEqual([]);
    expect((await rested(batch.id)).review).toMatchObject({ corrections: 0, rejected: 1 });
    await call('PUT', `/api/batches/${batch.id}/rows/3`, { column: 2, value: 'ROSSI ADA' });
    expect((await rested(batch.id)).review).toMatchObject({ corrections: 1, accepted: 2 });
    expect(trace('batch.correct')).toEqual([
      { user_id: 'u-leader', subject: batch.id, detail: { line: 3, column: 3, field: 'party.name' } },
    ]);
    await call('POST', `/api/batches/${batch.id}/load`, { accepted: 2 });
    expect((await rested(batch.id)).review).toMatchObject({ corrections: 1 });
    expect(trace('batch.load')).toMatchObject([{ detail: { accepted: 2, corrections: 1 } }]);
  });

  it('CO-47 a look at a draft and at its layout is in the audit, once while it goes on', async () => {
    const draft = await begin(sheetOf([rowOf(1, { CAPITALE: '' })]));
    const url = `/api/batches/${draft.batch.id}/preview`;
    for (const name of ['A', 'AB']) await call('POST', url, { spec: { ...draft.layout?.spec, name } });
    await check(draft);
    await rested(draft.batch.id);
    const looks = workspace.context.store.sql.all(
      "SELECT user_id, subject FROM audit WHERE action = 'list.view' ORDER BY seq",
    );
    expect(looks).toEqual([
      { user_id: 'u-leader', subject: 'previewLayout' },
      { user_id: 'u-leader', subject: 'readDraft' },
    ]);
  });

  it('IN-65 a refused file leaves no saved layout; the layout is kept once a correction has made the file good', async () => {
    const layouts = () => call('GET', `/api/layouts?creditorId=${CREDITOR}`);
    const row = (id: string) =>
      workspace.context.store.sql.get<{ layout_id: string | null }>('SELECT layout_id FROM batches WHERE id = ?', id);
    const wrong = await check(await begin(`${sheetOf([rowOf(9)])}T;1;1217,50\r\n`), 'tracciato nuovo');
    expect(wrong.review).toMatchObject({ refusedBy: ['IN-02'] });
    expect((await layouts()).body).toEqual({ layouts: [] });
    expect(row(wrong.batch.id)).toEqual({ layout_id: null });
    const url = `/api/batches/${wrong.batch.id}/rows/2`;
    await call('PUT', url, { column: 8, value: '1.205,00' });
    await rested(wrong.batch.id);
    await call('PUT', url, { column: 10, value: '1.217,50' });
    const good = await rested(wrong.batch.id);
    expect(good).toMatchObject({ layout: { version: 1 }, review: { refusedBy: [], accepted: 1 } });
    expect((await layouts()).body).toMatchObject({ layouts: [{ comment: 'tracciato nuovo', version: 1 }] });
    expect(row(wrong.batch.id)).toEqual({ layout_id: good.layout?.savedId });
  });

  it('IN-62 only a leader touches placements, and only open mandates take them', async () => {
    for (const role of ['operator', 'back-office', 'administrator', 'auditor'] as const)
      expect((await call('GET', '/api/batches', undefined, signIn(role))).status).toBe(403);
    const unknown = await call('POST', `/api/batches?creditorId=none&mandateId=${MANDATE}&fileName=a.csv`, 'x');
    expect(unknown.body).toMatchObject({ error: { code: 'unknown-creditor' } });
    workspace.context.store.transaction((tx) => tx.run("UPDATE mandates SET status = 'closed'"));
    expect((await upload('x')).body).toMatchObject({ error: { code: 'mandate-closed' } });
    expect(IntakeReport.shape).toHaveProperty('rowsIn');
  });
});
