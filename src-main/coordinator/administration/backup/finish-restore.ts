import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { DATABASE_FILE } from '../../store/sqlite/open.ts';

/** Where a restore writes aside. With `ready` in it, it is complete and only has to be moved into place. */
export const ASIDE = 'restoring';
export const READY = 'ready.json';

/** `before`: the folder that takes what was there. */
export const Ready = z.object({ before: z.string().regex(/^before-restore-[\w-]+$/) });

/** True where a restore was cut short after it had everything: opening the folder finishes it. */
export const restoreWaits = (dataDir: string): boolean => existsSync(path.join(dataDir, ASIDE, READY));

const DATABASE_PARTS = [DATABASE_FILE, `${DATABASE_FILE}-wal`, `${DATABASE_FILE}-shm`];

/**
 * Moves what a restore has written aside into place; with nothing written aside it does nothing, and with something
 * incomplete it removes that. Each step may be cut short and done again. The caller holds the folder's lock.
 */
export const finishRestore = (dataDir: string): void => {
  const aside = path.join(dataDir, ASIDE);
  if (restoreWaits(dataDir)) {
    const { before } = Ready.parse(JSON.parse(readFileSync(path.join(aside, READY), 'utf8')));
    putInPlace(dataDir, before, DATABASE_FILE, DATABASE_PARTS);
    putInPlace(dataDir, before, 'keys', ['keys']);
    putInPlace(dataDir, before, 'recordings', ['recordings']);
  }
  rmSync(aside, { recursive: true, force: true });
};

/** What stands aside is new; as long as it does, what stands in its place is old. */
const putInPlace = (dataDir: string, before: string, name: string, old: readonly string[]): void => {
  const fresh = path.join(dataDir, ASIDE, name);
  if (!existsSync(fresh)) return;
  for (const part of old) {
    const standing = path.join(dataDir, part);
    if (!existsSync(standing)) continue;
    mkdirSync(path.join(dataDir, before), { recursive: true, mode: 0o700 });
    renameSync(standing, path.join(dataDir, before, part));
  }
  renameSync(fresh, path.join(dataDir, name));
};
