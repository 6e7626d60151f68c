import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { SqlValue } from '../store.ts';
import type { Connection } from './connection.ts';

/** kysely over one node:sqlite connection. The connection belongs to the store, which closes it. */
export const sqliteDialect = (connection: Connection): Dialect => {
  const { sql } = connection;
  const door: DatabaseConnection = {
    executeQuery: <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      const params = query.parameters as SqlValue[];
      // A statement that answers no rows answers an empty list from `all`, so one call serves both.
      return Promise.resolve({ rows: sql.all<R>(query.sql, ...params) });
    },
    streamQuery: async function* <R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
      for (const row of sql.iterate<R>(query.sql, ...(query.parameters as SqlValue[]))) yield { rows: [row] };
    },
  };
  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(door),
    beginTransaction: () => Promise.resolve(sql.exec('BEGIN IMMEDIATE')),
    commitTransaction: () => Promise.resolve(sql.exec('COMMIT')),
    rollbackTransaction: () => Promise.resolve(sql.exec('ROLLBACK')),
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  };
  return {
    createAdapter: () => new TransactionalDdl(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
};

/** SQLite's DDL is transactional; kysely assumes the contrary. A migration is applied wholly or not at all. */
class TransactionalDdl extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
