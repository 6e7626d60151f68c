import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import { closeMandate, finishClosings } from '../../../src-main/coordinator/closing/close.ts';
import { closingCommand } from '../../../src-main/coordinator/closing/command.ts';
import { listClosings, readBytes, readFileOf } from '../../../src-main/coordinator/closing/list.ts';
import { readMandate } from '../../../src-main/coordinator/closing/mandate.ts';
import { produce } from '../../../src-main/coordinator/closing/produce.ts';
import { checkDuePromises } from '../../../src-main/coordinator/work/promise-clock.ts';
import { verifyWorkspace } from '../../../src-main/coordinator/work/verify-workspace.ts';
import { bookPayment, reversePayment } from '../../../src-main/coordinator/payments/book.ts';
import { openRoom, type Room } from '../payments/room.ts';
import { addTeams, caseRow, makePortfolio } from '../payments/portfolio.ts';
import { standingIn } from '../../fixtures/standing-feed.ts';

let room: Room;
let lead: SessionUser;
let add: ReturnType<typeof makePortfolio>;

beforeEach(async () => {
  room = await openRoom();
  add = makePortfolio(room);
  lead = addTeams(room);
});
afterEach(() => room.close());

const worked = {
  attempts: 3,
  conversations: 1,
  firstWorkedAt: '2026-11-03T09:00:00.000Z',
  lastWorkedAt: '2026-11-19T23:30:00.000Z',
};
const promise = {
  id: 'pr1',
  amount: 4000,
  dueOn: '2026-11-28',
  method: 'x',
  checkOn: '2026-12-01',
  madeAt: '2026-11-10T10:00:00.000Z',
  status: 'open' as const,
};
const pay = (caseId: string, amount: number, reference: string) =>
  room.context.store.transaction((tx) =>
    bookPayment(
      room.context,
      tx,
      lead,
      { caseId, amount, paidOn: '2026-11-20', channel: 'cash', reference },
      { today: '2026-11-23' },
    ),
  );
/** Four cases: paid, paid in part, refused, never worked; the first two in queues. */
const fill = (): void => {
  add.addCase('c1', { number: '0003', state: { ...worked } });
  add.addCase('c2', { number: '0001', state: { ...worked } });
  add.addCase('c3', {
    number: '0002',
    state: { ...worked, lastOutcome: 'RIF', lastOutcomeAt: '2026-11-19T23:30:00.000Z' },
  });
  add.addCase('c4', { number: '0010' });
  room.context.store.transaction((tx) => {
    room.context.feed.moveCase(tx, 'c1', null, 'op-1');
    room.context.feed.moveCase(tx, 'c3', null, 'op-2');
    tx.run(
      "INSERT INTO contact_points (id, party_id, kind, value, label, status, status_reason, source) VALUES ('k9', 'p-c3', 'phone', '+393331234567', '', 'ok', '', 'operator')",
    );
  });
  pay('c1', 10_000, 'R1');
  pay('c2', 2500, 'R2');
  const { id } = pay('c2', 1000, 'R3');
  room.context.store.transaction((tx) =>
    reversePayment(room.context, tx, lead, id, { reversedOn: '2026-11-21', reason: 'storno' }),
  );
};
const close = (despiteOpenWork = false) => closeMandate(room.context, lead, 'm1', { despiteOpenWork });
const text = (bytes: Uint8Array): string[] => new TextDecoder().decode(bytes).split('\r\n');

describe('closing a mandate', () => {
  it('CL-03 the file says every case once, in the order of their numbers, and agrees with the payments', async () => {
    fill();
    const { file, casesClosed } = await close();
    expect(casesClosed).toBe(4);
    const rows = text(readBytes(room.context.store.sql, file.id)?.bytes ?? new Uint8Array());
    expect(rows.slice(2, 6).map((row) => row.split(';').slice(1, 2)[0])).toEqual(['0001', '0002', '0003', '0010']);
    expect(rows.slice(2, 6).map((row) => row.split(';').slice(5, 7).join(' '))).toEqual([
      'PARZIALE part-paid',
      'NEGATIVO refused',
      'POSITIVO paid',
      'NEGATIVO not-worked',
    ]);
    // 23:30 in London's winter is past midnight in Rome: days are the workspace's.
    expect(rows[3]).toContain(';03/11/2026;20/11/2026;3;1;RIF;20/11/2026;');
    expect(rows[3]).toContain(';1;+393331234567;0');
    expect(rows[6]).toBe('CODA;4;400,00;125,00;0,00;275,00;1;1;2');
    const booked = room.context.store.sql.get<{ paid: number }>(
      'SELECT sum(amount) AS paid FROM payments WHERE reversed_on IS NULL',
    );
    expect(file.totals.collected).toBe(booked?.paid);
  });

  it('CL-04 the same bytes when produced again, after the closing too; the hash is that of the bytes', async () => {
    fill();
    const { sql } = room.context.store;
    const at = room.context.clock.now();
    const before = produce(sql, readMandate(sql, 'm1'), at);
    expect(produce(sql, readMandate(sql, 'm1'), at).sha256).toBe(before.sha256);
    const { file } = await close();
    room.at('2027-03-01T10:00:00.000Z');
    const stored = readBytes(sql, file.id);
    expect(
      createHash('sha256')
        .update(stored?.bytes ?? '')
        .digest('hex'),
    ).toBe(file.sha256);
    expect(file.sha256).toBe(before.sha256);
    expect(produce(sql, readMandate(sql, 'm1'), at).sha256).toBe(file.sha256);
  });

  it('CL-05 SY-12 cases end as the file says and leave the queues; the mandate is closed and the audit has the hash', async () => {
    fill();
    const { file } = await close();
    for (const [id, end] of [
      ['c1', 'positive'],
      ['c2', 'partial'],
      ['c3', 'negative'],
      ['c4', 'negative'],
    ] as const) {
      const row = caseRow(room, id);
      expect([row.closed_class, row.assigned_to, row.state.next.kind]).toEqual([end, null, 'none']);
    }
    const { sql } = room.context.store;
    expect(standingIn(sql, 'op:%')).toEqual([]);
    expect(standingIn(sql, 'catalogue').filter(({ entity }) => entity === 'mandate')).toEqual([
      expect.objectContaining({ entity_id: 'm1' }),
    ]);
    expect(sql.get("SELECT status, closed_at FROM mandates WHERE id = 'm1'")).toEqual({
      status: 'closed',
      closed_at: '2026-11-23T09:00:00.000Z',
    });
    const trace = sql.get<{ detail: string }>("SELECT detail FROM audit WHERE action = 'mandate.close'");
    expect(JSON.parse(trace?.detail ?? '{}')).toMatchObject({ sha256: file.sha256, cases: 4, collected: 12_500 });
    expect(verifyWorkspace(sql, room.context.caseKeys).difference).toBeNull();
    expect(listClosings(sql)[0]).toMatchObject({
      id: 'm1',
      status: 'closed',
      cases: 4,
      collected: 12_500,
      files: [{ sha256: file.sha256 }],
    });
    await expect(close()).rejects.toThrowError('mandate-closed');
  });

  it('CL-06 open work is told in numbers and stops the closing until it is confirmed', async () => {
    add.addCase('c1', {
      state: {
        ...worked,
        lattice: 'promise',
        lastOutcome: 'PDP',
        promises: [promise],
        openCall: { opId: 'o', startedAt: promise.madeAt, number: '+39' },
      },
    });
    const refused = await close().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(AppError);
    expect(refused).toMatchObject({
      code: 'mandate-open-work',
      params: { openPromises: 1, openPromisesAmount: 4000, openCalls: 1, unworked: 0 },
    });
    expect(room.context.store.sql.get("SELECT status FROM mandates WHERE id = 'm1'")).toEqual({ status: 'open' });
    expect(room.context.store.sql.all('SELECT id FROM return_files')).toEqual([]);
    const { file } = await close(true);
    // The calendar breaks no promise of a mandate that is closed: the file has said how it ended.
    room.at('2026-12-24T09:00:00.000Z');
    expect(checkDuePromises(room.context)).toBe(0);
    expect(file.totals.reasons).toEqual([{ class: 'negative', reason: 'promise-open', cases: 1, residual: 10_000 }]);
  });

  it('CL-07 a closing cut short by a crash is finished at the next start', async () => {
    for (let n = 0; n < 250; n += 1) add.addCase(`c${n}`);
    const { store } = room.context;
    let groups = 0;
    const dying = {
      ...room.context,
      store: {
        ...store,
        grouped: <T>(fn: Parameters<typeof store.grouped<T>>[0]): Promise<T> => {
          groups += 1;
          return groups > 1 ? Promise.reject(new Error('killed')) : store.grouped(fn);
        },
      },
    };
    await expect(closeMandate(dying, lead, 'm1', { despiteOpenWork: false })).rejects.toThrowError('killed');
    const left = () => store.sql.get<{ n: number }>('SELECT count(*) AS n FROM cases WHERE closed_class IS NULL')?.n;
    expect(left()).toBe(150);
    const sha256 = readFileOf(store.sql, 'm1')?.sha256;
    finishClosings(room.context);
    await vi.waitFor(() => expect(left()).toBe(0));
    expect(readFileOf(store.sql, 'm1')?.sha256).toBe(sha256);
    expect(store.sql.get("SELECT count(*) AS n FROM activities WHERE kind = 'closed'")).toEqual({ n: 250 });
  });
});

describe('the return file that is kept', () => {
  const found = () => {
    const { store, caseKeys } = room.context;
    return verifyWorkspace(store.sql, caseKeys).difference;
  };
  it.each([
    ["UPDATE return_files SET bytes = 'AB'", 'not what was written'],
    [
      "UPDATE return_files SET bytes = 'AB', sha256 = '38164fbd17603d73f696b8b4d72664d735bb6a7c88577687fd2ae33fd6964153'",
      'another hash than the audit',
    ],
    ['DELETE FROM return_files', 'its return file is gone'],
  ])('CL-12 %s is found by verify', async (change, expected) => {
    fill();
    await close();
    expect(found()).toBeNull();
    room.context.store.sql.exec(change);
    expect(found()).toContain(expected);
  });

  it('CL-12 damaged bytes are not read', async () => {
    fill();
    const { file } = await close();
    room.context.store.sql.exec("UPDATE return_files SET bytes = 'AB'");
    expect(() => readBytes(room.context.store.sql, file.id)).toThrowError(
      expect.objectContaining({ code: 'return-file-damaged', params: { file: file.fileName } }),
    );
  });
});

describe('the closing command', () => {
  const run = async (argv: readonly string[]) => {
    const out: string[] = [];
    const err: string[] = [];
    const io = {
      cwd: folder,
      out: (l: string) => void out.push(l),
      err: (l: string) => void err.push(l),
      stdin: () => Promise.resolve(''),
      account: 'prova',
    };
    const code = await closingCommand.run([...argv, '--data', room.context.dataDir], io, room.context);
    return { code, out, err };
  };
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'closing-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('CL-08 CO-47 CO-48 a draft changes nothing, the closing writes the file, and again the same bytes', async () => {
    fill();
    const draft = await run(['--mandate', 'm1', '--out', 'drafts', '--draft', '--json']);
    expect(JSON.parse(draft.out[0] ?? '')).toMatchObject({ status: 'draft', totals: { cases: 4 } });
    expect(room.context.store.sql.all('SELECT id FROM return_files')).toEqual([]);
    const first = JSON.parse((await run(['--mandate', '2026-11-1', '--out', 'a', '--json'])).out[0] ?? '');
    room.at('2027-01-01T10:00:00.000Z');
    const again = JSON.parse((await run(['--mandate', 'm1', '--out', 'b', '--json'])).out[0] ?? '');
    expect([first.status, again.status]).toEqual(['closed', 'closed-before']);
    expect(again.sha256).toBe(first.sha256);
    const { sql } = room.context.store;
    expect(sql.get("SELECT user_id FROM audit WHERE action = 'mandate.close'")).toEqual({ user_id: 'cli:prova' });
    const looks = sql.all<{ user_id: string; action: string; detail: string }>(
      "SELECT user_id, action, detail FROM audit WHERE action IN ('list.download', 'mandate.return-file') ORDER BY seq",
    );
    expect(looks).toEqual([
      { user_id: 'cli:prova', action: 'list.download', detail: '{"rows":4}' },
      { user_id: 'cli:prova', action: 'mandate.return-file', detail: JSON.stringify({ sha256: first.sha256 }) },
    ]);
    expect(listClosings(sql)[0]?.files).toMatchObject([{ createdBy: 'cli:prova' }]);
    expect(readFileSync(again.file).equals(readFileSync(first.file))).toBe(true);
    expect(path.basename(first.file)).toBe('RESTITUZIONE_BLEV_2026-11-1_20261123.csv');
    expect(createHash('sha256').update(readFileSync(first.file)).digest('hex')).toBe(first.sha256);
  });

  it('CL-12 a stored file that is damaged is refused and nothing is written', async () => {
    fill();
    await run(['--mandate', 'm1', '--out', 'a']);
    room.context.store.sql.exec("UPDATE return_files SET bytes = 'AB'");
    await expect(run(['--mandate', 'm1', '--out', 'b'])).rejects.toThrowError('return-file-damaged');
    expect(readdirSync(path.join(folder, 'b'))).toEqual([]);
  });

  it('CL-09 tells open work on the error output, and refuses it with --strict', async () => {
    add.addCase('c1', { state: { ...worked, promises: [promise] } });
    await expect(run(['--mandate', 'm1', '--out', 'a', '--strict'])).rejects.toThrowError('mandate-open-work');
    const { code, err } = await run(['--mandate', 'm1', '--out', 'a']);
    expect(code).toBe(0);
    expect(err).toEqual(['open work: openPromises 1, openPromisesAmount 4000']);
  });

  it.each([
    [['--out', 'a'], '--mandate is missing'],
    [['--mandate', 'm1'], '--out is missing'],
    [['--mandate', 'zz', '--out', 'a'], 'unknown-mandate'],
    [['--mandate', 'm1', '--out', 'taken/in'], 'taken/in cannot be written'],
    [['--mandate', 'm1', '--out', 'taken'], 'taken is a file, not a folder'],
    [['--mandate', 'm1', '--out', 'a', '--what'], "Unknown option '--what'"],
  ])('CL-10 refuses %j with one line and closes nothing', async (argv, message) => {
    fill();
    writeFileSync(path.join(folder, 'taken'), 'a file where the folder should be');
    await expect(run(argv)).rejects.toThrowError(message);
    expect(room.context.store.sql.get("SELECT status FROM mandates WHERE id = 'm1'")).toEqual({ status: 'open' });
  });
});
