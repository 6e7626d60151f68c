import { createCipheriv, createECDH, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { soundFile } from '../../../src-main/coordinator/recording/sound-file.ts';
import type { RecordingPolicyInput } from '../../../src-shared/contract/recording.ts';
import { RECORDING_OFF } from '../../../src-shared/domain/recording-policy.ts';
import { pieceAad, RECORDING_INFO } from '../../../src-shared/domain/recording-seal.ts';
import type { Answer } from '../coordinator/house.ts';
import { onShift, type Shift } from '../coordinator/shift.ts';

/** A page's recorder without a browser: the same bytes, made with node:crypto. */
export type Recorder = {
  readonly recordingId: string;
  readonly epk: string;
  readonly seal: (no: number, plain: Uint8Array) => Buffer;
};

export const makeRecorder = (coordinatorKey: string): Recorder => {
  const recordingId = randomUUID();
  const own = createECDH('prime256v1');
  const epk = own.generateKeys().toString('base64url');
  const secret = own.computeSecret(Buffer.from(coordinatorKey, 'base64url'));
  const key = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), RECORDING_INFO, 32));
  return {
    recordingId,
    epk,
    seal: (no, plain) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      cipher.setAAD(Buffer.from(pieceAad(recordingId, no)));
      return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
  };
};

export type Booth = Shift & {
  readonly leader: { readonly id: string; readonly token: string };
  readonly policy: (changes: Partial<RecordingPolicyInput>) => Promise<Answer>;
  /** The n-th operator's debtor says yes or no to the recording of this call; answers the operation's id. */
  readonly consent: (n: number, phoneId: string, given?: boolean) => Promise<string>;
  readonly begin: (n: number, recorder: Recorder, phoneId: string, consentOpId: string) => Promise<Answer>;
  /** A recording of the n-th operator's first case that stands open. */
  readonly begun: (n?: number) => Promise<{ readonly recorder: Recorder; readonly phoneId: string }>;
  readonly send: (n: number, recorder: Recorder, no: number, plain: Uint8Array) => Promise<Answer>;
  readonly end: (n: number, recorder: Recorder, pieces: number) => Promise<Answer>;
  readonly listen: (token: string, recorder: Recorder) => Promise<{ status: number; bytes: Buffer }>;
  readonly row: (recorder: Recorder) => Record<string, unknown>;
  readonly file: (recorder: Recorder) => string;
  readonly hasFile: (recorder: Recorder) => boolean;
  readonly token: (n: number) => string;
  readonly audited: (action: string) => readonly Record<string, unknown>[];
};

const deskOf = (shift: Shift, n: number) => {
  const desk = shift.desks[n];
  if (desk === undefined) throw new Error(`no desk ${n}`);
  return desk;
};

/** Two operators with cases, a leader of all, and recording switched on. */
export const inBooth = (fn: (booth: Booth) => Promise<void>): (() => Promise<void>) =>
  onShift(async (shift) => {
    const leader = await shift.user('rita', 'leader');
    const { context, call } = shift;
    const token = (n: number): string => shift.tokenOf(deskOf(shift, n).operatorId);
    const policy: Booth['policy'] = async (changes) => {
      const { body } = await call('GET', '/api/recording/policy', { token: leader.token });
      const next = { ...RECORDING_OFF, ...(body['policy'] as object), ...changes };
      const sent = { revision: body['revision'], policy: next };
      return call('PUT', '/api/recording/policy', { token: leader.token, body: sent });
    };
    const consent: Booth['consent'] = async (n, phoneId, given = true) => {
      const { operatorId, cases } = deskOf(shift, n);
      const { caseId = '', partyId = '' } = cases[0] ?? {};
      const op = shift.station(n).capture({
        kind: 'recording-consent',
        operatorId,
        caseId,
        baseVersion: 0,
        occurredAt: context.clock.now(),
        body: { partyId, phoneId, given, asked: 'È d’accordo?' },
      });
      const words = await shift.pushed(n, [op]);
      if (words[0] !== 'applied') throw new Error(`consent: ${words.join()}`);
      return op.opId;
    };
    const begin: Booth['begin'] = (n, { recordingId, epk }, phoneId, consentOpId) => {
      const body = { recordingId, epk, phoneId, consentOpId, caseId: deskOf(shift, n).cases[0]?.caseId };
      return call('POST', '/api/recordings', { token: token(n), body });
    };
    await policy({ enabled: true });
    await fn({
      ...shift,
      leader,
      policy,
      consent,
      begin,
      token,
      begun: async (n = 0) => {
        const recorder = makeRecorder(context.keys.publicKey);
        const phoneId = randomUUID();
        const answer = await begin(n, recorder, phoneId, await consent(n, phoneId));
        if (answer.status !== 200) throw new Error(`begin: ${answer.text}`);
        return { recorder, phoneId };
      },
      send: (n, recorder, no, plain) =>
        call('PUT', `/api/recordings/${recorder.recordingId}/pieces/${no}?ms=2500`, {
          token: token(n),
          body: recorder.seal(no, plain),
          headers: { 'content-type': 'application/octet-stream' },
        }),
      end: (n, { recordingId }, pieces) =>
        call('POST', `/api/recordings/${recordingId}/end`, { token: token(n), body: { pieces, end: 'call-ended' } }),
      listen: async (as, { recordingId }) => {
        const { statusCode, rawPayload } = await shift.app.inject({
          method: 'POST',
          url: `/api/recordings/${recordingId}/sound`,
          headers: { authorization: `Bearer ${as}` },
        });
        return { status: statusCode, bytes: rawPayload };
      },
      row: ({ recordingId }) => context.store.sql.get('SELECT * FROM recordings WHERE id = ?', recordingId) ?? {},
      file: ({ recordingId }) => soundFile(context.dataDir, recordingId),
      hasFile: ({ recordingId }) => existsSync(soundFile(context.dataDir, recordingId)),
      audited: (action) =>
        context.store.sql
          .all<Record<string, unknown>>('SELECT * FROM audit WHERE action = ? ORDER BY seq', action)
          .map((row) => ({ ...row, detail: JSON.parse(String(row['detail'])) as unknown })),
    });
  });

/** Bytes that no compressor and no chance would make. */
export const SPEECH = [Buffer.from('primo pezzo di voce'), Buffer.from('secondo pezzo'), Buffer.from('terzo')] as const;

/** A finished recording with all of SPEECH. */
export const recorded = async (booth: Booth, n = 0) => {
  const { recorder, phoneId } = await booth.begun(n);
  for (const [no, piece] of SPEECH.entries()) await booth.send(n, recorder, no, piece);
  await booth.end(n, recorder, SPEECH.length);
  return { recorder, phoneId };
};
