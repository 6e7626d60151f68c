import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import { isBusy } from './errors.ts';

export const LOCK_FILE = 'coordinator.lock';

export type DataLock = {
  readonly release: () => void;
  /** Releases it and leaves no file of it: for a folder in which nothing came to stand. */
  readonly discard: () => void;
};

/**
 * One coordinator per data folder. The lock is one that the operating system frees when its holder dies (also by
 * kill -9), so a stale process number never keeps a folder shut; the `.pid` file only tells people who holds it.
 * Errors: `data-dir-in-use` {pid}.
 */
export const lockDataDir = (dataDir: string): DataLock => {
  const pidFile = path.join(dataDir, 'coordinator.pid');
  const lockFile = path.join(dataDir, LOCK_FILE);
  const lock = new DatabaseSync(lockFile, { timeout: 0 });
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new AppError('data-dir-in-use', { params: { pid: readPid(pidFile) }, cause: error });
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  const release = (): void => {
    rmSync(pidFile, { force: true });
    lock.close();
  };
  return {
    release,
    discard: () => {
      // While it is held: whoever comes next makes a file of his own. Windows removes no open file.
      if (process.platform !== 'win32') rmSync(lockFile, { force: true });
      release();
    },
  };
};

const readPid = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '?';
  }
};
