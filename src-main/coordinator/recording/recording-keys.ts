import { type KeyObject, randomBytes } from 'node:crypto';
import type { CaseKeys } from '../administration/keys/case-keys.ts';
import { secretKey } from '../administration/keys/keys.ts';
import type { Sql, Tx } from '../store/store.ts';

const KEY_BYTES = 32;
const aad = (recordingId: string): string => `recording-key|${recordingId}`;

/**
 * The key of one recording, sealed under the key of its case: what erases the case makes its recordings unreadable too,
 * and either can be destroyed alone.
 */
export const makeRecordingKey = (caseKeys: CaseKeys, tx: Tx, recordingId: string, caseId: string): void => {
  const box = caseKeys.seal(tx, caseId, randomBytes(KEY_BYTES).toString('base64'), aad(recordingId));
  tx.run('INSERT INTO recording_keys (recording_id, box) VALUES (?, ?)', recordingId, box);
};

/** Null where the key, or that of the case, was destroyed. */
export const recordingKey = (caseKeys: CaseKeys, sql: Sql, recordingId: string, caseId: string): KeyObject | null => {
  const row = sql.get<{ box: string }>('SELECT box FROM recording_keys WHERE recording_id = ?', recordingId);
  if (row === undefined || /^A*$/u.test(row.box)) return null;
  try {
    const key = caseKeys.open(sql, caseId, row.box, aad(recordingId));
    return key === null ? null : secretKey(Buffer.from(key, 'base64'));
  } catch {
    // The case has another key by now: the one that sealed this was destroyed.
    return null;
  }
};

/** Overwritten in its place, and the row stays: a row that goes leaves a copy behind (administration/keys/case-keys.ts). */
export const destroyRecordingKey = (tx: Tx, recordingId: string): void => {
  const row = tx.get<{ box: string }>('SELECT box FROM recording_keys WHERE recording_id = ?', recordingId);
  if (row === undefined) return;
  tx.run('UPDATE recording_keys SET box = ? WHERE recording_id = ?', 'A'.repeat(row.box.length), recordingId);
};
