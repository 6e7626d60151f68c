import type { Sql, Tx } from './store.ts';

/**
 * Facts about the workspace itself. `epoch` changes when a backup is restored: workstations then start over from the
 * coordinator's rows and feed back what they still hold.
 */
export type MetaKey =
  | 'epoch'
  | 'last_seq'
  | 'chain_heads'
  | 'sample_users'
  | 'sample_progress'
  | 'restored_from'
  | 'tally_seq'
  | 'tally_zone';

export const readMeta = (sql: Sql, key: MetaKey): string | null =>
  sql.get<{ value: string }>('SELECT value FROM meta WHERE key = ?', key)?.value ?? null;

export const writeMeta = (tx: Tx, key: MetaKey, value: string): void =>
  void tx.run(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    value,
  );
