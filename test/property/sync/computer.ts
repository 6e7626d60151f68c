import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { IndexedDb } from '../../../src-renderer/offline/databases.ts';
import type { JournalEntry, JournalFile, SecretStore } from '../../../src-shared/contract/host.ts';

/** What outlives a crash of the program: the browser's storage and, on a desktop, a file and the key store. */
export type Disk = {
  idb: IDBFactory;
  readonly file: JournalFile | null;
  readonly secrets: SecretStore | null;
  /** Every record in the file, as text. */
  readonly fileText: () => string;
};

export function createDisk(desktop: boolean): Disk {
  const entries: JournalEntry[] = [];
  const kept = new Map<string, string>();
  let position = 0;
  return {
    idb: new IDBFactory(),
    fileText: () => entries.map(({ record }) => new TextDecoder().decode(record)).join('\n'),
    file: desktop
      ? {
          append: (record) => {
            position += 1;
            entries.push({ position, record: Uint8Array.from(record) });
            return Promise.resolve(position);
          },
          readAll: () => Promise.resolve([...entries]),
          truncateBefore: (before) => {
            while ((entries[0]?.position ?? before) < before) entries.shift();
            return Promise.resolve();
          },
        }
      : null,
    secrets: desktop
      ? {
          get: (name) => Promise.resolve(kept.get(name) ?? null),
          set: (name, value) => Promise.resolve(void kept.set(name, value)),
          remove: (name) => Promise.resolve(void kept.delete(name)),
        }
      : null,
  };
}

/** IndexedDB as one run of the program sees it, until the moment it is killed. */
export type Process = {
  readonly idb: IndexedDb;
  /** Killed when it begins its n-th transaction from now (0: at once). */
  readonly killAfter: (transactions: number) => void;
  readonly dead: () => boolean;
};

export function runOn(disk: Disk, onDeath: () => void): Process {
  let left = Infinity;
  let dead = false;
  const open = new Set<IDBDatabase>();
  const die = (): void => {
    if (dead) return;
    dead = true;
    for (const db of open) db.close();
    onDeath();
  };
  const refuse = (): never => {
    throw new DOMException('the process is gone', 'InvalidStateError');
  };
  const watch = (db: IDBDatabase): void => {
    open.add(db);
    const begin = db.transaction.bind(db);
    db.transaction = (...args) => {
      if (dead) return refuse();
      left -= 1;
      if (left <= 0) {
        die();
        return refuse();
      }
      return begin(...args);
    };
  };
  const factory = {
    open: (name: string, version?: number) => {
      if (dead) return refuse();
      const request = disk.idb.open(name, version);
      request.addEventListener('success', () => watch(request.result));
      return request;
    },
    deleteDatabase: (name: string) => disk.idb.deleteDatabase(name),
    databases: () => disk.idb.databases(),
    cmp: (a: unknown, b: unknown) => disk.idb.cmp(a, b),
  } satisfies IDBFactory;
  return {
    idb: { indexedDB: factory, IDBKeyRange: IDBKeyRange },
    killAfter: (transactions) => {
      left = transactions + 1;
      if (transactions === 0) die();
    },
    dead: () => dead,
  };
}
