import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Context, Start } from '../../context.ts';
import { draftFolder, draftsFolder, draftFiles } from '../draft/draft-files.ts';
import { type BatchRow, keepReview, reviewOf, THIS_PROCESS, writerOf } from './batch-row.ts';
import { removeRows } from './remove-rows.ts';
import { tellQueues, untoldBatches } from './tell-queues.ts';
import { finishUndo } from './undo.ts';

/**
 * Puts right what a crash left: a load that was not published is removed whole, an undo that was begun is finished.
 * Nobody sees such batches meanwhile, so it may run while requests are answered.
 */
export const recoverBatches = async (context: Context): Promise<void> => {
  const { sql } = context.store;
  const left = sql
    .all<BatchRow>("SELECT * FROM batches WHERE status IN ('loading', 'undoing')")
    .filter((row) => writerOf(row) !== THIS_PROCESS);
  for (const row of left) {
    if (row.status === 'undoing') await finishUndo(context, row.id);
    else await removeLoad(context, row);
  }
  for (const id of untoldBatches(context)) await tellQueues(context, id);
  sweepFolders(context);
};

const removeLoad = async (context: Context, row: BatchRow): Promise<void> => {
  await removeRows(context, row.id);
  const isDraft = existsSync(draftFiles(context.dataDir, row.id).draft);
  context.store.transaction((tx) => {
    // A draft of the screen is there again, as it was; a load of the command line has nothing to go back to.
    if (isDraft) {
      tx.run("UPDATE batches SET status = 'draft' WHERE id = ?", row.id);
      keepReview(tx, row.id, reviewOf(row));
    } else tx.run('DELETE FROM batches WHERE id = ?', row.id);
  });
  context.log.warn({ batch: row.id }, 'removed a placement that was left half loaded');
};

/** Folders without a batch: an upload that was cut short. */
const sweepFolders = ({ dataDir, store }: Context): void => {
  const folder = draftsFolder(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const id of readdirSync(folder)) {
    if (store.sql.get('SELECT 1 AS found FROM batches WHERE id = ?', id) !== undefined) continue;
    rmSync(path.join(draftFolder(dataDir, id)), { recursive: true, force: true });
  }
};

/** Drafts whose file never arrived whole: the program ended during the upload. */
const sweepDrafts = ({ dataDir, store }: Context): void => {
  const drafts = store.sql.all<{ id: string }>("SELECT id FROM batches WHERE status = 'draft'");
  for (const { id } of drafts) {
    if (existsSync(draftFiles(dataDir, id).draft)) continue;
    store.transaction((tx) => tx.run("DELETE FROM batches WHERE id = ? AND status = 'draft'", id));
  }
};

/** For `starts.ts`: before the first request, so that no upload is going on yet. */
export const recoverIntake: Start = (context) => {
  sweepDrafts(context);
  recoverBatches(context).catch((error: unknown) => context.log.error({ err: error }, 'intake recovery failed'));
  return { stop: () => undefined };
};
