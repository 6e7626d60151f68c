import { RecordingPolicyInput, type RecordingPolicyDetail } from '../../../src-shared/contract/recording.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { RECORDING_OFF, type RecordingPolicy } from '../../../src-shared/domain/recording-policy.ts';
import type { Context } from '../context.ts';
import type { Sql } from '../store/store.ts';

/** A row of its own beside the workspace's settings: workstations do not hold it, they ask for each call. */
const ROW = 'recording';

type Stored = { readonly policy: RecordingPolicyInput; readonly revision: number };

const read = (sql: Sql): Stored => {
  const row = sql.get<{ body: string }>('SELECT body FROM settings WHERE id = ?', ROW);
  if (row === undefined) return { policy: RecordingPolicyInput.parse(RECORDING_OFF), revision: 0 };
  const { revision, ...policy } = JSON.parse(row.body) as RecordingPolicyInput & { readonly revision: number };
  return { policy: RecordingPolicyInput.parse(policy), revision };
};

export const readPolicy = (sql: Sql): RecordingPolicy => read(sql).policy;

export const readPolicyDetail = (sql: Sql): RecordingPolicyDetail => {
  const kept = sql.get<{ n: number; bytes: number }>(
    "SELECT count(*) AS n, coalesce(sum(bytes), 0) AS bytes FROM recordings WHERE status <> 'deleted'",
  );
  return { ...read(sql), kept: kept?.n ?? 0, bytes: kept?.bytes ?? 0 };
};

/** Errors: `stale-version`; `unknown-mandate` for one that is not there. */
export const savePolicy = (
  { store, audit }: Context,
  userId: string,
  input: { readonly revision: number; readonly policy: RecordingPolicyInput },
): RecordingPolicyDetail =>
  store.transaction((tx) => {
    const { revision } = read(tx);
    if (revision !== input.revision) throw new AppError('stale-version', { recovery: 'resync' });
    for (const id of input.policy.mandateIds ?? []) {
      if (tx.get('SELECT 1 AS found FROM mandates WHERE id = ?', id) === undefined) {
        throw new AppError('unknown-mandate', { params: { mandate: id } });
      }
    }
    tx.run(
      'INSERT INTO settings (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body',
      ROW,
      JSON.stringify({ ...input.policy, revision: revision + 1 }),
    );
    const { enabled, mandateIds, retentionDays, operatorsListen } = input.policy;
    audit.record(tx, {
      userId,
      action: 'recording.policy',
      subject: ROW,
      detail: {
        enabled,
        days: retentionDays,
        operatorsListen,
        ...(mandateIds === null ? {} : { mandates: mandateIds }),
      },
    });
    return readPolicyDetail(tx);
  });
