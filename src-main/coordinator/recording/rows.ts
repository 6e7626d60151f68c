import type { RecordingEnd, RecordingRow } from '../../../src-shared/contract/recording.ts';
import { daysKept, type RecordingPolicy } from '../../../src-shared/domain/recording-policy.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Sql } from '../store/store.ts';

/** A recording as the table has it. `bytes` is how much of its file is known; what lies behind was never acknowledged. */
export type Recording = {
  readonly id: string;
  readonly case_id: string;
  readonly phone_id: string;
  readonly operator_id: string;
  readonly epk: string;
  readonly status: RecordingRow['status'];
  readonly started_at: string;
  readonly heard_at: string;
  readonly ended_at: string | null;
  readonly pieces: number;
  readonly bytes: number;
  readonly duration_ms: number;
  readonly keep_days: number;
  readonly reason: string | null;
};

/** Errors: `not-found`. */
export const readRecording = (sql: Sql, id: string): Recording => {
  const row = sql.get<Recording>('SELECT * FROM recordings WHERE id = ?', id);
  if (row === undefined) throw new AppError('not-found', { params: { recording: id } });
  return row;
};

const DAY_MS = 86_400_000;

/** As people are shown it. */
export const rowOf = (row: Recording, policy: RecordingPolicy): RecordingRow => ({
  id: row.id,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  durationMs: row.duration_ms,
  status: row.status,
  end: row.status === 'deleted' ? null : (row.reason as RecordingEnd | null),
  keptUntil:
    row.ended_at === null || row.status === 'deleted'
      ? null
      : new Date(Date.parse(row.ended_at) + daysKept(row.keep_days, policy) * DAY_MS).toISOString(),
});
