import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { closeSilent, destroyOutlived, sweepFiles } from '../../../src-main/coordinator/recording/close.ts';
import { readPolicyDetail } from '../../../src-main/coordinator/recording/policy.ts';
import { soundFile } from '../../../src-main/coordinator/recording/sound-file.ts';
import { verifyRecordings } from '../../../src-main/coordinator/recording/verify-recordings.ts';
import { MIGRATIONS } from '../../../src-main/coordinator/store/migrations/all.ts';
import { openStore } from '../../../src-main/coordinator/store/sqlite/open.ts';
import { RECORDING_OFF } from '../../../src-shared/domain/recording-policy.ts';
import { PIECE_BYTES } from '../../../src-shared/domain/recording-seal.ts';
import { refusal } from '../coordinator/house.ts';
import { type Booth, inBooth, makeRecorder, recorded, SPEECH } from './recorder.ts';

const WHOLE = Buffer.concat([...SPEECH]);
const verified = ({ context }: Booth) =>
  verifyRecordings(context.store.sql, context.caseKeys, context.dataDir).difference;

describe('before anything is recorded', () => {
  it(
    'RC-02 no recording begins without the consent to that very call, nor without the policy',
    inBooth(async (booth) => {
      const { begin, consent, context, policy } = booth;
      const recorder = makeRecorder(context.keys.publicKey);
      const [mine, other, phoneId] = [randomUUID(), randomUUID(), randomUUID()];
      const none = refusal(409, 'recording-consent');
      expect(await begin(0, recorder, phoneId, randomUUID())).toMatchObject(none);
      expect(await begin(0, recorder, phoneId, await consent(0, phoneId, false))).toMatchObject(none);
      expect(await begin(0, recorder, phoneId, await consent(0, other))).toMatchObject(none);
      // Another operator's debtor, another case.
      expect(await begin(1, recorder, mine, await consent(0, mine))).toMatchObject(none);
      const yes = await consent(0, phoneId);
      await policy({ enabled: false });
      expect(await begin(0, recorder, phoneId, yes)).toMatchObject(refusal(403, 'recording-off'));
      await policy({ enabled: true, mandateIds: [] });
      expect(await begin(0, recorder, phoneId, yes)).toMatchObject(refusal(403, 'recording-off'));
      await policy({ mandateIds: null });
      expect((await begin(0, recorder, phoneId, yes)).status).toBe(200);
      // Asked again after a lost answer: the same one.
      expect((await begin(0, recorder, phoneId, yes)).status).toBe(200);
      expect(context.store.sql.all('SELECT id FROM recordings')).toHaveLength(1);
    }),
  );

  it(
    'RC-02 the question is offered for the operator’s own cases only, and not while recording is off',
    inBooth(async ({ call, desks, token, policy }) => {
      const ask = (n: number) => call('GET', `/api/recording/offer/${desks[0]?.cases[0]?.caseId}`, { token: token(n) });
      expect((await ask(0)).body).toMatchObject({ offer: { question: { it: expect.stringContaining('registrare') } } });
      expect((await ask(1)).body).toEqual({ offer: null });
      await policy({ enabled: false });
      expect((await ask(0)).body).toEqual({ offer: null });
    }),
  );
});

describe('the pieces of a recording', () => {
  it(
    'RC-03 each counts once and in its order, and only from whoever began',
    inBooth(async ({ begun, send, end, listen, leader, call, token, row }) => {
      const { recorder } = await begun();
      const [first, second] = SPEECH;
      expect((await send(0, recorder, 0, first)).body).toEqual({ next: 1 });
      expect(await send(0, recorder, 2, second)).toMatchObject(refusal(409, 'sequence-gap', { expected: 1 }));
      expect(await send(1, recorder, 1, second)).toMatchObject({ status: 404 });
      // Sealed by somebody else's key, and a piece put in the place of another.
      const stranger = { ...makeRecorder(recorder.epk), recordingId: recorder.recordingId };
      expect(await send(0, stranger, 1, second)).toMatchObject({ status: 400 });
      const moved = { ...recorder, seal: (_no: number, plain: Uint8Array) => recorder.seal(0, plain) };
      expect(await send(0, moved, 1, second)).toMatchObject({ status: 400 });
      expect(await send(0, recorder, 1, Buffer.alloc(PIECE_BYTES))).toMatchObject(refusal(413, 'body-too-large'));
      expect((await send(0, recorder, 1, second)).body).toEqual({ next: 2 });
      // A late repetition of the first, with other words in it.
      expect((await send(0, recorder, 0, Buffer.from('altro'))).body).toEqual({ next: 2 });
      expect(await end(0, recorder, 3)).toMatchObject(refusal(409, 'sequence-gap', { expected: 2 }));
      expect((await end(0, recorder, 2)).status).toBe(200);
      expect(await send(0, recorder, 2, second)).toMatchObject(refusal(409, 'recording-over'));
      expect(row(recorder)).toMatchObject({ status: 'finished', reason: 'call-ended', duration_ms: 5000, pieces: 2 });
      expect((await listen(leader.token, recorder)).bytes).toEqual(Buffer.concat([first, second]));
      const strange = { token: token(0), body: { pieces: 0, end: 'stopped' } };
      expect(await call('POST', `/api/recordings/${randomUUID()}/end`, strange)).toMatchObject({ status: 404 });
    }),
  );

  it(
    'RC-03 pieces and the word that ends them, all at once, leave one whole recording or a refusal',
    inBooth(async (booth) => {
      const { begun, send, end, row } = booth;
      for (let round = 0; round < 12; round += 1) {
        const { recorder } = await begun();
        await send(0, recorder, 0, SPEECH[0]);
        await Promise.all([
          send(0, recorder, 1, SPEECH[1]),
          end(0, recorder, 1),
          send(0, recorder, 1, SPEECH[1]),
          send(0, recorder, 2, SPEECH[2]),
        ]);
        expect(row(recorder)['status']).toBe('finished');
        expect(verified(booth)).toBeNull();
      }
    }),
  );

  it(
    'RC-05 a recording that nobody ends is closed as torn, and one that is paused is not',
    inBooth(async (booth) => {
      const { begun, send, at, context, call, token, row, listen, leader } = booth;
      const { recorder } = await begun(0);
      const { recorder: paused } = await begun(1);
      await send(0, recorder, 0, SPEECH[0]);
      await send(1, paused, 0, SPEECH[0]);
      at('2026-11-23T09:01:50.000Z');
      const alive = await call('POST', `/api/recordings/${paused.recordingId}/pause`, { token: token(1) });
      expect(alive.status).toBe(200);
      expect(await closeSilent(context)).toBe(0);
      at('2026-11-23T09:02:00.001Z');
      expect(await closeSilent(context)).toBe(1);
      expect(row(recorder)).toMatchObject({ status: 'torn', reason: 'torn', ended_at: '2026-11-23T09:00:00.000Z' });
      expect(row(paused)['status']).toBe('open');
      expect((await listen(leader.token, recorder)).bytes.toString()).toBe(SPEECH[0].toString());
      // Whoever begins another has left this one behind.
      await begun(1);
      expect(row(paused)['status']).toBe('torn');
      expect(verified(booth)).toBeNull();
    }),
  );
});

describe('at rest', () => {
  it(
    'RC-04 the sound is nowhere in clear; tampering, exchange and truncation are noticed by listening and by verify',
    inBooth(async (booth) => {
      const { file, listen, leader, context } = booth;
      const { recorder } = await recorded(booth);
      const { recorder: other } = await recorded(booth, 1);
      const bytes = readFileSync(file(recorder));
      for (const piece of SPEECH) expect(bytes.includes(piece)).toBe(false);
      const works = async (): Promise<void> => {
        expect((await listen(leader.token, recorder)).bytes).toEqual(WHOLE);
        expect(verified(booth)).toBeNull();
      };
      const refuses = async (): Promise<void> => {
        const { status, bytes: said } = await listen(leader.token, recorder);
        expect({ status, code: (JSON.parse(said.toString()) as { error: { code: string } }).error.code }).toEqual({
          status: 422,
          code: 'recording-damaged',
        });
        expect(verified(booth)).toContain(recorder.recordingId);
        writeFileSync(file(recorder), bytes);
      };
      await works();
      for (const at of [0, 3, 4, 20, Math.floor(bytes.length / 2), bytes.length - 1]) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        writeFileSync(file(recorder), changed);
        await refuses();
      }
      for (const length of [0, 10, bytes.length - 32, bytes.length - 1]) {
        truncateSync(file(recorder), length);
        await refuses();
      }
      writeFileSync(file(recorder), Buffer.concat([bytes, Buffer.from('dietro')]));
      await refuses();
      copyFileSync(file(other), file(recorder));
      await refuses();
      await works();
      expect(context.store.sql.get('SELECT count(*) AS n FROM recording_keys')).toEqual({ n: 2 });
    }),
  );

  it(
    'RC-06 when its days are over the key and the file are destroyed, and the audit says so',
    inBooth(async (booth) => {
      const { at, context, hasFile, row, audited, listen, user, call, policy } = booth;
      const { recorder } = await recorded(booth);
      const box = context.store.sql.get<{ box: string }>('SELECT box FROM recording_keys')?.box ?? '';
      // Longer days are not for what was promised fewer.
      await policy({ retentionDays: 300 });
      const { recorder: later } = await recorded(booth);
      at('2027-02-21T08:59:59.000Z');
      expect(destroyOutlived(context)).toBe(0);
      at('2027-02-21T09:00:00.000Z');
      expect(destroyOutlived(context)).toBe(1);
      expect(hasFile(recorder)).toBe(false);
      expect(row(recorder)).toMatchObject({ status: 'deleted', reason: 'retention', bytes: 0 });
      const left = context.store.sql.all<{ box: string }>('SELECT box FROM recording_keys').map((key) => key.box);
      expect(left.includes(box)).toBe(false);
      expect(audited('recording.delete')).toMatchObject([
        { user_id: '', subject: recorder.recordingId, detail: { why: 'retention' } },
      ]);
      const { token } = await user('tea', 'leader');
      expect((await listen(token, recorder)).status).toBe(404);
      expect((await listen(token, later)).status).toBe(200);
      // Fewer days hold at once for those that are there.
      const { body } = await call('GET', '/api/recording/policy', { token });
      const fewer = { revision: body['revision'], policy: { ...(body['policy'] as object), retentionDays: 3 } };
      expect((await call('PUT', '/api/recording/policy', { token, body: fewer })).status).toBe(200);
      expect(hasFile(later)).toBe(false);
      expect(verified(booth)).toBeNull();
    }),
  );

  it(
    'RC-06 a file that no recording has goes, and with a case that is gone its recordings go',
    inBooth(async (booth) => {
      const { context, hasFile, row, desks } = booth;
      const { recorder } = await recorded(booth);
      const stray = soundFile(context.dataDir, randomUUID());
      writeFileSync(stray, 'resto');
      expect(sweepFiles(context)).toBe(1);
      expect(hasFile(recorder)).toBe(true);
      context.store.transaction((tx) => tx.run('DELETE FROM cases WHERE id = ?', desks[0]?.cases[0]?.caseId ?? ''));
      expect(destroyOutlived(context)).toBe(1);
      expect(row(recorder)).toMatchObject({ status: 'deleted', reason: 'case-gone' });
      expect(hasFile(recorder)).toBe(false);
    }),
  );
});

describe('listening', () => {
  it(
    'RC-07 only the leader of the case’s team, the operator of the call where the policy lets him; each time is audited',
    inBooth(async (booth) => {
      const { context, user, listen, leader, token, policy, audited, desks } = booth;
      const { recorder } = await recorded(booth);
      const team = context.store.transaction((tx) => {
        tx.run("INSERT INTO teams (id, name) VALUES ('north', 'Nord'), ('south', 'Sud')");
        tx.run("UPDATE users SET team_id = 'north' WHERE id = ?", desks[0]?.operatorId ?? '');
        return 'north';
      });
      const own = await user('nora', 'leader', team);
      const others = await user('sara', 'leader', 'south');
      const administrator = await user('ada', 'administrator');
      expect((await listen(own.token, recorder)).status).toBe(200);
      expect((await listen(leader.token, recorder)).status).toBe(200);
      expect((await listen(others.token, recorder)).status).toBe(403);
      expect((await listen(administrator.token, recorder)).status).toBe(403);
      expect((await listen(token(0), recorder)).status).toBe(403);
      await policy({ operatorsListen: true });
      expect((await listen(token(0), recorder)).status).toBe(200);
      expect((await listen(token(1), recorder)).status).toBe(403);
      expect(audited('recording.listen').map((row) => [row['user_id'], row['subject'], row['case_id']])).toEqual(
        [own.id, leader.id, desks[0]?.operatorId].map((id) => [id, recorder.recordingId, desks[0]?.cases[0]?.caseId]),
      );
      expect(audited('recording.make')).toMatchObject([{ detail: { seconds: 8, end: 'call-ended' } }]);
      expect(audited('recording.policy').length).toBe(2);
    }),
  );

  it(
    'RC-09 a leader sees the calls of the own team with consent and recordings, and nobody else’s',
    inBooth(async (booth) => {
      const { context, call, desks, user, station, pushed, leader, begun, send, end } = booth;
      const spoken = [0, 1].map((n) => ({ n, desk: desks[n], phoneId: '' }));
      for (const one of spoken) {
        const { recorder, phoneId } = await begun(one.n);
        await send(one.n, recorder, 0, SPEECH[0]);
        await end(one.n, recorder, 1);
        one.phoneId = phoneId;
        const { caseId = '', partyId = '' } = one.desk?.cases[0] ?? {};
        const startedAt = '2026-11-23T08:59:00.000Z';
        const body = {
          ...{ partyId, contactPointId: null, number: '+393870000001', direction: 'out' as const, via: 'sip' as const },
          ...{ startedAt, endedAt: '2026-11-23T09:01:00.000Z', durationS: 120, cause: 'ended-here' as const, phoneId },
          quality: {
            ...{ mos: 3.9, rttMs: 20, jitterMs: 3, loss: 0.1, codec: 'opus', device: 'Cuffia', silentMs: 11_500 },
            ...{ inviteMs: 20, setupMs: 3000 },
          },
        };
        const said = { operatorId: one.desk?.operatorId ?? '', caseId, baseVersion: 0, occurredAt: startedAt };
        await pushed(one.n, [station(one.n).capture({ ...said, kind: 'call', body })]);
      }
      const list = async (token: string, query = '') => {
        const { status, body } = await call('GET', `/api/calls${query}`, { token });
        expect(status).toBe(200);
        return body['calls'] as { operator: string; caseId: string; recordings: unknown[]; consent: string }[];
      };
      const all = await list(leader.token);
      expect(all).toHaveLength(2);
      for (const row of all) {
        expect(row).toMatchObject({ consent: 'given', cause: 'ended-here', durationS: 120, mos: 3.9, silentS: 12 });
        expect(row.recordings).toMatchObject([{ status: 'finished', durationMs: 2500 }]);
      }
      expect(await list(leader.token, '?caseNumber=N-0&recorded=yes')).toHaveLength(1);
      expect(await list(leader.token, '?to=2026-11-22')).toEqual([]);
      expect(await list(leader.token, '?from=2026-11-23&limit=1')).toHaveLength(1);
      context.store.transaction((tx) => {
        tx.run("INSERT INTO teams (id, name) VALUES ('north', 'Nord')");
        tx.run("UPDATE users SET team_id = 'north' WHERE id = ?", desks[0]?.operatorId ?? '');
      });
      const own = await user('nora', 'leader', 'north');
      expect((await list(own.token)).map(({ caseId }) => caseId)).toEqual([desks[0]?.cases[0]?.caseId]);
      expect(await list((await user('sara', 'leader', 'south')).token)).toEqual([]);
    }),
  );
});

it('RC-10 a workspace of before takes the tables in and keeps what it has; nothing is recorded in it', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'recording-before-'));
  try {
    const before = await openStore(folder, { migrations: MIGRATIONS.filter(({ id }) => id < 3) });
    before.transaction((tx) =>
      tx.run(
        `INSERT INTO activities (id, case_id, seq, at, kind, user_id, text, params, disposition)
         VALUES ('a', 'c', 1, '2026-11-20', 'call', 'u', '', '{}', 'applied')`,
      ),
    );
    await before.close();
    const after = await openStore(folder);
    expect(after.sql.get("SELECT id FROM activities INDEXED BY activities_calls WHERE kind = 'call'")).toEqual({
      id: 'a',
    });
    expect(readPolicyDetail(after.sql)).toEqual({ policy: RECORDING_OFF, revision: 0, kept: 0, bytes: 0 });
    await after.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
