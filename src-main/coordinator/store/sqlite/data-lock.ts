import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import { isBusy } from './errors.ts';

export type DataLock = { readonly release: () => void };

/**
 * One coordinator per data folder. The lock is one that the operating system frees when its holder dies (also by
 * kill -9), so a stale process number never keeps a folder shut; the `.pid` file only tells people who holds it.
 * Errors: `data-dir-in-use` {pid}.
 */
export const lockDataDir = (dataDir: string): DataLock => {
  const pidFile = path.join(dataDir, 'coordinator.pid');
  const lock = new DatabaseSync(path.join(dataDir, 'coordinator.lock'), { timeout: 0 });
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new AppError('data-dir-in-use', { params: { pid: readPid(pidFile) }, cause: error });
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  return {
    release: () => {
      rmSync(pidFile, { force: true });
      lock.close();
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
