import { existsSync, readFileSync } from 'node:fs';
import type { CaseKeys } from '../administration/keys/case-keys.ts';
import type { Sql } from '../store/store.ts';
import { recordingKey } from './recording-keys.ts';
import type { Recording } from './rows.ts';
import { openSound, soundFile } from './sound-file.ts';

/** How many recordings were proved, and the first that is not what was written; null where all are. */
export type RecordingCheck = { readonly recordings: number; readonly difference: string | null };

const differenceOf = (sql: Sql, caseKeys: CaseKeys, dataDir: string, row: Recording): string | null => {
  const key = recordingKey(caseKeys, sql, row.id, row.case_id);
  const gone = sql.get('SELECT 1 AS found FROM cases WHERE id = ?', row.case_id) === undefined;
  if (key === null) return gone ? null : `recording ${row.id} has no key`;
  const file = soundFile(dataDir, row.id);
  if (row.status === 'open' && row.bytes === 0) return null;
  if (!existsSync(file)) return `recording ${row.id} has no file`;
  const bytes = readFileSync(file);
  // While it is open, what lies behind the known bytes was not acknowledged yet.
  const sound = openSound(key, row.id, row.status === 'open' ? bytes.subarray(0, row.bytes) : bytes);
  const whole = sound !== null && sound.pieces.length === row.pieces && (row.status === 'open' || sound.closed);
  return whole && bytes.length >= row.bytes ? null : `recording ${row.id} is damaged or cut short`;
};

/** Every recording that is kept opens with its key, from its first frame to its last. */
export const verifyRecordings = (sql: Sql, caseKeys: CaseKeys, dataDir: string): RecordingCheck => {
  let recordings = 0;
  for (const row of sql.iterate<Recording>("SELECT * FROM recordings WHERE status <> 'deleted' ORDER BY id")) {
    recordings += 1;
    const difference = differenceOf(sql, caseKeys, dataDir, row);
    if (difference !== null) return { recordings, difference };
  }
  return { recordings, difference: null };
};
