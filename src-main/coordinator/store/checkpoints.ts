import { Worker } from 'node:worker_threads';
import type { Start } from '../context.ts';
import { workerUrl } from '../worker-url.ts';

/** While a folder is served, a thread of its own copies the log into the database, and no COMMIT does. */
export const startCheckpoints: Start = ({ store, log }) => {
  const worker = new Worker(workerUrl('store/checkpoint-worker'), { workerData: store.workerAccess });
  store.sql.exec('PRAGMA wal_autocheckpoint = 0');
  worker.on('error', (error) => {
    log.error({ err: { name: error.name } }, 'the log is copied by commits again');
    store.sql.exec('PRAGMA wal_autocheckpoint = 1000');
  });
  worker.unref();
  return { stop: () => worker.postMessage('stop') };
};
