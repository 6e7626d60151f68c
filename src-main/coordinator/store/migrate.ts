import { type Kysely, sql } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Database } from './schema.ts';
import type { Migration } from './migrations/all.ts';

const keyOf = (migration: Migration): string => `${String(migration.id).padStart(4, '0')}-${migration.name}`;

/** The names under which a database remembers which migrations it has had. */
export const migrationKeys = (migrations: readonly Migration[]): readonly string[] => migrations.map(keyOf);

/**
 * Brings a database to the newest schema, each migration in its own transaction. `backup` is called once before the
 * first one that is due, and only when there is something to lose. Throws when the database is newer than the program.
 */
export const migrate = async (
  db: Kysely<Database>,
  migrations: readonly Migration[],
  backup: (before: string) => Promise<void>,
): Promise<readonly string[]> => {
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: () =>
        Promise.resolve(
          Object.fromEntries(
            migrations.map((m) => [keyOf(m), { up: (to: Kysely<unknown>) => runStatements(to, m.sql) }]),
          ),
        ),
    },
  });
  await refuseNewer(db, migrationKeys(migrations));
  const state = await migrator.getMigrations();
  const due = state.filter((m) => m.executedAt === undefined);
  if (due.length === 0) return [];
  if (due.length < state.length && due[0] !== undefined) await backup(due[0].name);
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('migration failed', { cause: error });
  return (results ?? []).map((r) => r.migrationName);
};

/** An older program would write rows that the newer one's schema does not mean. */
const refuseNewer = async (db: Kysely<Database>, known: readonly string[]): Promise<void> => {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return;
  const { rows } = await sql<{ name: string }>`SELECT name FROM ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(db);
  const unknown = rows.find(({ name }) => !known.includes(name));
  if (unknown === undefined) return;
  throw new AppError('internal', {
    recovery: 'fatal',
    message: `the workspace was used by a newer version of the program (${unknown.name}); use that one`,
  });
};

/** No migration may put a `;` at a line's end inside a string. */
const runStatements = async (db: Kysely<unknown>, text: string): Promise<void> => {
  for (const statement of text.split(/;\s*$/m)) if (statement.trim() !== '') await sql.raw(statement).execute(db);
};
