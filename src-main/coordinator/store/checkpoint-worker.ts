import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerAccess } from './store.ts';
import { openConnection } from './sqlite/connection.ts';

const EVERY_MS = 250;
/** Past this size writers wait until the log is copied and begun anew: a disk must not fill with it. */
const LARGEST_LOG = 512 * 1024 * 1024;

/**
 * Copies the write-ahead log into the database while requests are answered, so that no request's COMMIT has to: a copy
 * takes as long as fifty commits.
 */
const { file } = workerData as WorkerAccess;
const { sql, close } = openConnection(file);

const logSize = (): number => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;

const timer = setInterval(() => {
  // The file keeps its size when the log begins anew: only a log that outgrew its old size asks for more.
  const mode = logSize() > LARGEST_LOG ? 'TRUNCATE' : 'PASSIVE';
  try {
    sql.all(`PRAGMA wal_checkpoint(${mode})`);
  } catch {
    // Somebody else is at it, or the disk is full: the log stays whole, and the next time comes soon.
  }
}, EVERY_MS);

parentPort?.once('message', () => {
  clearInterval(timer);
  close();
});
