import type { ReturnFileRow } from '../../../src-shared/contract/closing.ts';
import type { CaseState } from '../../../src-shared/contract/entities.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { chunksOf } from '../assignment/chunks.ts';
import type { Context, Start } from '../context.ts';
import { newId } from '../identity.ts';
import type { Tx } from '../store/store.ts';
import { CATALOGUE } from '../work/feed.ts';
import { applyCaseEvent } from '../work/case-events.ts';
import { addLine } from '../payments/history-line.ts';
import { readFileOf } from './list.ts';
import { readMandate } from './mandate.ts';
import { isOpen } from './open-work.ts';
import { produce } from './produce.ts';
import type { CaseLine } from './read-lines.ts';
import type { ReturnLine } from './return-line.ts';

/** Cases of one transaction: about 20 ms. */
const CHUNK = 100;

type Closed = { readonly file: ReturnFileRow; readonly casesClosed: number };

/**
 * Closes a mandate. One transaction stores the return file with its hash and ends the mandate: from then on no payment,
 * assignment or load touches it, and the file is final. Its cases are closed after that in short transactions; a crash
 * in between leaves them to the next start (`finishClosings`).
 * Errors: `unknown-mandate`; `mandate-closed`; `mandate-open-work` with the numbers, unless `despiteOpenWork`.
 */
export const closeMandate = async (
  context: Context,
  actor: { readonly id: string },
  mandateId: string,
  { despiteOpenWork }: { readonly despiteOpenWork: boolean },
): Promise<Closed> => {
  const { lines } = context.store.transaction((tx) => {
    const mandate = readMandate(tx, mandateId);
    if (mandate.status === 'closed') throw new AppError('mandate-closed', { params: { mandate: mandate.code } });
    const at = context.clock.now();
    const produced = produce(tx, mandate, at);
    if (!despiteOpenWork && isOpen(produced.openWork)) {
      throw new AppError('mandate-open-work', { params: { ...produced.openWork } });
    }
    const id = newId(context.clock.ms());
    const { fileName, sha256, bytes, totals } = produced;
    tx.run(
      `INSERT INTO return_files (id, mandate_id, file_name, sha256, bytes, totals, created_by, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      mandateId,
      fileName,
      sha256,
      bytes,
      JSON.stringify(totals),
      actor.id,
      at,
    );
    tx.run("UPDATE mandates SET status = 'closed', closed_at = ? WHERE id = ?", at, mandateId);
    context.feed.put(tx, CATALOGUE, 'mandate', mandateId);
    const { cases, entrusted, collected, residual } = totals;
    context.audit.record(tx, {
      userId: actor.id,
      action: 'mandate.close',
      subject: mandateId,
      detail: { fileId: id, fileName, sha256, cases, entrusted, collected, residual, openWork: produced.openWork },
    });
    return produced;
  });
  const casesClosed = await closeCases(context, actor.id, mandateId, lines);
  const file = readFileOf(context.store.sql, mandateId);
  if (file === null) throw new AppError('not-found', { params: { mandate: mandateId } });
  return { file, casesClosed };
};

/** Ends what a crash left open of closed mandates. */
export const finishClosings: Start = (context) => {
  const { sql } = context.store;
  const left = sql.all<{ id: string; closed_at: string; created_by: string | null }>(
    `SELECT m.id, m.closed_at, (SELECT f.created_by FROM return_files f WHERE f.mandate_id = m.id LIMIT 1) AS created_by
     FROM mandates m WHERE m.status = 'closed' AND EXISTS (SELECT 1 FROM cases c JOIN batches b ON b.id = c.batch_id
       AND b.status = 'loaded' WHERE c.mandate_id = m.id AND (c.closed_class IS NULL OR c.assigned_to IS NOT NULL))`,
  );
  const work = async (): Promise<void> => {
    for (const { id, closed_at, created_by } of left) {
      await closeCases(context, created_by ?? '', id, produce(sql, readMandate(sql, id), closed_at).lines);
    }
  };
  work().catch((error: unknown) => context.log.error({ err: error }, 'closing not finished'));
  return { stop: () => undefined };
};

/** Every case ends as the file says of it, and leaves its queue. Idempotent. */
const closeCases = async (
  context: Context,
  userId: string,
  mandateId: string,
  lines: readonly CaseLine[],
): Promise<number> => {
  const { store, feed } = context;
  const at = store.sql.get<{ closed_at: string }>('SELECT closed_at FROM mandates WHERE id = ?', mandateId)?.closed_at;
  for (const chunk of chunksOf(lines, CHUNK)) {
    await store.grouped((tx) => {
      for (const { line } of chunk) {
        const row = tx.get<{ assigned_to: string | null; state: string }>(
          'SELECT assigned_to, state FROM cases WHERE id = ?',
          line.caseId,
        );
        if (row === undefined) continue;
        // Read again: an operation may have come since the file was written. Its facts stay, the end is the file's.
        const state = JSON.parse(row.state) as CaseState;
        if (state.closed === null) endCase(context, tx, userId, line, state, at ?? '');
        feed.moveCase(tx, line.caseId, row.assigned_to, null);
      }
    });
  }
  return lines.length;
};

const endCase = (context: Context, tx: Tx, userId: string, line: ReturnLine, state: CaseState, at: string): void => {
  const closed = { class: line.class, reason: line.reason, at };
  applyCaseEvent(context, tx, line.caseId, userId, { kind: 'close', closed, zone: state.next.zone });
  addLine(context, tx, {
    caseId: line.caseId,
    kind: 'closed',
    userId,
    code: line.reason,
    params: { class: line.class },
  });
};
