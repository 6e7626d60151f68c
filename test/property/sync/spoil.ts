import { openDeviceDb } from '../../../src-renderer/offline/databases.ts';
import { IDBKeyRange } from 'fake-indexeddb';
import type { Workstation } from './workstation.ts';

/** A body that nobody can open any more (a bit turned on the disk): it must neither block the queue nor be lost. */
export async function spoilOne({ disk }: Workstation): Promise<void> {
  const db = openDeviceDb({
    indexedDB: disk.idb,
    IDBKeyRange: IDBKeyRange,
  });
  try {
    const last = await db.journal.orderBy('devSeq').last();
    if (last === undefined) return;
    const { sealed } = last.sealed;
    const box = `${sealed.box.slice(0, -4)}${sealed.box.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
    await db.journal.put({ ...last, sealed: { ...last.sealed, sealed: { ...sealed, box } } });
  } finally {
    db.close();
  }
}
