import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { Clock } from '../../clock.ts';
import { newId } from '../../identity.ts';
import { readMeta, writeMeta } from '../../store/meta.ts';
import { migrationKeys } from '../../store/migrate.ts';
import { MIGRATIONS } from '../../store/migrations/all.ts';
import { LOCK_FILE, lockDataDir } from '../../store/sqlite/data-lock.ts';
import { DATABASE_FILE, openWorkerStore } from '../../store/sqlite/open.ts';
import { createAudit } from '../audit/chain.ts';
import { type Manifest, type Sink, unpackArchive } from './archive.ts';
import { createByteReader } from './byte-reader.ts';
import { damaged, type Header, readHeader, type Secret, unlock } from './envelope.ts';
import { ASIDE, finishRestore, READY } from './finish-restore.ts';
import { openFrames } from './frames.ts';
import { onDisk } from './make-backup.ts';
import { translate } from '../../store/sqlite/errors.ts';

export type RestoreOrder = {
  readonly dataDir: string;
  readonly from: string;
  /** What is in the folder may be set aside. */
  readonly replace: boolean;
  /** Asked once it is known how the backup is sealed. */
  readonly secretFor: (key: Header['key']) => Promise<Secret>;
  readonly clock: Clock;
  /** Who the audit says did it; nobody where it is left out. */
  readonly by?: string;
};

export type RestoreReport = {
  readonly manifest: Manifest;
  readonly epoch: string;
  /** The folder, inside the data folder, that keeps what was there; null where nothing was. */
  readonly before: string | null;
};

/**
 * Puts a backup in the place of a workspace. Everything is read, proved and written aside first; only then is what was
 * there moved away, and kept. The workspace gets a new epoch: workstations start over from its rows and feed it what
 * they still hold. Sessions end: who was signed in then may not be today.
 * Errors: `already-exists` (a workspace is there and `replace` is not given), `backup-damaged`, `backup-key`,
 * `backup-newer`, `data-dir-in-use`, `disk-full`, `not-found`.
 */
export const restoreBackup = async (order: RestoreOrder): Promise<RestoreReport> => {
  const { dataDir } = order;
  if (!existsSync(order.from)) throw new AppError('not-found', { params: { file: order.from } });
  const made = await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const held = existsSync(path.join(dataDir, LOCK_FILE));
  const lock = lockDataDir(dataDir);
  try {
    finishRestore(dataDir);
    const standing = existsSync(path.join(dataDir, DATABASE_FILE));
    if (standing && !order.replace) throw new AppError('already-exists', { params: { folder: dataDir } });
    const manifest = await unpackAside(order);
    const epoch = await makeReady(order, manifest);
    const before = `before-restore-${order.clock.now().replaceAll(/[^\dT]/g, '')}-${newId().slice(-6)}`;
    await writeFile(path.join(dataDir, ASIDE, READY), JSON.stringify({ before }), { flush: true });
    await onDisk(path.join(dataDir, ASIDE));
    finishRestore(dataDir);
    await onDisk(dataDir);
    lock.release();
    return { manifest, epoch, before: standing ? before : null };
  } catch (error) {
    await rm(path.join(dataDir, ASIDE), { recursive: true, force: true });
    if (held) lock.release();
    else lock.discard();
    if (made !== undefined) await removeEmpty(dataDir, made);
    throw translate(error);
  }
};

/** A refused restore leaves no folder that was not there: from `folder` up to `top`, as far as they are empty. */
const removeEmpty = async (folder: string, top: string): Promise<void> => {
  try {
    await rmdir(folder);
  } catch {
    return;
  }
  if (folder !== top) await removeEmpty(path.dirname(folder), top);
};

const unpackAside = async ({ dataDir, from, secretFor }: RestoreOrder): Promise<Manifest> => {
  const aside = path.join(dataDir, ASIDE);
  const stream = createReadStream(from);
  try {
    const reader = createByteReader(stream);
    const read = await readHeader(reader);
    if (!migrationKeys(MIGRATIONS).includes(read.header.schema)) {
      throw new AppError('backup-newer', { params: { version: read.header.version } });
    }
    const opened = await unlock(read, await secretFor(read.header.key));
    for (const folder of ['keys', 'recordings'])
      await mkdir(path.join(aside, folder), { recursive: true, mode: 0o700 });
    return await unpackArchive(createByteReader(openFrames(opened, reader)), into(aside));
  } finally {
    stream.destroy();
  }
};

const into = (folder: string): Sink => ({
  begin: async (name) => {
    const file = await open(path.join(folder, name), 'wx', 0o600);
    return {
      write: (piece) => file.writeFile(piece),
      end: async () => {
        await file.sync();
        await file.close();
      },
    };
  },
});

/** Looks into the database once more and gives it its new epoch, still aside. */
const makeReady = async ({ dataDir, clock, by }: RestoreOrder, manifest: Manifest): Promise<string> => {
  const file = path.join(dataDir, ASIDE, DATABASE_FILE);
  const store = openWorkerStore({ file, gate: new SharedArrayBuffer(4) });
  try {
    const check = store.sql.get<{ quick_check: string }>('PRAGMA quick_check(1)');
    if (check?.quick_check !== 'ok') throw damaged('the database of the backup is damaged');
    if (readMeta(store.sql, 'epoch') !== manifest.epoch) throw damaged('the database is not the one of the manifest');
    const epoch = newId();
    store.transaction((tx) => {
      writeMeta(tx, 'epoch', epoch);
      writeMeta(tx, 'restored_from', JSON.stringify({ epoch: manifest.epoch, createdAt: manifest.createdAt }));
      tx.run('DELETE FROM sessions');
      createAudit(clock).record(tx, {
        userId: by ?? '',
        action: 'backup.restore',
        subject: epoch,
        detail: { from: manifest.epoch, createdAt: manifest.createdAt },
      });
    });
    return epoch;
  } finally {
    store.close();
    await onDisk(path.join(dataDir, ASIDE));
  }
};
