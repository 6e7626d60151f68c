import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { backup } from 'node:sqlite';
import { Kysely } from 'kysely';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import { makeFolder } from '../../make-folder.ts';
import { migrate } from '../migrate.ts';
import { MIGRATIONS, type Migration } from '../migrations/all.ts';
import type { Database } from '../schema.ts';
import type { Store, WorkerAccess, WorkerStore } from '../store.ts';
import { type Connection, openConnection } from './connection.ts';
import { lockDataDir } from './data-lock.ts';
import { sqliteDialect } from './dialect.ts';
import { translate } from './errors.ts';
import { createGroup } from './group.ts';
import { mainTurn, workerTurn } from './turn.ts';
import { createWriter } from './writer.ts';

export const DATABASE_FILE = 'sollecito.db';

/**
 * Opens (and creates) the store of a data folder and brings its schema up to date.
 * Errors: `data-dir-in-use` when another process holds the folder; `data-dir-missing` where it cannot be made.
 */
export const openStore = async (
  dataDir: string,
  options: {
    readonly migrations?: readonly Migration[];
    /** Runs once the folder is this process's and before anything of it is read. */
    readonly prepare?: (dataDir: string) => void;
  } = {},
): Promise<Store> => {
  makeDataDir(dataDir);
  const lock = lockDataDir(dataDir);
  try {
    options.prepare?.(dataDir);
    return await openLocked(dataDir, lock.release, options.migrations ?? MIGRATIONS);
  } catch (error) {
    lock.release();
    throw error;
  }
};

const makeDataDir = (dataDir: string): void => {
  try {
    makeFolder(dataDir);
  } catch (cause) {
    const code = String((cause as { code?: unknown }).code);
    const message =
      code === 'ENOTDIR' ? 'a file stands where the data folder should be' : `the data folder cannot be made (${code})`;
    throw new AppError('data-dir-missing', { params: { folder: dataDir }, message, cause });
  }
};

const openLocked = async (dataDir: string, release: () => void, migrations: readonly Migration[]): Promise<Store> => {
  const file = path.join(dataDir, DATABASE_FILE);
  const writing = openConnection(file);
  await migrate(new Kysely<Database>({ dialect: sqliteDialect(writing) }), migrations, async (before) => {
    await copyDatabase(file, path.join(dataDir, `${DATABASE_FILE}.before-${before}`));
  });
  writing.sql.run("INSERT INTO meta (key, value) VALUES ('last_seq', '0') ON CONFLICT (key) DO NOTHING");
  const reading = openConnection(file, { readOnly: true });
  const gate = new SharedArrayBuffer(4);
  const writer = createWriter(writing, mainTurn(gate));
  const group = createGroup(writer);
  const open = { now: true };
  return {
    db: new Kysely<Database>({ dialect: sqliteDialect(reading) }),
    sql: writing.sql,
    file,
    transaction: writer.transaction,
    grouped: group.add,
    snapshot: (fn) => readSnapshot(reading, fn),
    nextSeq: writer.nextSeq,
    workerAccess: { file, gate },
    copyTo: (to) => copyDatabase(file, to),
    isOpen: () => open.now,
    close: async () => {
      open.now = false;
      await group.drain();
      reading.close();
      writing.close();
      release();
    },
  };
};

/** A second connection for a worker thread of the process that holds the store. */
export const openWorkerStore = (access: WorkerAccess): WorkerStore => {
  const writing = openConnection(access.file);
  const writer = createWriter(writing, workerTurn(access.gate));
  return {
    db: new Kysely<Database>({ dialect: sqliteDialect(writing) }),
    sql: writing.sql,
    file: access.file,
    transaction: writer.transaction,
    snapshot: (fn) => readSnapshot(writing, fn),
    nextSeq: writer.nextSeq,
    close: writing.close,
  };
};

const readSnapshot = <T>(connection: Connection, fn: (sql: Connection['sql']) => T): T => {
  if (connection.database.isTransaction) return fn(connection.sql);
  connection.sql.exec('BEGIN');
  try {
    return fn(connection.sql);
  } finally {
    connection.sql.exec('COMMIT');
  }
};

/** More pages than a database has: all in one step, off the main thread. */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * Copies through a connection of its own in one step: one read snapshot, so that writing meanwhile neither waits nor
 * makes the copy begin again.
 */
const copyDatabase = async (file: string, to: string): Promise<void> => {
  if (existsSync(to)) rmSync(to);
  const from = openConnection(file, { readOnly: true });
  try {
    await backup(from.database, to, { rate: ALL_PAGES });
  } catch (error) {
    rmSync(to, { force: true });
    throw translate(error);
  } finally {
    from.close();
  }
};
