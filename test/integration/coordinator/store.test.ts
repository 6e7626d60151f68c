import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS, type Migration } from '../../../src-main/coordinator/store/migrations/all.ts';
import { openConnection } from '../../../src-main/coordinator/store/sqlite/connection.ts';
import { DATABASE_FILE, openStore, openWorkerStore } from '../../../src-main/coordinator/store/sqlite/open.ts';
import type { Store } from '../../../src-main/coordinator/store/store.ts';

const inFolder = (fn: (folder: string) => Promise<void>) => async (): Promise<void> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'store-'));
  try {
    await fn(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const withStore = (fn: (store: Store) => Promise<void> | void) =>
  inFolder(async (folder) => {
    const store = await openStore(folder);
    try {
      await fn(store);
    } finally {
      await store.close();
    }
  });

const put = (store: Pick<Store, 'transaction'>, key: string): void =>
  store.transaction((tx) => void tx.run("INSERT INTO meta (key, value) VALUES (?, '')", key));

const keys = (store: Pick<Store, 'sql'>): string[] =>
  store.sql.all<{ key: string }>("SELECT key FROM meta WHERE key LIKE 'test%' ORDER BY key").map(({ key }) => key);

describe('the store', () => {
  it(
    'CO-29 a transaction is whole or not at all, one inside another too, and what waits for the commit runs after it',
    withStore((store) => {
      const ran: string[] = [];
      store.transaction((tx) => {
        put(store, 'test-a');
        tx.onCommit(() => ran.push(`a ${keys(store).join()}`));
        expect(() =>
          store.transaction((inner) => {
            put(store, 'test-b');
            inner.onCommit(() => ran.push('b'));
            throw new Error('back');
          }),
        ).toThrow('back');
        put(store, 'test-c');
        expect(ran).toEqual([]);
      });
      expect(ran).toEqual(['a test-a,test-c']);
      expect(() =>
        store.transaction((tx) => {
          put(store, 'test-d');
          tx.onCommit(() => ran.push('d'));
          throw new Error('back');
        }),
      ).toThrow('back');
      expect(keys(store)).toEqual(['test-a', 'test-c']);
      expect(ran).toHaveLength(1);
    }),
  );

  it(
    'CO-30 writes made at the same time share a commit; one that fails takes no other along',
    withStore(async (store) => {
      let commits = 0;
      const ends = await Promise.allSettled(
        Array.from({ length: 40 }, (_, n) =>
          store.grouped((tx) => {
            tx.run("INSERT INTO meta (key, value) VALUES (?, '')", `test-${String(n).padStart(2, '0')}`);
            if (n === 0) tx.onCommit(() => (commits += 1));
            if (n % 10 === 7) throw new Error(`no ${n}`);
            return n;
          }),
        ),
      );
      const refused = ends.flatMap((end, n) => (end.status === 'rejected' ? [n] : []));
      expect(refused).toEqual([7, 17, 27, 37]);
      expect(keys(store)).toHaveLength(36);
      expect(commits).toBe(1);
      expect(await store.grouped(() => 'again')).toBe('again');
    }),
  );

  it(
    'CO-31 what is read on a snapshot is one moment, whatever a worker commits meanwhile',
    withStore((store) => {
      const worker = openWorkerStore(store.workerAccess);
      try {
        store.snapshot((sql) => {
          const count = () => sql.get<{ n: number }>("SELECT count(*) AS n FROM meta WHERE key LIKE 'test%'")?.n;
          expect(count()).toBe(0);
          put(worker, 'test-worker');
          expect(count()).toBe(0);
        });
        expect(keys(store)).toEqual(['test-worker']);
        expect(store.transaction((tx) => store.nextSeq(tx))).toBe(1);
        expect(worker.transaction((tx) => worker.nextSeq(tx, 10))).toBe(11);
        expect(store.transaction((tx) => store.nextSeq(tx))).toBe(12);
      } finally {
        worker.close();
      }
    }),
  );

  it(
    'CO-32 a folder has one coordinator; when it is gone the folder is free, whatever its number file says',
    inFolder(async (folder) => {
      const first = await openStore(folder);
      await expect(openStore(folder)).rejects.toMatchObject({
        code: 'data-dir-in-use',
        params: { pid: String(process.pid) },
      });
      await first.close();
      const second = await openStore(folder);
      await second.close();
    }),
  );

  it(
    'CO-33 every write is flushed to the disk before it is answered, and readers never wait for the writer',
    withStore((store) => {
      expect(store.sql.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
      expect(store.sql.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    }),
  );
});

const SECOND: Migration = {
  id: 9001,
  name: 'second',
  sql: "ALTER TABLE meta ADD COLUMN more TEXT NOT NULL DEFAULT 'x';\n",
};
const BROKEN: Migration = { ...SECOND, sql: `${SECOND.sql}INSERT INTO no_such_table VALUES (1);\n` };

const open = async (folder: string, migrations: readonly Migration[]): Promise<Store> =>
  openStore(folder, { migrations });

describe('migrations', () => {
  it(
    'CO-34 a migration keeps the rows, and a copy of how they were lies beside',
    inFolder(async (folder) => {
      const before = await open(folder, MIGRATIONS);
      put(before, 'test-old');
      await before.close();
      const after = await open(folder, [...MIGRATIONS, SECOND]);
      expect(after.sql.get("SELECT value, more FROM meta WHERE key = 'test-old'")).toEqual({ value: '', more: 'x' });
      await after.close();
      const copy = openConnection(path.join(folder, `${DATABASE_FILE}.before-9001-second`), { readOnly: true });
      expect(copy.sql.get("SELECT * FROM meta WHERE key = 'test-old'")).toEqual({ key: 'test-old', value: '' });
      copy.close();
    }),
  );

  it(
    'CO-34 one that fails half-way changes nothing; a newer database is refused; a new one needs no copy',
    inFolder(async (folder) => {
      await (await open(folder, MIGRATIONS)).close();
      expect(existsSync(path.join(folder, `${DATABASE_FILE}.before-0001-initial`))).toBe(false);
      await expect(open(folder, [...MIGRATIONS, BROKEN])).rejects.toThrow('no_such_table');
      const still = await open(folder, MIGRATIONS);
      expect(still.sql.all('PRAGMA table_info(meta)')).toHaveLength(2);
      await still.close();
      await (await open(folder, [...MIGRATIONS, SECOND])).close();
      await expect(open(folder, MIGRATIONS)).rejects.toThrow('newer version');
    }),
  );
});
