/** Recordings of calls: what is known of each, and its key. The sound itself stands in files beside the database. */
export const id = 3;
export const name = 'recordings';

export const sql = `
CREATE TABLE recordings (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL, phone_id TEXT NOT NULL, consent_op TEXT NOT NULL, operator_id TEXT NOT NULL,
  epk TEXT NOT NULL, status TEXT NOT NULL, started_at TEXT NOT NULL, heard_at TEXT NOT NULL, ended_at TEXT,
  pieces INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0, duration_ms INTEGER NOT NULL DEFAULT 0,
  keep_days INTEGER NOT NULL, reason TEXT
);
CREATE INDEX recordings_case ON recordings (case_id);
CREATE INDEX recordings_open ON recordings (operator_id) WHERE status = 'open';
CREATE INDEX recordings_kept ON recordings (ended_at) WHERE status IN ('finished', 'torn');
CREATE TABLE recording_keys (recording_id TEXT PRIMARY KEY, box TEXT NOT NULL);
CREATE INDEX activities_calls ON activities (seq) WHERE kind = 'call';
`;
