import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Compilable } from 'kysely';
import type { Sql, SqlValue } from '../store.ts';

/** Dynamic texts (an IN list of any length) would fill an unbounded cache. */
const CACHE_LIMIT = 500;

export type Connection = { readonly database: DatabaseSync; readonly sql: Sql; readonly close: () => void };

/**
 * One connection with its prepared statements kept. `synchronous=FULL`: a commit answered is on the disk, also through
 * a power cut; WAL: readers never wait for the writer. `secure_delete=FAST`: what a page no longer holds is overwritten
 * with zeros in it.
 */
export const openConnection = (file: string, options: { readOnly?: boolean; busyMs?: number } = {}): Connection => {
  const database = new DatabaseSync(file, { readOnly: options.readOnly ?? false, timeout: options.busyMs ?? 10_000 });
  if (options.readOnly !== true) {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST');
  }
  database.exec('PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536');
  const cache = new Map<string, StatementSync>();
  const statement = (text: string): StatementSync => {
    const known = cache.get(text);
    if (known !== undefined) return known;
    const fresh = database.prepare(text);
    if (cache.size >= CACHE_LIMIT) cache.clear();
    cache.set(text, fresh);
    return fresh;
  };
  const sql: Sql = {
    get: <R>(text: string, ...params: readonly SqlValue[]) => statement(text).get(...params) as R | undefined,
    all: <R>(text: string, ...params: readonly SqlValue[]) => statement(text).all(...params) as R[],
    // A cursor may still be open when the same text runs again: it gets a statement of its own.
    iterate: <R>(text: string, ...params: readonly SqlValue[]) =>
      database.prepare(text).iterate(...params) as IterableIterator<R>,
    run: (text, ...params) => Number(statement(text).run(...params).changes),
    rows: <R>(query: Compilable<R>) => {
      const compiled = query.compile();
      return statement(compiled.sql).all(...(compiled.parameters as SqlValue[])) as R[];
    },
    exec: (text) => database.exec(text),
  };
  return { database, sql, close: () => database.close() };
};
