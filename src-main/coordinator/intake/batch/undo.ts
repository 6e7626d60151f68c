import type { UndoConsequence } from '../../../../src-shared/contract/intake.ts';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import { readWorkspace } from '../../administration/workspace.ts';
import type { Context } from '../../context.ts';
import type { Sql } from '../../store/store.ts';
import type { OnProgress } from '../job/run-job.ts';
import { dropDraft } from '../draft/draft-files.ts';
import { forgetRejects } from './kept-rejects.ts';
import { claimWriting, keepReview, readBatch, reviewOf } from './batch-row.ts';
import { removeRows } from './remove-rows.ts';
import { goOnLater } from './take-back.ts';
import { silentDevicesOf } from '../../work/silent-devices.ts';
import { tellCases } from './tell-queues.ts';

const TOGETHER = 50;

/** What taking a batch back would do, in numbers. */
export const undoConsequence = (sql: Sql, batchId: string, now: string): UndoConsequence => {
  const of = (text: string): number => sql.get<{ n: number | null }>(text, batchId)?.n ?? 0;
  return {
    cases: of('SELECT count(*) AS n FROM cases WHERE batch_id = ?'),
    parties: of('SELECT count(*) AS n FROM parties WHERE batch_id = ?'),
    assigned: of('SELECT count(*) AS n FROM cases WHERE batch_id = ? AND assigned_to IS NOT NULL'),
    worked: of('SELECT count(*) AS n FROM cases WHERE batch_id = ? AND (worked = 1 OR closed_class IS NOT NULL)'),
    paid: of(
      'SELECT count(*) AS n FROM cases c WHERE c.batch_id = ? AND EXISTS (SELECT 1 FROM payments p WHERE p.case_id = c.id)',
    ),
    total: of('SELECT sum(total) AS n FROM cases WHERE batch_id = ?'),
    silentDevices: silentDevicesOf(sql, { batchId }, { now, zone: readWorkspace(sql).zone }),
  };
};

/**
 * Takes back a batch that nobody has worked: from the first transaction on nobody sees it, then its rows go in chunks.
 * `seen` is how many cases the person was told. Errors: `batch-not-loaded`; `batch-worked` {worked, paid};
 * `stale-version` where the batch is not what was seen; `batch-state` while another is being written.
 */
export const undoBatch = async (
  context: Context,
  batchId: string,
  options: { readonly userId: string; readonly seen: number; readonly onProgress?: OnProgress },
): Promise<void> => {
  const { store } = context;
  const consequence = store.transaction((tx) => {
    const row = readBatch(tx, batchId);
    if (row.status !== 'loaded') throw new AppError('batch-not-loaded', { params: { batch: row.name } });
    const found = undoConsequence(tx, batchId, context.clock.now());
    if (found.worked > 0 || found.paid > 0)
      throw new AppError('batch-worked', { params: { batch: row.name, worked: found.worked, paid: found.paid } });
    if (found.cases !== options.seen) throw new AppError('stale-version', { recovery: 'resync' });
    claimWriting(tx, batchId, 'undoing', reviewOf(row));
    context.audit.record(tx, { userId: options.userId, action: 'batch.undo', subject: batchId, detail: { ...found } });
    return found;
  });
  await finishUndo(context, batchId, options.onProgress).catch((error: unknown) => {
    // Begun is begun: nobody sees the batch any more, and the rest of its rows goes when there is room.
    goOnLater(context, batchId, () => finishUndo(context, batchId), error);
    throw error;
  });
  context.log.info({ batch: batchId, cases: consequence.cases }, 'batch taken back');
};

/** The rest of an undo, also of one that a crash cut short. */
export const finishUndo = async (context: Context, batchId: string, onProgress?: OnProgress): Promise<void> => {
  await emptyQueues(context, batchId);
  const { siblings } = await removeRows(context, batchId, onProgress);
  await tellCases(context, siblings);
  context.store.transaction((tx) => {
    const row = readBatch(tx, batchId);
    tx.run("UPDATE batches SET status = 'undone', undone_at = ? WHERE id = ?", context.clock.now(), batchId);
    keepReview(tx, batchId, reviewOf(row));
    forgetRejects(tx, batchId);
  });
  dropDraft(context.dataDir, batchId);
};

/**
 * Takes the batch's cases out of the queues they are in. Their numbers stay: a workstation may still deliver what was
 * said of them, and the leader who decides must know which cases those were.
 */
const emptyQueues = async (context: Context, batchId: string): Promise<void> => {
  for (;;) {
    const more = context.store.transaction((tx) => {
      const held = tx.all<{ id: string; case_number: string; assigned_to: string }>(
        'SELECT id, case_number, assigned_to FROM cases WHERE batch_id = ? AND assigned_to IS NOT NULL LIMIT ?',
        batchId,
        TOGETHER,
      );
      for (const { id, case_number, assigned_to } of held) {
        tx.run('INSERT INTO gone_cases (case_id, case_number) VALUES (?, ?) ON CONFLICT DO NOTHING', id, case_number);
        context.feed.moveCase(tx, id, assigned_to, null);
      }
      return held.length > 0;
    });
    if (!more) return;
    await new Promise((resolve) => void setImmediate(resolve));
  }
};
