import { hkdfSync, type KeyObject } from 'node:crypto';
import type { Readable } from 'node:stream';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { mayRecord } from '../../../src-shared/domain/recording-policy.ts';
import { LONGEST_MS, PIECE_BYTES, pieceAad, RECORDING_INFO } from '../../../src-shared/domain/recording-seal.ts';
import { RAW_PUBLIC_KEY_BYTES } from '../../../src-shared/sync/seal-format.ts';
import { type Keys, openBox, secretKey } from '../administration/keys/keys.ts';
import type { Context } from '../context.ts';
import type { Sql } from '../store/store.ts';
import { readPolicy } from './policy.ts';
import { makeRecordingKey, recordingKey } from './recording-keys.ts';
import { readRecording, type Recording } from './rows.ts';
import { sealFrame, soundFile, writeFrame } from './sound-file.ts';

export type Beginning = {
  readonly recordingId: string;
  readonly caseId: string;
  readonly phoneId: string;
  readonly consentOpId: string;
  readonly epk: string;
};

const travelKey = (keys: Keys, epk: string): KeyObject => {
  const point = Buffer.from(epk, 'base64url');
  if (point.length !== RAW_PUBLIC_KEY_BYTES) throw new AppError('bad-request', { params: { path: 'epk' } });
  try {
    return secretKey(Buffer.from(hkdfSync('sha256', keys.sharedSecret(point), Buffer.alloc(0), RECORDING_INFO, 32)));
  } catch (cause) {
    throw new AppError('bad-request', { params: { path: 'epk' }, cause });
  }
};

/** The mandate of a case in this operator's queue, or null. */
const ownMandate = (sql: Sql, caseId: string, userId: string): string | null =>
  sql.get<{ mandate_id: string }>(
    `SELECT c.mandate_id FROM cases c JOIN batches b ON b.id = c.batch_id AND b.status = 'loaded'
     WHERE c.id = ? AND c.assigned_to = ?`,
    caseId,
    userId,
  )?.mandate_id ?? null;

/** May this operator record a call about this case, were the debtor to agree? */
export const offersRecording = (sql: Sql, caseId: string, userId: string): boolean => {
  const mandateId = ownMandate(sql, caseId, userId);
  return mandateId !== null && mayRecord(readPolicy(sql), mandateId);
};

/** The consent that the log holds for this call, given by this operator's word: `params` of its line in the history. */
const hasConsent = (sql: Sql, { consentOpId, caseId, phoneId }: Beginning, userId: string): boolean => {
  const row = sql.get<{ params: string }>(
    `SELECT a.params FROM activities a JOIN oplog o ON o.op_id = a.id
     WHERE a.id = ? AND a.case_id = ? AND a.kind = 'recording-consent' AND o.operator_id = ?`,
    consentOpId,
    caseId,
    userId,
  );
  if (row === undefined) return false;
  const { given, phoneId: of } = JSON.parse(row.params) as { readonly given?: unknown; readonly phoneId?: unknown };
  return given === true && of === phoneId;
};

/**
 * Begins a recording; asked again with the same id by the same operator it is the same recording.
 * Errors: `recording-off`, `recording-consent` (retry: the operation may still be on its way), `bad-request` (the key).
 */
export const beginRecording = (context: Context, userId: string, beginning: Beginning): void => {
  const { store, caseKeys, clock } = context;
  travelKey(context.keys, beginning.epk);
  store.transaction((tx) => {
    const { recordingId, caseId, phoneId, consentOpId, epk } = beginning;
    const known = tx.get<Recording>('SELECT * FROM recordings WHERE id = ?', recordingId);
    if (known !== undefined) {
      if (known.operator_id === userId && known.epk === epk && known.status === 'open') return;
      throw new AppError('recording-over');
    }
    if (!offersRecording(tx, caseId, userId)) throw new AppError('recording-off');
    if (!hasConsent(tx, beginning, userId)) throw new AppError('recording-consent', { recovery: 'retry' });
    const now = clock.now();
    tx.run(
      `INSERT INTO recordings (id, case_id, phone_id, consent_op, operator_id, epk, status, started_at, heard_at, keep_days)
       VALUES (?, ?, ?, ?, ?, ?, 'open', ?, ?, ?)`,
      recordingId,
      caseId,
      phoneId,
      consentOpId,
      userId,
      epk,
      now,
      now,
      readPolicy(tx).retentionDays,
    );
    makeRecordingKey(caseKeys, tx, recordingId, caseId);
  });
};

/** The own recording that is open. Errors: `not-found` (also for another's: nobody learns what there is), `recording-over`. */
export const openOne = (sql: Sql, recordingId: string, userId: string): Recording => {
  const row = readRecording(sql, recordingId);
  if (row.operator_id !== userId) throw new AppError('not-found', { params: { recording: recordingId } });
  if (row.status !== 'open') throw new AppError('recording-over');
  return row;
};

/** All bytes of a piece. Errors: `body-too-large`. */
export const readPiece = async (stream: Readable): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > PIECE_BYTES) throw new AppError('body-too-large');
    parts.push(part);
  }
  return Buffer.concat(parts);
};

/**
 * Takes one piece: on the disk under the recording's own key before it is acknowledged. One that is there already changes
 * nothing (its first arrival stands). Answers the number that comes next.
 * Errors: `sequence-gap` {expected}, `recording-over`, `bad-request` (not sealed by whoever began), `disk-full`.
 */
export const takePiece = (context: Context, userId: string, piece: Piece): Promise<number> =>
  context.recordingTurns(piece.recordingId, () => take(context, userId, piece));

type Piece = { readonly recordingId: string; readonly no: number; readonly ms: number; readonly sealed: Buffer };

const take = async (context: Context, userId: string, piece: Piece): Promise<number> => {
  const { store, caseKeys, dataDir, keys, clock } = context;
  const { recordingId, no, ms, sealed } = piece;
  const row = openOne(store.sql, recordingId, userId);
  if (no < row.pieces) return row.pieces;
  if (no > row.pieces) throw new AppError('sequence-gap', { params: { expected: row.pieces } });
  if (row.duration_ms + ms > LONGEST_MS) throw new AppError('recording-over');
  const plain = opened(travelKey(keys, row.epk), sealed, pieceAad(recordingId, no));
  const key = recordingKey(caseKeys, store.sql, recordingId, row.case_id);
  if (key === null) throw new AppError('recording-over');
  const frame = sealFrame(key, recordingId, no, plain);
  await writeFrame(soundFile(dataDir, recordingId), row.bytes, frame);
  store.transaction((tx) =>
    tx.run(
      `UPDATE recordings SET pieces = pieces + 1, bytes = bytes + ?, duration_ms = duration_ms + ?, heard_at = ?
       WHERE id = ? AND status = 'open'`,
      frame.length,
      ms,
      clock.now(),
      recordingId,
    ),
  );
  return no + 1;
};

const opened = (key: KeyObject, sealed: Buffer, aad: string): Buffer => {
  try {
    return openBox(key, sealed.toString('base64url'), aad);
  } catch (cause) {
    throw new AppError('bad-request', { params: { path: 'body' }, cause });
  }
};
