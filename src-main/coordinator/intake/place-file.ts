import { rmSync } from 'node:fs';
import type { Lang } from '../../../src-shared/contract/basics.ts';
import type { Review } from '../../../src-shared/contract/intake.ts';
import type { LayoutSpec } from '../../../src-shared/contract/layout.ts';
import type { Context } from '../context.ts';
import { newId } from '../identity.ts';
import { nextName } from './batch/batch-row.ts';
import { judgeOrder, type Placement, readMandate } from './batch/judge-order.ts';
import { loadPlacement } from './batch/load-placement.ts';
import { recoverBatches } from './batch/recover.ts';
import { intakeRoutes } from '../../../src-shared/contract/intake.ts';
import { draftFiles, dropDraft } from './draft/draft-files.ts';
import type { CheckJob, ReadJob, ReadResult } from './job/jobs.ts';
import { type OnProgress, runJob } from './job/run-job.ts';
import { layoutNameOf } from './layout/layout-name.ts';
import { saveLayout, savedSpecs } from './layout/saved.ts';

/** A file to place from end to end without a screen: the command line, and the sample workspace. */
export type PlaceFile = {
  readonly path: string;
  readonly fileName: string;
  readonly creditorId: string;
  /** null: only a dry run is possible, judged against a mandate that begins today. */
  readonly mandateId: string | null;
  /** null: recognised, or suggested. */
  readonly layout: LayoutSpec | null;
  readonly commit: boolean;
  readonly userId: string;
  readonly lang: Lang;
  /** Where the rejects are written; null for nowhere. */
  readonly rejects: string | null;
  readonly name?: string;
  readonly onProgress?: OnProgress;
};

export type Placed = {
  readonly read: ReadResult;
  /** null where a required field cannot be mapped with certainty: nothing was judged. */
  readonly review: Review | null;
  readonly batchId: string | null;
};

/**
 * Reads, judges and, with `commit`, loads a file. Without it nothing in the store changes. What is committed with a
 * layout that was not saved saves it, so that the next file is recognised.
 * Errors: those of reading a file; `unknown-creditor`, `unknown-mandate`, `layout-mismatch`, `layout-incomplete`.
 */
export const placeFile = async (context: Context, file: PlaceFile): Promise<Placed> => {
  const { store } = context;
  const read = await runJob<ReadJob>(store.workerAccess, {
    kind: 'read',
    path: file.path,
    saved: savedSpecs(store.sql, file.creditorId),
    given: file.layout,
    name: layoutNameOf(file.fileName),
  }).result;
  if (read.missing.length > 0) return { read, review: null, batchId: null };
  const placement: Placement = {
    path: file.path,
    fileName: file.fileName,
    sha256: read.facts.sha256,
    spec: read.spec,
    corrections: [],
    creditorId: file.creditorId,
    mandate: file.mandateId === null ? NO_MANDATE : readMandate(store.sql, file.creditorId, file.mandateId),
    lang: file.lang,
    rejects: file.rejects,
    rows: null,
  };
  if (!file.commit || file.mandateId === null) {
    const order = judgeOrder(context, placement);
    const review = await runJob<CheckJob>(store.workerAccess, { ...order, kind: 'check' }, file.onProgress).result;
    return { read, review, batchId: null };
  }
  return commit(context, file, file.mandateId, placement, read);
};

/** A dry run without a mandate says nothing about its dates. */
const NO_MANDATE = { id: '', startsOn: '0001-01-01', endsOn: '9999-12-31' } as const;

const commit = async (
  context: Context,
  file: PlaceFile,
  mandateId: string,
  placement: Placement,
  read: ReadResult,
): Promise<Placed> => {
  const { store } = context;
  await recoverBatches(context);
  const batchId = newId();
  store.transaction((tx) =>
    tx.run(
      `INSERT INTO batches (id, creditor_id, mandate_id, name, file_name, sha256, layout_id, status, created_by, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'draft', ?, ?)`,
      batchId,
      file.creditorId,
      mandateId,
      file.name ?? nextName(context, tx, file.creditorId),
      file.fileName,
      placement.sha256,
      read.savedId,
      file.userId,
      context.clock.now(),
    ),
  );
  const drop = (): void => {
    // A load that could not be removed keeps its batch: whoever removes the rows needs it.
    store.transaction((tx) => tx.run("DELETE FROM batches WHERE id = ? AND status = 'draft'", batchId));
    dropDraft(context.dataDir, batchId);
  };
  try {
    const { review, loaded } = await loadPlacement(context, batchId, placement, {
      userId: file.userId,
      accepted: null,
      ...(file.onProgress === undefined ? {} : { onProgress: file.onProgress }),
    });
    if (file.rejects !== null) noteRejects(context, file, review.rejected);
    if (!loaded) drop();
    else if (read.savedId === null) keepLayout(context, file, batchId, read.spec);
    rmSync(draftFiles(context.dataDir, batchId).rows, { force: true });
    return { read, review, batchId: loaded ? batchId : null };
  } catch (error) {
    drop();
    throw error;
  }
};

/** The file of rejects leaves the house. A dry run writes one too and changes nothing: it repeats its own input. */
const noteRejects = (context: Context, { userId }: PlaceFile, rows: number): void =>
  context.store.transaction((tx) =>
    context.audit.record(tx, {
      userId,
      action: 'list.download',
      subject: intakeRoutes.downloadRejects.id,
      detail: { rows },
    }),
  );

const keepLayout = (context: Context, file: PlaceFile, batchId: string, spec: LayoutSpec): void =>
  context.store.transaction((tx) => {
    const comment = file.fileName;
    const saved = saveLayout(context, tx, { creditorId: file.creditorId, spec, comment, userId: file.userId });
    tx.run('UPDATE batches SET layout_id = ? WHERE id = ?', saved.id, batchId);
  });
