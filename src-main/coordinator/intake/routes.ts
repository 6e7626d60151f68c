import { createReadStream, statSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { type Draft, intakeRoutes as routes } from '../../../src-shared/contract/intake.ts';
import { type Leader, refuseOthers } from '../assignment/own-cases.ts';
import type { Context } from '../context.ts';
import { on, type Registration } from '../http/registration.ts';
import { listBatches } from './batch/batch-list.ts';
import { readBatch } from './batch/batch-row.ts';
import { hasRejects, openRejects } from './batch/kept-rejects.ts';
import { judgeOrder, readMandate } from './batch/judge-order.ts';
import { undoConsequence } from './batch/undo.ts';
import { createDesk } from './draft/desk.ts';
import { draftFiles, dropDraft } from './draft/draft-files.ts';
import { previewOf } from './draft/preview.ts';
import { selectRows } from './draft/review-rows.ts';
import { takeUpload } from './draft/upload.ts';
import { listLayouts } from './layout/saved.ts';

/** A request waits so long for a job to end; what takes longer is polled, or heard over the live socket. */
const WAIT_MS = 1_500;

/** Affidamento and acquisizione: files in, layouts, review, load, undo. */
export const intakeRoomRoutes = (context: Context, waitMs: number = WAIT_MS): readonly Registration[] => {
  const { store, dataDir } = context;
  const desk = createDesk(context);
  const soon = (job: Promise<void>): Promise<void> => within(waitMs, job);
  /** What a file says of debtors is for who loaded it, and for whom no other team has taken a case of it. */
  const refuseTaken = (batchId: string, user: Leader): void => {
    if (readBatch(store.sql, batchId).created_by !== user.id) refuseOthers(store.sql, store.db, user, { batchId });
  };
  const settled = async (batchId: string, job: Promise<void>): Promise<Draft> => {
    await soon(job);
    const failure = desk.failureOf(batchId);
    if (failure !== undefined) throw new AppError(failure.code, { params: failure.params });
    return desk.read(batchId);
  };
  return [
    on(routes.listBatches, ({ query }) => ({ batches: listBatches(store.sql, query.creditorId) })),
    on(routes.readDraft, ({ user, params }) => {
      // First, because of a file that could not be read only why is left, and no batch that could be somebody's.
      const draft = desk.read(params.batchId);
      refuseTaken(params.batchId, user);
      return draft;
    }),
    on(routes.uploadPlacement, async ({ query, stream, user }) => {
      const batchId = await takeUpload(context, { ...query, userId: user.id }, stream);
      await soon(desk.readFile(batchId));
      const failure = desk.failureOf(batchId);
      if (failure !== undefined) throw new AppError(failure.code, { params: failure.params });
      return { batchId };
    }),
    on(routes.previewLayout, ({ params, body, user }) => {
      const row = desk.draftRow(params.batchId);
      const state = desk.stateOf(row.id);
      const mandate = readMandate(store.sql, row.creditor_id, row.mandate_id);
      const files = draftFiles(dataDir, row.id);
      const { measure } = judgeOrder(context, {
        path: files.placement,
        fileName: row.file_name,
        sha256: row.sha256,
        spec: body.spec,
        corrections: [],
        creditorId: row.creditor_id,
        mandate,
        lang: user.lang,
        rejects: null,
        rows: null,
      });
      return previewOf(state, body.spec, measure);
    }),
    on(routes.checkDraft, async ({ params, body, user }) => {
      const job = desk.check(params.batchId, body.spec, body.save?.comment ?? null, user);
      return settled(params.batchId, job);
    }),
    on(routes.listRows, ({ user, params, query }) => {
      refuseTaken(params.batchId, user);
      return selectRows(desk.rows(params.batchId), query);
    }),
    on(routes.correctRow, async ({ params, body, user }) => {
      const { batchId, line } = params;
      await soon(desk.correct(batchId, line, body.column, body.value, user));
      const row = desk.isBusy(batchId) ? null : (desk.rows(batchId).find((one) => one.line === line) ?? null);
      return { row, draft: desk.read(batchId) };
    }),
    on(routes.downloadRejects, ({ user, params }) => {
      refuseTaken(params.batchId, user);
      const row = readBatch(store.sql, params.batchId);
      const { rejects } = draftFiles(dataDir, row.id);
      const inDraft = statSync(rejects, { throwIfNoEntry: false }) !== undefined;
      if (!inDraft && !hasRejects(context, row.id))
        throw new AppError('not-found', { params: { file: row.file_name } });
      const content = inDraft ? createReadStream(rejects) : Readable.from(openRejects(context, row.id));
      return { fileName: rejectsName(row.file_name), contentType: 'text/csv', content };
    }),
    on(routes.loadDraft, async ({ params, body, user }) =>
      settled(params.batchId, desk.load(params.batchId, body.accepted, user)),
    ),
    on(routes.cancelJob, async ({ params }) => {
      await desk.stop(params.batchId);
      return desk.read(params.batchId);
    }),
    on(routes.discardDraft, async ({ params, user }) => {
      await desk.stop(params.batchId);
      store.transaction((tx) => {
        const row = readBatch(tx, params.batchId);
        if (row.status !== 'draft') throw new AppError('batch-state', { params: { reason: row.status } });
        tx.run('DELETE FROM batches WHERE id = ?', row.id);
        context.audit.record(tx, {
          userId: user.id,
          action: 'batch.discard',
          subject: row.id,
          detail: { file: row.file_name },
        });
      });
      dropDraft(dataDir, params.batchId);
      return { ok: true as const };
    }),
    on(routes.undoConsequence, ({ user, params }) => {
      readBatch(store.sql, params.batchId);
      refuseOthers(store.sql, store.db, user, params);
      return undoConsequence(store.sql, params.batchId, context.clock.now());
    }),
    on(routes.undoBatch, async ({ params, body, user }) => {
      refuseOthers(store.sql, store.db, user, params);
      return settled(params.batchId, desk.undo(params.batchId, body.cases, user));
    }),
    on(routes.listLayouts, ({ query }) => ({ layouts: listLayouts(store.sql, query.creditorId) })),
  ];
};

/** Resolves when the job has ended or has taken longer than a person waits without seeing progress. */
const within = async (waitMs: number, job: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, waitMs)));
  await Promise.race([job, late]);
  clearTimeout(timer);
};

/** `AFF_0001.txt` → `AFF_0001.scarti.txt`. */
const rejectsName = (fileName: string): string => {
  const { name, ext } = path.parse(fileName);
  return `${name}.scarti${ext || '.csv'}`;
};
