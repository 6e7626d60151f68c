import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { assertNever } from '../../../src-shared/domain/assert-never.ts';
import { translate } from '../store/sqlite/errors.ts';
import { openWorkerStore } from '../store/sqlite/open.ts';
import { createBatchWriter } from './load/batch-writer.ts';
import { loadBatch } from './load/load.ts';
import { openRemoteSink } from './load/remote-sink.ts';
import { removeBatch } from './load/remove.ts';
import type { Job, JobMessage, JobSetup, LoadJob } from './job/jobs.ts';
import { judgeFile } from './job/judge-file.ts';
import { readFile } from './job/read-file.ts';

/** The thread that does one job and ends. */
const { access, stop, job } = workerData as JobSetup;
const stopped = new Int32Array(stop);
const store = openWorkerStore(access);

const say = (message: JobMessage): void => parentPort?.postMessage(message);

/** At most ten messages a second; also the place where a job hears that it is to stop. */
const createProgress = (): ((phase: string, done: number, total: number) => void) => {
  let last = 0;
  return (phase, done, total) => {
    if (Atomics.load(stopped, 0) !== 0) throw new AppError('batch-state', { message: 'stopped' });
    const now = performance.now();
    if (now - last < 100) return;
    last = now;
    say({ kind: 'progress', phase, done, total });
  };
};

const progress = createProgress();

const load = (order: LoadJob): unknown => {
  const { file, judge, analysis, review } = judgeFile(order, store, progress);
  const changed = order.accepted !== null && order.accepted !== analysis.accepted;
  if (analysis.refusedBy.length > 0 || analysis.accepted === 0 || changed) return { review, loaded: false };
  const { line } = order;
  const open =
    line === null
      ? (shapes: Parameters<typeof createBatchWriter>[1]) => createBatchWriter(store, shapes)
      : (shapes: Parameters<typeof createBatchWriter>[1]) => openRemoteSink(line, shapes);
  loadBatch(store, file, analysis, judge, order.scope, open, progress);
  return { review, loaded: true };
};

const run = (order: Job): unknown => {
  switch (order.kind) {
    case 'read':
      return readFile(order);
    case 'check':
      return judgeFile(order, store, progress).review;
    case 'load':
      return load(order);
    case 'remove':
      return removeBatch(store, order.batchId, (done, total) => progress('removing', done, total));
    default:
      return assertNever(order);
  }
};

try {
  say({ kind: 'done', result: run(job) });
} catch (thrown) {
  const error = translate(thrown);
  if (error instanceof AppError)
    say({ kind: 'failed', code: error.code, params: error.params, message: error.message });
  else say({ kind: 'failed', code: 'internal', params: {}, message: String(error), cause: error });
} finally {
  store.close();
}
