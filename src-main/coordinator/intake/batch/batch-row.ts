import { randomUUID } from 'node:crypto';
import { Review } from '../../../../src-shared/contract/intake.ts';
import type { BatchStatus } from '../../../../src-shared/contract/intake.ts';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import { todayIn } from '../../../../src-shared/domain/civil-date.ts';
import type { Context } from '../../context.ts';
import type { Sql, Tx } from '../../store/store.ts';
import { workspaceZone } from './judge-order.ts';

export type BatchRow = {
  id: string;
  creditor_id: string;
  mandate_id: string;
  name: string;
  file_name: string;
  sha256: string;
  layout_id: string | null;
  status: BatchStatus;
  report: string;
  created_by: string;
  created_at: string;
  loaded_at: string | null;
  undone_at: string | null;
};

/** Told in the row of a batch that is being written: whoever finds another process there finds what a crash left. */
export const THIS_PROCESS = randomUUID();

export const isThere = (sql: Sql, id: string): boolean =>
  sql.get('SELECT 1 AS found FROM batches WHERE id = ?', id) !== undefined;

export const readBatch = (sql: Sql, id: string): BatchRow => {
  const row = sql.get<BatchRow>('SELECT * FROM batches WHERE id = ?', id);
  if (row === undefined) throw new AppError('unknown-batch', { params: { batch: id } });
  return row;
};

/** The review kept with the batch, or null before the first check. */
export const reviewOf = (row: Pick<BatchRow, 'report'>): Review | null => {
  const parsed = Review.safeParse((JSON.parse(row.report) as { review?: unknown }).review);
  return parsed.success ? parsed.data : null;
};

export const keepReview = (tx: Tx, id: string, review: Review | null, by: string | null = null): void =>
  void tx.run('UPDATE batches SET report = ? WHERE id = ?', JSON.stringify({ review, by }), id);

/** Who is writing the batch. */
export const writerOf = (row: Pick<BatchRow, 'report'>): string | null =>
  (JSON.parse(row.report) as { by?: string | null }).by ?? null;

/** `2026-11-B`: month, and the next free letter among the creditor's batches of it. */
export const nextName = (context: Context, sql: Sql, creditorId: string): string => {
  const month = todayIn(workspaceZone(sql), context.clock.now()).slice(0, 7);
  const taken = new Set(
    sql
      .all<{ name: string }>('SELECT name FROM batches WHERE creditor_id = ? AND name LIKE ?', creditorId, `${month}-%`)
      .map(({ name }) => name),
  );
  for (let n = 0; ; n += 1) {
    const name = `${month}-${letters(n)}`;
    if (!taken.has(name)) return name;
  }
};

const letters = (n: number): string =>
  (n >= 26 ? letters(Math.floor(n / 26) - 1) : '') + String.fromCharCode(65 + (n % 26));

/**
 * Takes the one place for writing a batch: two loads at once would halve each other's speed and double the memory, and
 * what a crash left has to go before a new load looks for known debtors.
 * Errors: `batch-state` {reason: busy} while another batch is being written or removed.
 */
export const claimWriting = (tx: Tx, id: string, status: 'loading' | 'undoing', review: Review | null): void => {
  const busy = tx.get<{ name: string }>(
    "SELECT name FROM batches WHERE status IN ('loading', 'undoing') AND id <> ? LIMIT 1",
    id,
  );
  if (busy !== undefined)
    throw new AppError('batch-state', { recovery: 'retry', params: { reason: 'busy', batch: busy.name } });
  tx.run('UPDATE batches SET status = ? WHERE id = ?', status, id);
  keepReview(tx, id, review, THIS_PROCESS);
};
