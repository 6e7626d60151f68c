import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import type { Context, Start } from '../../context.ts';
import { draftFiles, draftsFolder, dropDraft } from '../draft/draft-files.ts';
import { type BatchRow, keepReview, reviewOf, THIS_PROCESS, writerOf } from './batch-row.ts';
import { keepRejects } from './kept-rejects.ts';
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

type Folder = { readonly id: string; readonly status: string | null };

const foldersOf = ({ dataDir, store }: Context): readonly Folder[] => {
  const folder = draftsFolder(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return readdirSync(folder).map((id) => ({
    id,
    status: store.sql.get<{ status: string }>('SELECT status FROM batches WHERE id = ?', id)?.status ?? null,
  }));
};

/** Folders of no batch any more: an upload that was cut short, a batch that was taken back. */
const sweepFolders = (context: Context): void => {
  for (const { id, status } of foldersOf(context))
    if (status === null || status === 'undone') dropDraft(context.dataDir, id);
};

/** Folders of loaded batches: the program ended before it had put their rejects away, or an older one left them there. */
const putAway = async (context: Context, loaded: readonly Folder[]): Promise<void> => {
  for (const { id } of loaded) await keepRejects(context, id);
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
  // Before any load of this process, which puts its own away.
  const loaded = foldersOf(context).filter(({ status }) => status === 'loaded');
  recoverBatches(context)
    .then(() => putAway(context, loaded))
    .catch((error: unknown) => context.log.error({ err: error }, 'intake recovery failed'));
  return { stop: () => undefined };
};
