import type { Context } from '../../context.ts';
import type { Tx } from '../../store/store.ts';

/** Cases of one transaction: a few milliseconds. */
const TOGETHER = 50;

/** Notes, in the transaction that publishes the batch, that queues are still to be told. */
export const markUntold = (tx: Tx, batchId: string): void => {
  const known = tx.get(
    "SELECT 1 AS found FROM batch_additions WHERE batch_id = ? AND entity = 'party' LIMIT 1",
    batchId,
  );
  if (known !== undefined) tx.run("INSERT INTO batch_additions (batch_id, entity, id) VALUES (?, 'tell', '')", batchId);
};

/**
 * Debtors who were there before have one case more, and perhaps new telephones: the operators who hold their cases get
 * them again. Begun again after a crash it tells some twice, which is harmless.
 */
export const tellQueues = async (context: Context, batchId: string): Promise<void> => {
  const { store } = context;
  const cases = store.sql.all<{ id: string }>(
    `SELECT o.id FROM batch_additions a JOIN cases o ON o.party_id = a.id
     WHERE a.batch_id = ? AND a.entity = 'party' AND o.assigned_to IS NOT NULL`,
    batchId,
  );
  await tellCases(
    context,
    cases.map(({ id }) => id),
  );
  store.transaction((tx) => tx.run("DELETE FROM batch_additions WHERE batch_id = ? AND entity = 'tell'", batchId));
};

export const tellCases = async (context: Context, caseIds: readonly string[]): Promise<void> => {
  for (let at = 0; at < caseIds.length; at += TOGETHER) {
    context.store.transaction((tx) => {
      for (const id of caseIds.slice(at, at + TOGETHER)) context.feed.touchCase(tx, id);
    });
    await new Promise((resolve) => void setImmediate(resolve));
  }
};

/** Batches whose queues were not all told before a crash. */
export const untoldBatches = (context: Context): readonly string[] =>
  context.store.sql
    .all<{ id: string }>(
      "SELECT b.id FROM batches b JOIN batch_additions a ON a.batch_id = b.id AND a.entity = 'tell' AND a.id = ''",
    )
    .map(({ id }) => id);
