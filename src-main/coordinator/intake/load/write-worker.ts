import { workerData } from 'node:worker_threads';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import { openWorkerStore } from '../../store/sqlite/open.ts';
import type { WorkerAccess } from '../../store/store.ts';
import { type BatchSink, createBatchWriter } from './batch-writer.ts';
import { STATE, type WriteOrder, type WriterFailure, type WriterLine } from './remote-sink.ts';

/** The thread that writes a big load (see remote-sink.ts). It ends when its port is closed. */
export type WriterSetup = { readonly access: WorkerAccess; readonly line: WriterLine };

const { access, line } = workerData as WriterSetup;
const state = new Int32Array(line.state);
const store = openWorkerStore(access);
let sink: BatchSink | null = null;

const obey = (order: WriteOrder): void => {
  if (order.kind === 'open') sink = createBatchWriter(store, order.shapes);
  else if (order.kind === 'write') sink?.write(order.rows);
  else
    sink?.finish(order.ids, order.creditorId, (done, total) => {
      Atomics.store(state, STATE.indexed, done);
      Atomics.store(state, STATE.indexTotal, total);
    });
};

const failureOf = (error: unknown): WriterFailure => ({
  code: error instanceof AppError ? error.code : 'internal',
  message: error instanceof Error ? error.message : String(error),
});

line.port.on('message', (order: WriteOrder) => {
  if (Atomics.load(state, STATE.failed) !== 0) return;
  try {
    obey(order);
    Atomics.add(state, STATE.done, 1);
  } catch (error) {
    line.port.postMessage(failureOf(error));
    Atomics.store(state, STATE.failed, 1);
  }
  Atomics.notify(state, STATE.done);
});
line.port.on('close', () => store.close());
