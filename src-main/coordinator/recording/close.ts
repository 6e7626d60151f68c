import { existsSync } from 'node:fs';
import type { RecordingEnd } from '../../../src-shared/contract/recording.ts';
import { daysKept, isOutlived } from '../../../src-shared/domain/recording-policy.ts';
import { SILENT_MS } from '../../../src-shared/domain/recording-seal.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../store/store.ts';
import { readPolicy } from './policy.ts';
import { destroyRecordingKey, recordingKey } from './recording-keys.ts';
import type { Recording } from './rows.ts';
import { removeSound, sealFrame, soundFile, soundFiles, writeFrame } from './sound-file.ts';

/**
 * Closes a recording: its last frame, then its row. One that holds nothing is destroyed at once. Cut short between the two
 * it is still open, and is closed again.
 */
export const closeRecording = (context: Context, recordingId: string, end: RecordingEnd): Promise<void> =>
  context.recordingTurns(recordingId, () => close(context, recordingId, end));

const close = async (context: Context, recordingId: string, end: RecordingEnd): Promise<void> => {
  const { store, caseKeys, dataDir, clock } = context;
  const row = store.sql.get<Recording>("SELECT * FROM recordings WHERE id = ? AND status = 'open'", recordingId);
  if (row === undefined) return;
  const key = recordingKey(caseKeys, store.sql, row.id, row.case_id);
  if (row.pieces === 0 || key === null) {
    destroy(context, row, 'empty');
    return;
  }
  const last = sealFrame(key, row.id, row.pieces, Buffer.alloc(0), true);
  await writeFrame(soundFile(dataDir, row.id), row.bytes, last);
  const status = end === 'torn' ? 'torn' : 'finished';
  store.transaction((tx) => {
    tx.run(
      'UPDATE recordings SET status = ?, reason = ?, ended_at = ?, bytes = bytes + ? WHERE id = ?',
      status,
      end,
      // A torn one ended when it was last heard.
      end === 'torn' ? row.heard_at : clock.now(),
      last.length,
      row.id,
    );
    const detail = { seconds: Math.round(row.duration_ms / 1000), end };
    record(context, tx, row, 'recording.make', row.operator_id, detail);
  });
};

const record = (
  { audit }: Context,
  tx: Tx,
  row: Recording,
  action: string,
  userId: string,
  detail: Readonly<Record<string, unknown>>,
): void => audit.record(tx, { userId, action, subject: row.id, caseId: row.case_id, detail });

/** The key first, with the trace in the audit; then the file. A file whose key is gone is noise, and goes at the next look. */
const destroy = (context: Context, row: Recording, why: 'retention' | 'case-gone' | 'empty'): void => {
  context.store.transaction((tx) => {
    destroyRecordingKey(tx, row.id);
    tx.run(
      "UPDATE recordings SET status = 'deleted', reason = ?, bytes = 0, ended_at = coalesce(ended_at, ?) WHERE id = ?",
      why,
      context.clock.now(),
      row.id,
    );
    record(context, tx, row, 'recording.delete', '', { why });
  });
  removeSound(context.dataDir, row.id);
};

/** Closes as torn what nobody has been heard of for too long: the page was reloaded, the computer switched off. */
export const closeSilent = async (context: Context): Promise<number> => {
  const { store, clock } = context;
  const before = new Date(clock.ms() - SILENT_MS).toISOString();
  const silent = store.sql.all<Recording>("SELECT * FROM recordings WHERE status = 'open' AND heard_at < ?", before);
  for (const row of silent) await closeRecording(context, row.id, 'torn');
  return silent.length;
};

/** Whatever this operator left open: one person records one call at a time. */
export const closeOthersOf = async (context: Context, userId: string, except: string): Promise<void> => {
  const left = context.store.sql.all<Recording>(
    "SELECT * FROM recordings WHERE status = 'open' AND operator_id = ? AND id <> ?",
    userId,
    except,
  );
  for (const row of left) await closeRecording(context, row.id, 'torn');
};

/** Destroys what has outlived its days, or its case; answers how many. Runs again without harm. */
export const destroyOutlived = (context: Context): number => {
  const { store, clock } = context;
  const policy = readPolicy(store.sql);
  const now = clock.now();
  const outlived = store.sql
    .all<Recording>("SELECT * FROM recordings WHERE status IN ('finished', 'torn')")
    .filter(({ ended_at, keep_days }) => isOutlived(ended_at ?? now, daysKept(keep_days, policy), now));
  const orphans = store.sql.all<Recording>(
    `SELECT r.* FROM recordings r WHERE r.status <> 'deleted' AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = r.case_id)`,
  );
  for (const row of outlived) destroy(context, row, 'retention');
  const gone = orphans.filter(({ id }) => !outlived.some((row) => row.id === id));
  for (const row of gone) destroy(context, row, 'case-gone');
  return outlived.length + gone.length;
};

/** Files that no recording has: what a crash between a key and its file left, or a restore brought too much of. */
export const sweepFiles = ({ store, dataDir }: Context): number => {
  const stray = soundFiles(dataDir).filter(
    (id) => store.sql.get("SELECT 1 AS found FROM recordings WHERE id = ? AND status <> 'deleted'", id) === undefined,
  );
  for (const id of stray) removeSound(dataDir, id);
  return stray.filter((id) => !existsSync(soundFile(dataDir, id))).length;
};
