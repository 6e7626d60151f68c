import type { Context } from '../../context.ts';
import { type OnProgress, runJob } from '../job/run-job.ts';

/**
 * Removes every row of a batch that is not (or no longer) published, in a thread of its own. Answers the cases of other
 * batches whose operators must hear that a sibling is gone.
 */
export const removeRows = async (
  context: Context,
  batchId: string,
  onProgress?: OnProgress,
): Promise<{ readonly removed: number; readonly siblings: readonly string[] }> =>
  runJob(context.store.workerAccess, { kind: 'remove', batchId }, onProgress).result;
