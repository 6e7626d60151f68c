import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { insertUser } from '../../../src-main/coordinator/administration/create-workspace.ts';
import { openSession } from '../../../src-main/coordinator/administration/sessions/sessions.ts';
import type { SealedOperation } from '../../../src-shared/contract/operations.ts';
import type { Draft } from '../../../src-shared/contract/intake.ts';
import { startCoordinator } from '../../fixtures/coordinator-process.ts';
import { fingerprintOf } from '../../fixtures/fingerprint.ts';
import { type Desk, fillPortfolio } from '../../fixtures/portfolio.ts';
import { canMount, type SmallDisk, withSmallDisk } from '../../fixtures/small-disk.ts';
import { createWorkstation, noAnswer } from '../../fixtures/workstation.ts';
import { rowOf, sheetOf } from '../../unit/intake/lab.ts';
import { mustVerify, typeAt } from '../crash/restarts.ts';
import { withWorkspace } from './workspaces.ts';

type Answer = { readonly status: number; readonly body: Record<string, unknown> };
type Running = {
  readonly disk: SmallDisk;
  readonly data: string;
  readonly desk: Desk;
  readonly ids: { readonly creditor: string; readonly mandate: string };
  readonly ask: (method: string, url: string, body?: unknown) => Promise<Answer>;
  /** Sends operations as the operator's workstation does. */
  readonly push: (ops: readonly SealedOperation[]) => Promise<Answer>;
};

/** A coordinator in a process of its own on a disk of 24 MB, with a leader and an operator. */
const onSmallDisk = (work: (running: Running) => Promise<void>): Promise<void> =>
  withSmallDisk(24, async (disk) => {
    const data = path.join(disk.folder, 'data');
    const made = await withWorkspace(data, ({ context }) => {
      const [desk] = fillPortfolio(context, { operators: 1, casesEach: 40 });
      if (desk === undefined) throw new Error('no desk');
      const user = { login: 'lara', name: 'Lara', role: 'leader', teamId: null } as const;
      return context.store.transaction((tx) => {
        const id = insertUser(context, tx, { ...user, password: 'none' });
        const { token } = openSession(context, tx, { ...user, id, lang: 'it' }, null);
        const idOf = (table: string): string => tx.get<{ id: string }>(`SELECT id FROM ${table}`)?.id ?? '';
        return { desk, token, ids: { creditor: idOf('creditors'), mandate: idOf('mandates') } };
      });
    });
    const coordinator = await startCoordinator(data);
    const send = async (url: string, init: RequestInit): Promise<Answer> => {
      const response = await fetch(`${coordinator.url}${url}`, init);
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    const { credential, deviceId, epoch } = made.desk.device;
    try {
      await work({
        disk,
        data,
        desk: made.desk,
        ids: made.ids,
        ask: (method, url, body) => {
          const raw = typeof body === 'string';
          return send(url, {
            method,
            headers: {
              authorization: `Bearer ${made.token}`,
              ...(body === undefined ? {} : { 'content-type': raw ? 'text/csv' : 'application/json' }),
            },
            ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
          });
        },
        push: (ops) =>
          send('/api/sync/push', {
            method: 'POST',
            headers: { authorization: `Device ${credential}`, 'content-type': 'application/json' },
            body: JSON.stringify({ epoch, deviceId, ops }),
          }),
      });
    } finally {
      await coordinator.stop();
    }
  });

const FULL = { status: 507, body: { error: { code: 'disk-full', recovery: 'retry' } } };

const reads = async ({ ask }: Running): Promise<void> => {
  for (const url of ['/health', '/api/batches', '/api/closing', '/api/payments/claims'])
    expect(await ask('GET', url), url).toMatchObject({ status: 200 });
};

const rested = async ({ ask }: Running, batchId: string): Promise<Draft> => {
  for (;;) {
    const draft = (await ask('GET', `/api/batches/${batchId}`)).body as Draft;
    if (draft.progress === null && draft.step !== 'reading') return draft;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const isFree = canMount();

test.runIf(isFree)(
  'DU-14 on a disk that fills up, pushes are refused as disk-full, reads go on, and what was answered stands',
  { timeout: 300_000 },
  () =>
    onSmallDisk(async (running) => {
      const { disk, data, desk, push } = running;
      const { capture } = createWorkstation(desk.device);
      const note = 'x'.repeat(1_500);
      const journal = Array.from({ length: 1_200 }, (_, i) => {
        const { caseId, partyId } = desk.cases[i % desk.cases.length] ?? { caseId: '', partyId: '' };
        const said = { operatorId: desk.operatorId, caseId, baseVersion: 0, occurredAt: '2026-11-23T09:00:00.000Z' };
        return capture({ ...said, kind: 'outcome', body: { ...noAnswer(partyId), note } });
      });
      let acknowledged = 0;
      const pushAll = async (): Promise<Answer | null> => {
        while (acknowledged < journal.length) {
          const answer = await push(journal.slice(acknowledged, acknowledged + 20));
          if (answer.status !== 200) return answer;
          acknowledged = Number(answer.body['lastSeq']);
        }
        return null;
      };
      disk.leave(600 * 1024);
      expect(await pushAll()).toMatchObject(FULL);
      expect(acknowledged).toBeLessThan(journal.length);
      disk.leave(0);
      for (let again = 0; again < 3; again += 1) expect(await pushAll()).toMatchObject(FULL);
      await reads(running);
      const { operations } = await mustVerify(data);
      expect(operations).toBe(acknowledged);
      disk.empty();
      expect(await pushAll()).toBeNull();
      expect(await mustVerify(data)).toMatchObject({ operations: journal.length });
    }),
);

test.runIf(isFree)(
  'DU-15 on a full disk uploads, checks, loads and backups say so, leave nothing, and go on when there is room',
  { timeout: 300_000 },
  () =>
    onSmallDisk(async (running) => {
      const { disk, data, ask, ids } = running;
      const sheet = sheetOf(Array.from({ length: 1_500 }, (_, i) => rowOf(i)));
      const at = `/api/batches?creditorId=${ids.creditor}&mandateId=${ids.mandate}&fileName=AFF.csv`;
      const before = fingerprintOf(data);

      disk.leave(64 * 1024);
      expect(await ask('POST', at, sheet)).toMatchObject(FULL);
      expect(fingerprintOf(data)).toEqual(before);
      expect(readdirSync(path.join(data, 'intake'))).toEqual([]);
      await reads(running);

      disk.empty();
      const batchId = String((await ask('POST', at, sheet)).body['batchId']);
      const { layout } = await rested(running, batchId);
      const check = async (): Promise<Draft | Answer> => {
        const answer = await ask('POST', `/api/batches/${batchId}/check`, { spec: layout?.spec, save: null });
        return answer.status === 200 ? rested(running, batchId) : answer;
      };
      disk.leave(0);
      expect(await check()).toMatchObject(FULL);
      disk.empty();
      expect(await check()).toMatchObject({ step: 'review', review: { accepted: 1_500 } });

      // Room for a part of the load: it begins, breaks, and goes away again.
      disk.leave(1024 * 1024);
      const load = async (): Promise<Draft | Answer> => {
        const answer = await ask('POST', `/api/batches/${batchId}/load`, { accepted: 1_500 });
        if (answer.status !== 200) return answer;
        return rested(running, batchId);
      };
      const failed = await load();
      const code = 'failure' in failed ? failed.failure?.code : (failed.body['error'] as { code: string }).code;
      expect(code).toBe('disk-full');
      await reads(running);
      disk.empty();
      let whole = await load();
      // What a full disk did not let be removed goes first.
      while ('body' in whole && (whole.body['error'] as { code: string }).code === 'batch-state') whole = await load();
      expect(whole).toMatchObject({ step: 'loaded', batch: { status: 'loaded', cases: 1_500 } });
      await mustVerify(data);

      // An undo is refused or begun; what was begun goes on by itself, even where the log had room for all of it.
      disk.leave(16 * 1024);
      const undo = (): Promise<Answer> => ask('POST', `/api/batches/${batchId}/undo`, { cases: 1_500 });
      const first = await undo();
      if (first.status !== 200) expect(first).toMatchObject(FULL);
      disk.empty();
      for (let status = ''; status !== 'undone'; { status } = (await rested(running, batchId)).batch)
        if (status === 'loaded') await undo();
      await mustVerify(data);
      expect(fingerprintOf(data)['cases']).toBe(before['cases']);

      disk.leave(300 * 1024);
      const out = path.join(disk.folder, 'one.backup');
      const words = ['backup', '--out', out];
      expect(await typeAt(data, words)).toEqual({
        code: 1,
        out: '',
        err: 'disk-full: the disk is full; nothing was written\n',
      });
      expect(existsSync(out) || existsSync(`${out}.part`)).toBe(false);
      expect(readdirSync(data).filter((name) => name.endsWith('.copy'))).toEqual([]);
      disk.empty();
      expect(await typeAt(data, words)).toMatchObject({ code: 0, err: '' });
    }),
);
