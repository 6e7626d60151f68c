import { statSync } from 'node:fs';
import type { Draft, ReviewRow } from '../../../../src-shared/contract/intake.ts';
import { batchTopic } from '../../../../src-shared/contract/intake.ts';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { LayoutSpec } from '../../../../src-shared/contract/layout.ts';
import type { SessionUser } from '../../../../src-shared/contract/session.ts';
import type { Context } from '../../context.ts';
import { translate } from '../../store/sqlite/errors.ts';
import { readSummary } from '../batch/batch-list.ts';
import { type BatchRow, isThere, keepReview, readBatch, reviewOf } from '../batch/batch-row.ts';
import { keepRejects } from '../batch/kept-rejects.ts';
import { judgeOrder, type Placement, readMandate } from '../batch/judge-order.ts';
import { loadPlacement } from '../batch/load-placement.ts';
import { recoverBatches } from '../batch/recover.ts';
import { refusalOf } from '../batch/refusal.ts';
import { undoBatch } from '../batch/undo.ts';
import type { CheckJob, ReadJob } from '../job/jobs.ts';
import { runJob } from '../job/run-job.ts';
import { layoutNameOf } from '../layout/layout-name.ts';
import { saveLayout, savedSpecs } from '../layout/saved.ts';
import { fieldAt } from './correction.ts';
import { draftFiles, type DraftState, dropDraft, readDraftState, writeDraftState } from './draft-files.ts';
import { readReviewRows } from './review-rows.ts';

type Work = 'reading' | 'checking' | 'loading' | 'undoing';
type Activity = {
  readonly work: Work;
  progress: { phase: string; done: number; total: number };
  stop: () => void;
  readonly ended: Promise<void>;
};
type Failure = NonNullable<Draft['failure']>;

/** The work on drafts that goes on in this process: what each is doing, and how its last job ended. */
export const createDesk = (context: Context) => {
  const { store, dataDir } = context;
  const active = new Map<string, Activity>();
  const failures = new Map<string, Failure>();
  const rowCache = new Map<string, { readonly at: number; readonly rows: readonly ReviewRow[] }>();

  const refuseBusy = (batchId: string): void => {
    if (active.has(batchId)) throw new AppError('batch-state', { recovery: 'retry', params: { reason: 'busy' } });
  };

  /** Runs one job at a time for a batch. Its end, good or bad, is told over the live socket. */
  const begin = (batchId: string, work: Work, run: (activity: Activity) => Promise<void>): Activity => {
    refuseBusy(batchId);
    failures.delete(batchId);
    const { promise, resolve } = Promise.withResolvers<void>();
    const activity: Activity = {
      work,
      progress: { phase: work, done: 0, total: 0 },
      stop: () => undefined,
      ended: promise,
    };
    active.set(batchId, activity);
    run(activity)
      .catch((thrown: unknown) => {
        const error = translate(thrown);
        if (!(error instanceof AppError) || error.code === 'internal')
          context.log.error({ err: error, batch: batchId }, 'intake job failed');
        const known = error instanceof AppError ? error : new AppError('internal', { cause: error });
        if (known.message !== 'stopped') failures.set(batchId, { code: known.code, params: { ...known.params } });
      })
      .finally(() => {
        active.delete(batchId);
        rowCache.delete(batchId);
        context.live.progress({ topic: batchTopic(batchId), phase: 'ended', done: 1, total: 1 });
        resolve();
      });
    return activity;
  };

  const report =
    (batchId: string, activity: Activity) =>
    (phase: string, done: number, total: number): void => {
      activity.progress = { phase, done, total };
      context.live.progress({ topic: batchTopic(batchId), phase, done, total });
    };

  const stateOf = (batchId: string): DraftState => {
    const state = readDraftState(dataDir, batchId);
    if (state === null) throw new AppError('batch-state', { params: { reason: 'not-read' } });
    return state;
  };

  const draftRow = (batchId: string): BatchRow => {
    const row = readBatch(store.sql, batchId);
    if (row.status !== 'draft') throw new AppError('batch-state', { params: { reason: row.status } });
    return row;
  };

  /** A draft that nothing goes on with. */
  const idleDraft = (batchId: string): BatchRow => {
    refuseBusy(batchId);
    return draftRow(batchId);
  };

  const placementOf = (row: BatchRow, state: DraftState, user: SessionUser): Placement => {
    const files = draftFiles(dataDir, row.id);
    return {
      path: files.placement,
      fileName: row.file_name,
      sha256: row.sha256,
      spec: state.spec,
      corrections: state.corrections,
      creditorId: row.creditor_id,
      mandate: readMandate(store.sql, row.creditor_id, row.mandate_id),
      lang: user.lang,
      rejects: files.rejects,
      rows: files.rows,
    };
  };

  const check = (row: BatchRow, user: SessionUser): Activity =>
    begin(row.id, 'checking', async (activity) => {
      const order = judgeOrder(context, placementOf(row, stateOf(row.id), user));
      const job = runJob<CheckJob>(store.workerAccess, { ...order, kind: 'check' }, report(row.id, activity));
      activity.stop = job.stop;
      const review = await job.result;
      store.transaction((tx) => keepReview(tx, row.id, review));
      if (review.refusedBy.length === 0 && review.accepted > 0) keepLayout(row, user);
    });

  /** Only once the file stands: a layout that fits no file would be recognised in the creditor's next ones. */
  const keepLayout = ({ id, creditor_id: creditorId }: BatchRow, user: SessionUser): void => {
    const state = stateOf(id);
    const { spec, keepAs: comment } = state;
    if (comment === null) return;
    const kept = store.transaction((tx) => {
      const saved = saveLayout(context, tx, { creditorId, spec, comment, userId: user.id });
      tx.run('UPDATE batches SET layout_id = ? WHERE id = ?', saved.id, id);
      return saved;
    });
    writeDraftState(dataDir, id, { ...state, savedId: kept.id, version: kept.version, keepAs: null });
  };

  /** The batch is loaded whatever becomes of this; what is left is done at the next start. */
  const keepOnlyRejects = (batchId: string): Promise<void> =>
    keepRejects(context, batchId).catch((error: unknown) =>
      context.log.error({ err: error, batch: batchId }, 'the rejects stay in their file'),
    );

  /** A file that cannot be read begins nothing: only why is still known, for whoever looks at it. */
  const dropUnread = (batchId: string): void => {
    dropDraft(dataDir, batchId);
    store.transaction((tx) => tx.run("DELETE FROM batches WHERE id = ? AND status = 'draft'", batchId));
  };

  const read = (batchId: string): Draft => {
    const unread = failures.get(batchId);
    if (unread !== undefined && !isThere(store.sql, batchId))
      throw new AppError(unread.code, { params: unread.params });
    const row = readBatch(store.sql, batchId);
    const activity = active.get(batchId);
    const state = row.status === 'draft' || row.status === 'loading' ? readDraftState(dataDir, batchId) : null;
    const review = reviewOf(row);
    return {
      batch: readSummary(store.sql, batchId),
      step: stepOf(row, activity, review !== null, failures.has(batchId)),
      file: state?.facts ?? null,
      layout:
        state === null
          ? null
          : {
              spec: state.spec,
              origin: state.origin,
              savedId: state.savedId,
              version: state.version,
              suggestions: state.suggestions,
            },
      review,
      progress: activity?.progress ?? null,
      failure: failures.get(batchId) ?? null,
    };
  };

  const rowsOf = (batchId: string): readonly ReviewRow[] => {
    const { rows: file } = draftFiles(dataDir, batchId);
    const known = rowCache.get(batchId);
    const at = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (known?.at === at) return known.rows;
    const rows = readReviewRows(file);
    // One review at a time is looked at; ten thousand rows are a few megabytes.
    rowCache.clear();
    rowCache.set(batchId, { at, rows });
    return rows;
  };

  return {
    read,
    isBusy: (batchId: string): boolean => active.has(batchId),
    /** Why the batch's last job ended badly; undefined while one goes on or where it ended well. */
    failureOf: (batchId: string): Failure | undefined => failures.get(batchId),
    stateOf,
    draftRow,
    /** Reads a file that has just arrived and finds or suggests its layout. One that cannot be read leaves no draft. */
    readFile: (batchId: string): Promise<void> =>
      begin(batchId, 'reading', async (activity) => {
        const row = draftRow(batchId);
        const job = runJob<ReadJob>(
          store.workerAccess,
          {
            kind: 'read',
            path: draftFiles(dataDir, batchId).placement,
            saved: savedSpecs(store.sql, row.creditor_id),
            given: null,
            name: layoutNameOf(row.file_name),
          },
          report(batchId, activity),
        );
        activity.stop = job.stop;
        const {
          missing: _,
          sample,
          suggestions,
          ...result
        } = await job.result.catch((error: unknown) => {
          if (!(error instanceof AppError && error.message === 'stopped')) dropUnread(batchId);
          throw error;
        });
        store.transaction((tx) => tx.run('UPDATE batches SET sha256 = ? WHERE id = ?', result.facts.sha256, batchId));
        writeDraftState(dataDir, batchId, {
          ...result,
          suggestions: [...suggestions],
          keepAs: null,
          sample: sample.map(({ line, cells }) => ({ line, cells: [...cells] })),
          corrections: [],
        });
      }).ended,
    /** Judges every row with the layout; keeps the layout where asked, once the file is not refused. */
    check: (batchId: string, spec: LayoutSpec, comment: string | null, user: SessionUser): Promise<void> => {
      const row = idleDraft(batchId);
      const state = stateOf(batchId);
      const same = JSON.stringify(spec) === JSON.stringify(state.spec);
      writeDraftState(dataDir, batchId, {
        ...state,
        spec,
        origin: same ? state.origin : 'edited',
        savedId: same ? state.savedId : null,
        version: same ? state.version : null,
        keepAs: comment,
      });
      return check(row, user).ended;
    },
    rows: rowsOf,
    /**
     * Corrects a cell and judges everything again; resolves when that has ended. The audit has who corrected which
     * cell, never what stood or stands there: a draft's people have no keys yet to seal it with.
     * Errors: `not-found` for a line or column that the file does not have.
     */
    correct: async (batchId: string, line: number, column: number, value: string, user: SessionUser): Promise<void> => {
      // A correction while the one before is still being judged: one judging, of both, is enough.
      for (let before = active.get(batchId); before?.work === 'checking'; before = active.get(batchId)) {
        before.stop();
        await before.ended;
      }
      const row = idleDraft(batchId);
      const state = stateOf(batchId);
      const corrections = new Map(state.corrections.map(([at, cells]) => [at, new Map(cells)]));
      const field = fieldAt(state, rowsOf(batchId), { line, column });
      store.transaction((tx) =>
        context.audit.record(tx, {
          userId: user.id,
          action: 'batch.correct',
          subject: batchId,
          detail: { line, column: column + 1, ...(field === null ? {} : { field }) },
        }),
      );
      corrections.set(line, (corrections.get(line) ?? new Map<number, string>()).set(column, value));
      writeDraftState(dataDir, batchId, {
        ...state,
        corrections: [...corrections].map(([at, cells]) => [at, [...cells]]),
      });
      await check(row, user).ended;
    },
    load: (batchId: string, accepted: number, user: SessionUser): Promise<void> => {
      const row = idleDraft(batchId);
      const placement = placementOf(row, stateOf(batchId), user);
      return begin(batchId, 'loading', async (activity) => {
        await recoverBatches(context);
        const { review, loaded } = await loadPlacement(context, batchId, placement, {
          userId: user.id,
          accepted,
          onProgress: report(batchId, activity),
          onStart: (stop) => (activity.stop = stop),
        });
        if (loaded) return keepOnlyRejects(batchId);
        throw refusalOf(review, accepted);
      }).ended;
    },
    undo: (batchId: string, seen: number, user: SessionUser): Promise<void> =>
      begin(batchId, 'undoing', (activity) =>
        undoBatch(context, batchId, { userId: user.id, seen, onProgress: report(batchId, activity) }),
      ).ended,
    stop: async (batchId: string): Promise<void> => {
      const activity = active.get(batchId);
      activity?.stop();
      await activity?.ended;
    },
  };
};

const stepOf = (row: BatchRow, activity: Activity | undefined, reviewed: boolean, failed: boolean): Draft['step'] => {
  // A load that broke off on a full disk keeps its state until there is room to remove its rows.
  const broken = row.status === 'loading' && failed && activity === undefined;
  if (row.status === 'loading' && !broken) return 'loading';
  if (row.status !== 'draft' && !broken) return 'loaded';
  if (activity !== undefined && activity.work !== 'undoing') return activity.work;
  return reviewed ? 'review' : 'mapping';
};
