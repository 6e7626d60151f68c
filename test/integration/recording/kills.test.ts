import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openSession, sessionUser } from '../../../src-main/coordinator/administration/sessions/sessions.ts';
import { makeBackup } from '../../../src-main/coordinator/administration/backup/make-backup.ts';
import { restoreBackup } from '../../../src-main/coordinator/administration/backup/restore-backup.ts';
import { systemClock } from '../../../src-main/coordinator/clock.ts';
import { openContext } from '../../../src-main/coordinator/compose.ts';
import type { Context } from '../../../src-main/coordinator/context.ts';
import { closeRecording } from '../../../src-main/coordinator/recording/close.ts';
import { readPolicyDetail, savePolicy } from '../../../src-main/coordinator/recording/policy.ts';
import { soundFiles } from '../../../src-main/coordinator/recording/sound-file.ts';
import { beginRecording, takePiece } from '../../../src-main/coordinator/recording/take.ts';
import { verifyRecordings } from '../../../src-main/coordinator/recording/verify-recordings.ts';
import { createChance } from '../../fixtures/chance.ts';
import { fillPortfolio } from '../../fixtures/portfolio.ts';
import { createWorkstation } from '../../fixtures/workstation.ts';
import { mustVerify, restart } from '../crash/restarts.ts';
import { makeRecorder, type Recorder } from './recorder.ts';

type Prepared = { readonly token: string; readonly push: unknown; readonly credential: string; readonly begin: object };

/** A served folder in the making: an operator with a case, and the consent that he will push. */
const prepare = (context: Context, recorder: Recorder): Prepared => {
  const [desk] = fillPortfolio(context, { operators: 1, casesEach: 1 });
  if (desk === undefined) throw new Error('no desk');
  const { caseId = '', partyId = '' } = desk.cases[0] ?? {};
  const { policy, revision } = readPolicyDetail(context.store.sql);
  savePolicy(context, '', { revision, policy: { ...policy, enabled: true } });
  const row = context.store.sql.get('SELECT * FROM users WHERE id = ?', desk.operatorId);
  const user = sessionUser(row as Parameters<typeof sessionUser>[0]);
  const { token } = context.store.transaction((tx) => openSession(context, tx, user, null));
  const phoneId = randomUUID();
  const op = createWorkstation(desk.device).capture({
    kind: 'recording-consent',
    operatorId: desk.operatorId,
    caseId,
    baseVersion: 0,
    occurredAt: new Date().toISOString(),
    body: { partyId, phoneId, given: true, asked: 'È d’accordo?' },
  });
  const { epoch, deviceId, credential } = desk.device;
  const { recordingId, epk } = recorder;
  return {
    token,
    credential,
    push: { epoch, deviceId, ops: [op] },
    begin: { recordingId, epk, caseId, phoneId, consentOpId: op.opId },
  };
};

const inFolder = async (work: (folder: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'recording-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const PIECES = 40;
const KILLS = 2;
/** Each start is a process of its own, on a machine that may have others to do. */
const PATIENCE_MS = 180_000;
/** Every piece is another, and none is like its own beginning. */
const pieceOf = (no: number): Buffer =>
  Buffer.concat(Array.from({ length: 200 }, (_, n) => createHash('sha256').update(`${no}/${n}`).digest()));

it(
  'RC-05 a coordinator killed while pieces come keeps each that it acknowledged, and the recording goes on',
  () =>
    inFolder(async (folder) => {
      const composed = await openContext(folder, { config: { scryptLog2N: 8 } });
      const sealer = makeRecorder(composed.context.keys.publicKey);
      const prepared = prepare(composed.context, sealer);
      await composed.close();
      const chance = createChance('recording kills');
      let acknowledged = 0;
      let begun = false;
      for (let round = 0; round <= KILLS; round += 1) {
        const coordinator = await restart(folder);
        const ask = (method: string, url: string, authorization: string, body: BodyInit, type = 'application/json') =>
          fetch(coordinator.url + url, { method, body, headers: { authorization, 'content-type': type } });
        const bearer = `Bearer ${prepared.token}`;
        if (!begun) {
          const device = `Device ${prepared.credential}`;
          expect((await ask('POST', '/api/sync/push', device, JSON.stringify(prepared.push))).status).toBe(200);
          expect((await ask('POST', '/api/recordings', bearer, JSON.stringify(prepared.begin))).status).toBe(200);
          begun = true;
        }
        const last = round === KILLS;
        const doom = last ? PIECES : acknowledged + chance.int(3, 15);
        const place = `/api/recordings/${sealer.recordingId}`;
        try {
          while (acknowledged < PIECES) {
            const sealed = new Uint8Array(sealer.seal(acknowledged, pieceOf(acknowledged)));
            const going = ask(
              'PUT',
              `${place}/pieces/${acknowledged}?ms=2500`,
              bearer,
              sealed,
              'application/octet-stream',
            );
            if (acknowledged === doom) {
              going.catch(() => undefined);
              await coordinator.kill();
            }
            const answer = await going;
            expect(answer.status).toBe(200);
            const { next } = (await answer.json()) as { next: number };
            expect(next).toBeGreaterThan(acknowledged);
            acknowledged = next;
          }
        } catch (error) {
          if (last || !(error instanceof TypeError)) throw error;
        }
        if (!last) {
          await coordinator.kill();
          continue;
        }
        const end = JSON.stringify({ pieces: PIECES, end: 'call-ended' });
        expect((await ask('POST', `${place}/end`, bearer, end)).status).toBe(200);
        expect(await mustVerify(folder)).toMatchObject({ ok: true, recordings: 1 });
        await coordinator.stop();
      }
      const { context, close } = await openContext(folder, { config: { scryptLog2N: 8 } });
      expect(context.store.sql.get('SELECT status, pieces, duration_ms FROM recordings')).toEqual({
        status: 'finished',
        pieces: PIECES,
        duration_ms: PIECES * 2500,
      });
      await close();
    }),
  PATIENCE_MS,
);

it('RC-08 a backup carries the recordings, and a restore puts them back in the place of those that stand there', () =>
  inFolder(async (folder) => {
    const [data, file] = [path.join(folder, 'data'), path.join(folder, 'one.backup')];
    const passphrase = { kind: 'passphrase', passphrase: 'sette gatti sul tetto' } as const;
    const opened = async (work: (context: Context) => Promise<void>): Promise<void> => {
      const { context, close } = await openContext(data, { config: { scryptLog2N: 8 } });
      try {
        await work(context);
      } finally {
        await close();
      }
    };
    const kept: string[] = [];
    await opened(async (context) => {
      const [desk] = fillPortfolio(context, { operators: 1, casesEach: 1 });
      const { caseId = '', partyId = '' } = desk?.cases[0] ?? {};
      const operatorId = desk?.operatorId ?? '';
      const { policy, revision } = readPolicyDetail(context.store.sql);
      savePolicy(context, '', { revision, policy: { ...policy, enabled: true } });
      for (const phoneId of ['one', 'two', 'after']) {
        const recorder = makeRecorder(context.keys.publicKey);
        const opId = randomUUID();
        context.store.transaction((tx) => {
          // What a push leaves, in short: this test is about files.
          const params = JSON.stringify({ partyId, phoneId, given: true });
          const seq = context.store.nextSeq(tx);
          tx.run(
            `INSERT INTO activities (id, case_id, seq, at, kind, user_id, text, params, disposition)
             VALUES (?, ?, ?, '2026-11-23', 'recording-consent', ?, '', ?, 'applied')`,
            opId,
            caseId,
            seq,
            operatorId,
            params,
          );
          tx.run(
            `INSERT INTO oplog (seq, op_id, device_id, dev_seq, operator_id, kind, case_id, party_id, occurred_at,
             received_at, head, body, body_hash, disposition, hash)
             VALUES (?, ?, 'd', ?, ?, 'recording-consent', ?, ?, '', '', '{}', '', '', 'applied', '')`,
            seq,
            opId,
            seq,
            operatorId,
            caseId,
            partyId,
          );
        });
        const { recordingId, epk } = recorder;
        beginRecording(context, operatorId, { recordingId, epk, caseId, phoneId, consentOpId: opId });
        for (const no of [0, 1]) {
          const piece = { recordingId, no, ms: 2500, sealed: recorder.seal(no, pieceOf(no)) };
          await takePiece(context, operatorId, piece);
        }
        // The second is still going on while the backup is made; the third comes after it.
        if (phoneId === 'one') await closeRecording(context, recordingId, 'call-ended');
        if (phoneId === 'two') await makeBackup(context, file, passphrase);
        if (phoneId !== 'after') kept.push(recordingId);
      }
      expect(soundFiles(context.dataDir)).toHaveLength(3);
    });
    const secretFor = () => Promise.resolve(passphrase);
    await restoreBackup({ dataDir: data, from: file, replace: true, secretFor, clock: systemClock });
    await opened(async (context) => {
      expect([...soundFiles(context.dataDir)].sort()).toEqual([...kept].sort());
      expect(verifyRecordings(context.store.sql, context.caseKeys, context.dataDir)).toEqual({
        recordings: 2,
        difference: null,
      });
      await closeRecording(context, kept[1] ?? '', 'torn');
      expect(verifyRecordings(context.store.sql, context.caseKeys, context.dataDir).difference).toBeNull();
    });
  }));
