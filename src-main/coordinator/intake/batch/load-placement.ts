import { statSync } from 'node:fs';
import type { Review } from '../../../../src-shared/contract/intake.ts';
import type { Context } from '../../context.ts';
import type { LoadJob } from '../job/jobs.ts';
import { type OnProgress, openWriterLine, runJob } from '../job/run-job.ts';
import { claimWriting, keepReview, readBatch } from './batch-row.ts';
import { judgeOrder, type Placement, workspaceZone } from './judge-order.ts';
import { takeBack } from './take-back.ts';
import { markUntold, tellQueues } from './tell-queues.ts';

/** From this size a second thread writes while the first reads. */
const BIG_FILE = 16 * 1024 * 1024;

export type LoadOptions = {
  readonly userId: string;
  /** Accepted rows that a person saw, null where nobody looked. */
  readonly accepted: number | null;
  readonly onProgress?: OnProgress;
  /** Hands out what stops the load. */
  readonly onStart?: (stop: () => void) => void;
};

/**
 * Loads a placement under its batch as one event: judged once more, written in chunks nobody sees, and published by
 * one last transaction. Answers whether it loaded; refused, stopped or failed it leaves nothing, and the batch is again
 * what it was. Errors: `batch-state` (another batch is being written, or it was stopped), `disk-full`, those of the job.
 */
export const loadPlacement = async (
  context: Context,
  batchId: string,
  placement: Placement,
  options: LoadOptions,
): Promise<{ readonly review: Review; readonly loaded: boolean }> => {
  const { store } = context;
  const before = readBatch(store.sql, batchId);
  const order = judgeOrder(context, placement);
  store.transaction((tx) => claimWriting(tx, batchId, 'loading', null));
  // The load copies the log into the database by itself; a request's COMMIT must not be the one to do it.
  const pages = store.sql.get<{ wal_autocheckpoint: number }>('PRAGMA wal_autocheckpoint')?.wal_autocheckpoint ?? 1000;
  store.sql.exec('PRAGMA wal_autocheckpoint = 0');
  const writer = statSync(placement.path).size < BIG_FILE ? null : openWriterLine(store.workerAccess);
  let outcome: { readonly review: Review; readonly loaded: boolean };
  try {
    const job = runJob<LoadJob>(
      store.workerAccess,
      {
        ...order,
        kind: 'load',
        accepted: options.accepted,
        line: writer?.line ?? null,
        scope: {
          batchId,
          creditorId: placement.creditorId,
          mandateId: placement.mandate.id,
          endsOn: placement.mandate.endsOn,
          placedOn: order.measure.today,
          at: context.clock.now(),
          levels: order.levels,
          zone: workspaceZone(store.sql),
          ms: context.clock.ms(),
        },
      },
      options.onProgress,
    );
    options.onStart?.(job.stop);
    const { review, loaded } = await job.result;
    if (loaded) publish(context, batchId, review, options.userId);
    else store.transaction((tx) => putBack(tx, before.status === 'draft' ? review : null));
    outcome = { review, loaded };
  } catch (error) {
    // First the pen is taken away: what the writing thread still had to write must not come after the removal.
    await writer?.close();
    await takeBack(context, before);
    throw error;
  } finally {
    await writer?.close();
    store.sql.exec(`PRAGMA wal_autocheckpoint = ${pages}`);
  }
  // Published is published: whoever could not be told now is told at the next start.
  if (outcome.loaded)
    await tellQueues(context, batchId).catch((error: unknown) =>
      context.log.error({ err: error, batch: batchId }, 'queues not told'),
    );
  return outcome;

  function putBack(tx: Parameters<typeof keepReview>[0], review: Review | null): void {
    tx.run('UPDATE batches SET status = ? WHERE id = ?', before.status, batchId);
    keepReview(tx, batchId, review);
  }
};

/** The last transaction of a load: before it the batch does not exist for anybody, after it all of it does. */
const publish = (context: Context, batchId: string, review: Review, userId: string): void =>
  context.store.transaction((tx) => {
    tx.run("UPDATE batches SET status = 'loaded', loaded_at = ? WHERE id = ?", context.clock.now(), batchId);
    keepReview(tx, batchId, review);
    markUntold(tx, batchId);
    const { rowsIn, accepted, rejected, duplicate, ignored, cases, parties, corrections, totals, sha256, file } =
      review;
    context.audit.record(tx, {
      userId,
      action: 'batch.load',
      subject: batchId,
      detail: {
        file,
        sha256,
        rowsIn,
        accepted,
        rejected,
        duplicate,
        ignored,
        corrections,
        cases,
        parties,
        total: totals.total,
      },
    });
  });
