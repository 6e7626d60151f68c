import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { Context } from '../../context.ts';
import { type BatchRow, keepReview, readBatch, reviewOf } from './batch-row.ts';
import { removeRows } from './remove-rows.ts';

/** How long a full disk is left alone before the removal of a batch's rows is tried again. */
const AGAIN_MS = 1_000;

/**
 * Leaves the batch as it was before a load that failed. Where there is no room even for that, the batch stays being
 * written (no other load begins meanwhile) and its rows go as soon as there is some.
 */
export const takeBack = async (context: Context, before: BatchRow): Promise<void> => {
  const remove = async (): Promise<void> => {
    await removeRows(context, before.id);
    context.store.transaction((tx) =>
      tx.run('UPDATE batches SET status = ?, report = ? WHERE id = ?', before.status, before.report, before.id),
    );
  };
  await remove().catch((error: unknown) => goOnLater(context, before.id, remove, error));
};

/**
 * What a full disk cut short goes on when there is room again; anything else that stopped it is left to the next load
 * or start (`recoverBatches`), and so is what the end of the process cuts short.
 */
export const goOnLater = (context: Context, batchId: string, work: () => Promise<void>, error: unknown): void => {
  context.log.error({ err: error, batch: batchId }, 'rows of a batch could not be removed yet');
  if (!(error instanceof AppError && error.code === 'disk-full')) return leaveToRecovery(context, batchId);
  const timer = setTimeout(() => {
    if (context.store.isOpen()) work().catch((next: unknown) => goOnLater(context, batchId, work, next));
  }, AGAIN_MS);
  timer.unref();
};

/** Nobody's name in the batch: whoever comes next removes it first. */
const leaveToRecovery = ({ store, log }: Context, batchId: string): void => {
  try {
    store.transaction((tx) => keepReview(tx, batchId, reviewOf(readBatch(tx, batchId)), null));
  } catch (error) {
    log.error({ err: error, batch: batchId }, 'left to the next start');
  }
};
