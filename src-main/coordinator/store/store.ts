import type { Compilable, Kysely } from 'kysely';
import type { Database } from './schema.ts';

/**
 * The storage port. There is ONE writer per process; writing is synchronous, so a transaction never interleaves with
 * another request. SQL stays portable to PostgreSQL: kysely builds it where it is more than a lookup.
 */
export type SqlValue = string | number | bigint | null | Uint8Array;

/** Direct access with cached prepared statements. Parameters are positional (`?`). */
export type Sql = {
  readonly get: <R = Record<string, SqlValue>>(text: string, ...params: readonly SqlValue[]) => R | undefined;
  readonly all: <R = Record<string, SqlValue>>(text: string, ...params: readonly SqlValue[]) => R[];
  readonly iterate: <R = Record<string, SqlValue>>(text: string, ...params: readonly SqlValue[]) => IterableIterator<R>;
  /** Answers how many rows changed. */
  readonly run: (text: string, ...params: readonly SqlValue[]) => number;
  /** Runs a kysely builder synchronously: `sql.rows(store.db.selectFrom('cases').selectAll())`. */
  readonly rows: <R>(query: Compilable<R>) => R[];
  readonly exec: (text: string) => void;
};

export type Tx = Sql & {
  /** What must happen only if the transaction commits (pokes, logs). */
  readonly onCommit: (then: () => void) => void;
  /**
   * What `read` answers, asked once per COMMIT: for rows that many writes of a group look at and none of them changes
   * (the epoch, the rules of the fold). Forgotten with any roll-back.
   */
  readonly once: <T>(name: string, read: () => T) => T;
};

export type Store = {
  /** Builds SQL, and reads committed data asynchronously. Never write with it. */
  readonly db: Kysely<Database>;
  /** Reads through the writer's connection: inside a transaction it sees the transaction's own writes. */
  readonly sql: Sql;
  readonly file: string;
  /**
   * Runs `fn` in one write transaction and commits it durably (fsync) before answering; a throw rolls everything back.
   * Inside another transaction it becomes a savepoint. `fn` must be synchronous.
   * Errors: `disk-full` when the disk has no room (nothing is half written).
   */
  readonly transaction: <T>(fn: (tx: Tx) => T) => T;
  /**
   * Runs `fn` within the next group of waiting writes: each in its own savepoint, all under one COMMIT. Resolves after
   * that COMMIT is on disk; a throw of `fn` undoes and rejects only its own part.
   */
  readonly grouped: <T>(fn: (tx: Tx) => T) => Promise<T>;
  /** Runs `fn` on one read snapshot: rows committed meanwhile (also by worker threads) are not seen. */
  readonly snapshot: <T>(fn: (sql: Sql) => T) => T;
  /** The global sequence shared by oplog, payments and activities: takes `count` numbers and answers the last. */
  readonly nextSeq: (tx: Tx, count?: number) => number;
  /** Handed to a worker thread that writes the same file (see `openWorkerStore`). */
  readonly workerAccess: WorkerAccess;
  /** A consistent copy of the whole database while work goes on. */
  readonly copyTo: (file: string) => Promise<void>;
  /** False once it is being closed: what runs by itself stops then. */
  readonly isOpen: () => boolean;
  readonly close: () => Promise<void>;
};

/** Structured-cloneable: goes to a worker thread as `workerData`. */
export type WorkerAccess = { readonly file: string; readonly gate: SharedArrayBuffer };

/** What a worker thread gets: short chunks, which wait whenever the main thread wants to write. */
export type WorkerStore = Pick<Store, 'db' | 'sql' | 'snapshot' | 'nextSeq' | 'file'> & {
  /** As `Store.transaction`; keep `fn` under 20 ms so that other requests do not wait. */
  readonly transaction: <T>(fn: (tx: Tx) => T) => T;
  readonly close: () => void;
};
