import { MessageChannel, Worker } from 'node:worker_threads';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { WorkerAccess } from '../../store/store.ts';
import { workerUrl } from '../../worker-url.ts';
import { STATE_BYTES, type WriterLine } from '../load/remote-sink.ts';
import type { Job, JobMessage, JobResult, JobSetup } from './jobs.ts';

/** Old space of a job's thread: a million rows are kept in arrays outside it. */
const LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 };

export type RunningJob<J extends Job> = {
  readonly result: Promise<JobResult<J>>;
  /** Asks the job to stop; the result then fails with `batch-state`. */
  readonly stop: () => void;
};

export type OnProgress = (phase: string, done: number, total: number) => void;

/** Runs a job in a thread of its own. Errors: the job's own AppErrors; `internal` where the thread dies. */
export const runJob = <J extends Job>(
  access: WorkerAccess,
  job: J,
  onProgress: OnProgress = () => undefined,
): RunningJob<J> => {
  const stop = new SharedArrayBuffer(4);
  const setup: JobSetup = { access, stop, job };
  const transferList = job.kind === 'load' && job.line !== null ? [job.line.port] : [];
  const worker = new Worker(workerUrl('intake/job-worker'), {
    workerData: setup,
    transferList,
    resourceLimits: LIMITS,
  });
  // What the job says last counts once its thread is gone: until then it holds the database open.
  const result = new Promise<JobResult<J>>((resolve, reject) => {
    let end: (() => void) | null = null;
    worker.on('message', (message: JobMessage) => {
      if (message.kind === 'progress') onProgress(message.phase, message.done, message.total);
      else if (message.kind === 'done') end = () => resolve(message.result as JobResult<J>);
      else {
        const { code, params, cause } = message;
        end = () => reject(new AppError(code, { params, message: message.message, cause }));
      }
    });
    worker.once('error', (cause) => reject(new AppError('internal', { cause, message: String(cause) })));
    worker.once('exit', (code) => {
      end?.();
      reject(new AppError('internal', { message: `the intake thread ended with ${code}` }));
    });
  });
  return { result, stop: () => void Atomics.store(new Int32Array(stop), 0, 1) };
};

/** A thread that writes while the job's thread reads; it ends with the job. */
export const openWriterLine = (
  access: WorkerAccess,
): { readonly line: WriterLine; readonly close: () => Promise<unknown> } => {
  const { port1, port2 } = new MessageChannel();
  const state = new SharedArrayBuffer(STATE_BYTES);
  const worker = new Worker(workerUrl('intake/load/write-worker'), {
    workerData: { access, line: { port: port2, state } },
    transferList: [port2],
    resourceLimits: LIMITS,
  });
  worker.on('error', () => {
    // The reading thread must not wait for orders that nobody will take.
    const words = new Int32Array(state);
    Atomics.store(words, 1, 1);
    Atomics.notify(words, 0);
  });
  return { line: { port: port1, state }, close: () => worker.terminate() };
};
