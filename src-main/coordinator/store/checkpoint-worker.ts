import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerAccess } from './store.ts';
import { openConnection } from './sqlite/connection.ts';

/** Seldom enough that a page which changes with every push is copied once for many of them. */
const EVERY_MS = 1_000;
/** Past this size writers wait until the log is copied and begun anew: a disk must not fill with it. */
const LARGEST_LOG = 512 * 1024 * 1024;
/** So long nobody has written before the log is cut: what was erased stands in it no longer than a quiet moment. */
const QUIET_MS = 30_000;
/** A cut keeps writers out while it waits for readers. */
const WAIT_MS = 100;

/**
 * Copies the write-ahead log into the database while requests are answered, so that no request's COMMIT has to: a copy
 * takes as long as fifty commits.
 */
const { file } = workerData as WorkerAccess;
const { sql, close } = openConnection(file, { busyMs: WAIT_MS });

const logSize = (): number => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
const written = { frames: 0, at: performance.now() };

const copyBack = (): void => {
  const size = logSize();
  const mode = size > LARGEST_LOG || (size > 0 && performance.now() - written.at > QUIET_MS) ? 'TRUNCATE' : 'PASSIVE';
  const log = sql.get<{ log: number }>(`PRAGMA wal_checkpoint(${mode})`)?.log ?? 0;
  if (log !== written.frames) Object.assign(written, { frames: log, at: performance.now() });
};

const timer = setInterval(() => {
  try {
    copyBack();
  } catch {
    // Somebody else is at it, or the disk is full: the log stays whole, and the next time comes soon.
  }
}, EVERY_MS);

parentPort?.once('message', () => {
  clearInterval(timer);
  close();
});
