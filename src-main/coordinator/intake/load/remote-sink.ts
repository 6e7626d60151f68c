import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { AppError, type ErrorCode } from '../../../../src-shared/contract/errors.ts';
import type { BatchSink } from './batch-writer.ts';
import type { IdParts } from './ids.ts';
import type { TableRows, TableShape } from './tables.ts';

/** What the writing thread is told, in order. */
export type WriteOrder =
  | { readonly kind: 'open'; readonly shapes: readonly TableShape[] }
  | { readonly kind: 'write'; readonly rows: readonly TableRows[] }
  | { readonly kind: 'finish'; readonly ids: IdParts; readonly creditorId: string };

/** The way to a writing thread. Orders go through the port; both sides meet in `state` (see `STATE`). */
export type WriterLine = { readonly port: MessagePort; readonly state: SharedArrayBuffer };
export type WriterFailure = { readonly code: ErrorCode; readonly message: string };

/** Words of the shared state: orders done, whether it failed, index entries written, index entries in all. */
export const STATE = { done: 0, failed: 1, indexed: 2, indexTotal: 3 } as const;
export const STATE_BYTES = 16;

/** Orders that may wait: enough to keep the writer busy, few enough for the memory. */
const AHEAD = 6;
const LOOK_MS = 100;

/**
 * A sink in a thread of its own, so that a big file is read and written at the same time. The reading thread never
 * returns to its event loop meanwhile: it waits on the shared state, and fetches a failure from the port by itself.
 */
export const openRemoteSink = ({ port, state }: WriterLine, shapes: readonly TableShape[]): BatchSink => {
  const words = new Int32Array(state);
  let sent = 0;

  const fail = (): never => {
    const failure = receiveMessageOnPort(port)?.message as WriterFailure | undefined;
    throw new AppError(failure?.code ?? 'internal', { message: failure?.message ?? 'the writing thread failed' });
  };
  const waitFor = (order: number, meanwhile: () => void = () => undefined): void => {
    for (;;) {
      const done = Atomics.load(words, STATE.done);
      if (Atomics.load(words, STATE.failed) !== 0) fail();
      meanwhile();
      if (done >= order) return;
      Atomics.wait(words, STATE.done, done, LOOK_MS);
    }
  };
  const send = (order: WriteOrder): void => {
    port.postMessage(order);
    sent += 1;
  };

  send({ kind: 'open', shapes });
  return {
    write: (rows) => {
      send({ kind: 'write', rows });
      waitFor(sent - AHEAD);
    },
    finish: (ids, creditorId, progress) => {
      send({ kind: 'finish', ids, creditorId });
      waitFor(sent, () => progress(Atomics.load(words, STATE.indexed), Atomics.load(words, STATE.indexTotal)));
    },
  };
};
