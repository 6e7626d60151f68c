import { openDeviceDb } from '../../../src-renderer/offline/databases.ts';
import { IDBKeyRange } from 'fake-indexeddb';
import type { Workstation } from './workstation.ts';

/**
 * A body that the coordinator cannot open any more (a bit turned on the disk): it must neither block the queue nor be
 * lost. `may` says which operation may be hit: one that raised a flag would rightly take it back from the screen.
 */
export async function spoilOne({ disk }: Workstation, may: (opId: string) => boolean): Promise<void> {
  const db = openDeviceDb({
    indexedDB: disk.idb,
    IDBKeyRange: IDBKeyRange,
  });
  try {
    const last = await db.journal.orderBy('devSeq').last();
    if (last === undefined || !may(last.opId)) return;
    const { sealed } = last.sealed;
    const box = `${sealed.box.slice(0, -4)}${sealed.box.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
    await db.journal.put({ ...last, sealed: { ...last.sealed, sealed: { ...sealed, box } } });
  } finally {
    db.close();
  }
}
