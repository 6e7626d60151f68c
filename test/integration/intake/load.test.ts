import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { recoverBatches } from '../../../src-main/coordinator/intake/batch/recover.ts';
import { judgeOrder } from '../../../src-main/coordinator/intake/batch/judge-order.ts';
import { undoBatch, undoConsequence } from '../../../src-main/coordinator/intake/batch/undo.ts';
import type { LoadJob } from '../../../src-main/coordinator/intake/job/jobs.ts';
import { openWriterLine, runJob } from '../../../src-main/coordinator/intake/job/run-job.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { rowOf } from '../../unit/intake/lab.ts';
import { countsOf, CREDITOR, MANDATE, openWorkspace, sheetFile, type Workspace } from './workspace.ts';
import { standingIn } from '../../fixtures/standing-feed.ts';

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openWorkspace();
});
afterEach(() => workspace.close());

const codeOf = async (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

const SHEET = [
  'PRATICA;CONTRATTO;NOMINATIVO;CODICE FISCALE;TELEFONO;EMAIL;INDIRIZZO;CAP;CITTA;PROV;SCADENZA;CAPITALE;SPESE;TOTALE;GARANTE;TEL GARANTE;FILIALE',
  "A-1;K1;D'Amico Anna;RSSMRA80A01H501U;0333 1234567 / 06 12345678;anna@posta.example;Via Po 1;00184;Roma;RM;18/08/2026;100,00;5,00;105,00;Rossi Pia;347 0000011;Roma 3",
  "A-1;K2;D'Amico Anna;RSSMRA80A01H501U;3331234567;anna@posta.example;Via Po 1;00184;Roma;RM;18/07/2026;50,00;;50,00;Rossi Pia;347 0000011;Roma 4",
  "A-2;K3;D'Amico Anna;RSSMRA80A01H50MM;12;;;;;;18/09/2026;10,00;;10,00;;;",
].join('\r\n');

describe('IN-55 what a load writes', () => {
  it('IN-55 positions, one party per debtor, contact points, guarantor, own fields, sums and search words', async () => {
    const { batchId, review } = await workspace.place(workspace.file('a.csv', `${SHEET}\r\n`));
    const { sql } = workspace.context.store;
    expect(review).toMatchObject({ rowsIn: 3, accepted: 3, cases: 2, parties: 1, warnings: 1 });
    expect(countsOf(workspace)).toMatchObject({ parties: 2, cases: 2, positions: 3, case_parties: 3, person_links: 1 });
    const [first, second] = sql.all<Record<string, unknown>>('SELECT * FROM cases ORDER BY case_number');
    expect(first).toMatchObject({
      case_number: 'A-1',
      batch_id: batchId,
      principal: 15000,
      fees: 500,
      total: 15500,
      oldest_due_on: '2026-07-18',
      placed_on: '2026-11-23',
      ends_on: '2027-01-31',
      blocked: null,
      custom: '[{"name":"FILIALE","value":"Roma 3 | Roma 4"}]',
      next_kind: 'call',
      next_at: '2026-11-23T09:00:00.000Z',
    });
    expect(second).toMatchObject({ total: 1000, party_id: first?.['party_id'] });
    expect(JSON.parse(String(second?.['warnings']))).toEqual([{ rule: 'IN-25', field: 'contact.phone1', value: '12' }]);
    expect(
      sql.all('SELECT no, contract, total FROM positions WHERE case_id = ? ORDER BY no', String(first?.['id'])),
    ).toMatchObject([
      { no: 1, contract: 'K1', total: 10500 },
      { no: 2, contract: 'K2', total: 5000 },
    ]);
    const contacts = sql.all<{ value: string; status: string }>(
      'SELECT value, status FROM contact_points WHERE party_id = ? ORDER BY id',
      String(first?.['party_id']),
    );
    expect(contacts.map(({ value, status }) => `${value} ${status}`)).toEqual([
      '+393331234567 ok',
      '+390612345678 ok',
      'anna@posta.example ok',
      'Via Po 1, 00184 Roma (RM) ok',
      '12 invalid',
    ]);
    const tokens = sql
      .all<{ token: string }>('SELECT token FROM search_tokens WHERE case_id = ? ORDER BY token', String(first?.['id']))
      .map(({ token }) => token);
    expect(tokens).toEqual(
      [
        '0612345678',
        '3331234567',
        '3470000011',
        'a1',
        'amico',
        'anna',
        'd',
        'damico',
        'pia',
        'rossi',
        'rssmra80a01h501u',
      ].toSorted(),
    );
    const audit = sql.get<{ detail: string }>("SELECT detail FROM audit WHERE action = 'batch.load'");
    expect(JSON.parse(audit?.detail ?? '{}')).toMatchObject({ rowsIn: 3, accepted: 3, cases: 2, total: 16500 });
  });

  it('IN-55 a case whose rows lie apart is one case, with all its warnings', async () => {
    const same = { NUM_PRATICA: 'X-1', COGNOME_NOME: 'ROSSI' };
    const rows = [
      rowOf(1, { ...same, TELEFONO: '1' }),
      ...Array.from({ length: 50 }, (_, i) => rowOf(100 + i)),
      rowOf(2, { ...same, CAP: '1' }),
    ];
    await workspace.place(sheetFile(workspace, 'a.csv', rows));
    const [found] = workspace.context.store.sql.all<{ total: number; warnings: string }>(
      "SELECT total, warnings FROM cases WHERE case_number = 'X-1'",
    );
    expect(found?.total).toBe(2 * 121650);
    expect(JSON.parse(found?.warnings ?? '[]')).toMatchObject([{ rule: 'IN-25' }, { rule: 'IN-27' }]);
  });

  it('IN-54 a dry run changes nothing', async () => {
    const before = countsOf(workspace);
    const placed = await workspace.place(workspace.file('a.csv', SHEET), { commit: false });
    expect(placed.batchId).toBeNull();
    expect(placed.review?.accepted).toBe(3);
    expect(countsOf(workspace)).toEqual(before);
    for (const table of ['batches', 'layouts', 'audit'])
      expect(workspace.context.store.sql.get(`SELECT count(*) AS n FROM ${table}`)).toEqual({ n: 0 });
  });

  it('IN-03 the same file again, and IN-18 the same cases, do not load', async () => {
    const file = workspace.file('a.csv', SHEET);
    await workspace.place(file);
    const before = countsOf(workspace);
    const again = await workspace.place(file);
    expect(again).toMatchObject({ batchId: null, review: { refusedBy: ['IN-03'], duplicate: 3 } });
    const changed = await workspace.place(workspace.file('b.csv', `${SHEET}\r\n\r\n`));
    expect(changed).toMatchObject({ batchId: null, review: { refusedBy: [], accepted: 0, duplicate: 3 } });
    expect(countsOf(workspace)).toEqual(before);
    expect(workspace.context.store.sql.get('SELECT count(*) AS n FROM batches')).toEqual({ n: 1 });
  });

  it('IN-48 what was loaded is recognised next time', async () => {
    await workspace.place(workspace.file('AFF_01.csv', SHEET));
    const { read } = await workspace.place(workspace.file('AFF_02.csv', SHEET.replaceAll('A-', 'B-')), {
      commit: false,
    });
    expect(read).toMatchObject({ origin: 'recognised', version: 1, spec: { name: 'AFF' } });
  });

  it('IN-20 a case that was closed loads again as a new one', async () => {
    await workspace.place(workspace.file('a.csv', SHEET));
    workspace.context.store.transaction((tx) => tx.run("UPDATE cases SET closed_class = 'negative'"));
    const { review } = await workspace.place(workspace.file('b.csv', `${SHEET}\n`));
    expect(review).toMatchObject({
      accepted: 3,
      duplicate: 0,
      rules: expect.arrayContaining([expect.objectContaining({ id: 'IN-20', count: 2 })]),
    });
    expect(countsOf(workspace)).toMatchObject({ cases: 4, parties: 3 });
  });
});

describe('IN-56 a batch is taken back', () => {
  it('IN-56 the tables are then as they were before it, whatever was shared', async () => {
    const row = fc.record({ of: fc.nat(12), person: fc.nat(5), phone: fc.nat(3) });
    const sheets = fc.array(fc.array(row, { minLength: 1, maxLength: 15 }), { minLength: 1, maxLength: 3 });
    const people = ['RSSMRA80A01H501U', 'RSSMRA85T10A562S', 'MRTMTT91D08F205J', '00743110157', '', ''];
    let files = 0;
    await fc.assert(
      fc.asyncProperty(sheets, fc.nat(), async (batches, pick) => {
        const stack: { readonly id: string; readonly before: Record<string, number>; readonly cases: number }[] = [];
        const base = countsOf(workspace);
        for (const rows of batches) {
          files += 1;
          const before = countsOf(workspace);
          const sheet = rows.map(({ of, person, phone }) =>
            rowOf(of, {
              NUM_PRATICA: `F${files}-${person}-${of}`,
              CODICE_FISCALE: people[person] ?? '',
              TELEFONO: `347000000${phone}`,
              COGNOME_NOME: `DEBITORE ${person}`,
            }),
          );
          const { batchId, review } = await workspace.place(sheetFile(workspace, `f${files}.csv`, sheet));
          if (batchId !== null) stack.push({ id: batchId, before, cases: review?.cases ?? 0 });
        }
        // Last in, first out gives back the exact counts at each step.
        for (const { id, before, cases } of stack.slice(1).toReversed()) {
          await undoBatch(workspace.context, id, { userId: 'lead', seen: cases });
          expect(countsOf(workspace)).toEqual(before);
        }
        for (const { id, cases } of stack.slice(0, 1))
          await undoBatch(workspace.context, id, { userId: 'lead', seen: cases });
        expect(countsOf(workspace)).toEqual(base);
        expect(pick).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 4 },
    );
  });

  it('IN-56 a debtor whom a later batch has as well stays with it', async () => {
    const first = await workspace.place(workspace.file('a.csv', SHEET));
    const second = await workspace.place(
      workspace.file('b.csv', SHEET.replaceAll('A-', 'B-').replaceAll('anna@', 'nuova@')),
    );
    await undoBatch(workspace.context, first.batchId ?? '', { userId: 'lead', seen: 2 });
    const { sql } = workspace.context.store;
    expect(sql.all('SELECT DISTINCT batch_id FROM parties')).toEqual([{ batch_id: second.batchId }]);
    expect(sql.get('SELECT count(*) AS n FROM cases c JOIN parties p ON p.id = c.party_id')).toEqual({ n: 2 });
    await undoBatch(workspace.context, second.batchId ?? '', { userId: 'lead', seen: 2 });
    expect(Object.values(countsOf(workspace)).every((n) => n === 0)).toBe(true);
  });

  it('IN-57 not once somebody has worked it or paid, and not what was not seen', async () => {
    const { batchId } = await workspace.place(workspace.file('a.csv', SHEET));
    const { context } = workspace;
    const undo = (seen = 2): Promise<string> => codeOf(undoBatch(context, batchId ?? '', { userId: 'lead', seen }));
    expect(await undo(1)).toBe('stale-version');
    context.store.transaction((tx) => tx.run("UPDATE cases SET worked = 1 WHERE case_number = 'A-2'"));
    expect(undoConsequence(context.store.sql, batchId ?? '', '2026-11-23T09:00:00.000Z')).toEqual({
      cases: 2,
      parties: 2,
      assigned: 0,
      worked: 1,
      paid: 0,
      total: 16500,
      silentDevices: 0,
    });
    const before = countsOf(workspace);
    expect(await undo()).toBe('batch-worked');
    expect(countsOf(workspace)).toEqual(before);
    context.store.transaction((tx) => tx.run('UPDATE cases SET worked = 0'));
    expect(await undo()).toBe('done');
    expect(await undo()).toBe('batch-not-loaded');
  });

  it('IN-59 queues hear of it: assigned cases leave them, siblings and new numbers come', async () => {
    const { context } = workspace;
    const first = await workspace.place(workspace.file('a.csv', SHEET));
    const [held] = context.store.sql.all<{ id: string }>('SELECT id FROM cases ORDER BY case_number');
    context.store.transaction((tx) => context.feed.moveCase(tx, held?.id ?? '', null, 'op1'));
    const seqOf = (): number =>
      context.store.sql.get<{ seq: number }>("SELECT seq FROM heads WHERE scope = 'op:op1'")?.seq ?? 0;
    const before = seqOf();
    const second = await workspace.place(workspace.file('b.csv', SHEET.replaceAll('A-', 'B-')));
    expect(seqOf()).toBeGreaterThan(before);
    const told = seqOf();
    await undoBatch(context, second.batchId ?? '', { userId: 'lead', seen: 2 });
    expect(seqOf()).toBeGreaterThan(told);
    await undoBatch(context, first.batchId ?? '', { userId: 'lead', seen: 2 });
    expect(standingIn(context.store.sql, 'op:op1')).toEqual([]);
  });
});

describe('IN-58 a load leaves everything or nothing', () => {
  const rows = Array.from({ length: 3000 }, (_, i) => rowOf(i));

  /** A load that is never published, as a crash between the last chunk and the last transaction leaves it. */
  const halfLoad = async (): Promise<string> => {
    const { context } = workspace;
    const id = '01900000-0000-7000-8000-0000000000b1';
    const path = sheetFile(workspace, 'half.csv', rows);
    const { read } = await workspace.place(path, { commit: false });
    context.store.transaction((tx) =>
      tx.run(
        `INSERT INTO batches (id, creditor_id, mandate_id, name, file_name, sha256, status, report, created_by, created_at)
         VALUES (?, ?, ?, 'half', 'half.csv', 'x', 'loading', '{"by":"another process"}', 'lead', '2026')`,
        id,
        CREDITOR,
        MANDATE,
      ),
    );
    const order = judgeOrder(context, {
      path,
      fileName: 'half.csv',
      sha256: read.facts.sha256,
      spec: read.spec,
      corrections: [],
      creditorId: CREDITOR,
      mandate: { id: MANDATE, startsOn: '2026-11-01', endsOn: '2027-01-31' },
      lang: 'it',
      rejects: null,
      rows: null,
    });
    const scope = {
      batchId: id,
      creditorId: CREDITOR,
      mandateId: MANDATE,
      endsOn: '2027-01-31',
      placedOn: '2026-11-23',
      at: context.clock.now(),
      levels: order.levels,
      zone: 'Europe/Rome',
      ms: context.clock.ms(),
    };
    const writer = openWriterLine(context.store.workerAccess);
    const job: LoadJob = { ...order, kind: 'load', accepted: null, line: writer.line, scope };
    await runJob(context.store.workerAccess, job).result;
    await writer.close();
    return id;
  };

  it('IN-58 what a crash left is removed, also when written by a thread of its own', async () => {
    const before = countsOf(workspace);
    await halfLoad();
    expect(countsOf(workspace)).toMatchObject({ cases: 3000, positions: 3000 });
    await recoverBatches(workspace.context);
    expect(countsOf(workspace)).toEqual(before);
    expect(workspace.context.store.sql.get('SELECT count(*) AS n FROM batches')).toEqual({ n: 0 });
  });

  it('IN-58 nobody sees a batch that is not published, and its file can be loaded again', async () => {
    const id = await halfLoad();
    const busy = await codeOf(workspace.place(sheetFile(workspace, 'half.csv', rows)));
    // The command itself removes what it finds half done, and loads.
    expect(busy).toBe('done');
    const { sql } = workspace.context.store;
    expect(sql.get('SELECT count(*) AS n FROM cases WHERE batch_id = ?', id)).toEqual({ n: 0 });
    expect(countsOf(workspace)).toMatchObject({ cases: 3000 });
  });

  it.each([
    ['written by the thread that reads', 20_000, ''],
    ['written by a thread of its own', 60_000, 'x'.repeat(200)],
  ])('IN-58 a load that is stopped leaves nothing: %s', async (_name, size, padding) => {
    const before = countsOf(workspace);
    const big = Array.from({ length: size }, (_, i) => rowOf(i, { COGNOME_NOME: `ROSSI ${i}${padding}` }));
    const { loadPlacement } = await import('../../../src-main/coordinator/intake/batch/load-placement.ts');
    const path = sheetFile(workspace, 'big.csv', big);
    const { read } = await workspace.place(path, { commit: false });
    const { context } = workspace;
    context.store.transaction((tx) =>
      tx.run(
        `INSERT INTO batches (id, creditor_id, mandate_id, name, file_name, sha256, status, created_by, created_at)
         VALUES ('stopped', ?, ?, 's', 'big.csv', 'x', 'draft', 'lead', '2026')`,
        CREDITOR,
        MANDATE,
      ),
    );
    let stop = (): void => undefined;
    const load = loadPlacement(
      context,
      'stopped',
      {
        path,
        fileName: 'big.csv',
        sha256: read.facts.sha256,
        spec: read.spec,
        corrections: [],
        creditorId: CREDITOR,
        mandate: { id: MANDATE, startsOn: '2026-11-01', endsOn: '2027-01-31' },
        lang: 'it',
        rejects: null,
        rows: null,
      },
      {
        userId: 'lead',
        accepted: null,
        onStart: (how) => (stop = how),
        onProgress: (phase) => {
          if (phase === 'loading') stop();
        },
      },
    );
    expect(await codeOf(load)).toBe('batch-state');
    expect(countsOf(workspace)).toEqual(before);
    expect(context.store.sql.get("SELECT status FROM batches WHERE id = 'stopped'")).toEqual({ status: 'draft' });
  });
});
