import { IDBCursor, IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openDeviceDb, type DeviceDb } from '../../../src-renderer/offline/databases.ts';
import { createJournal, type Journal } from '../../../src-renderer/offline/journal.ts';
import { noJournalCopy } from '../../../src-renderer/offline/journal-copy.ts';

const LONG_AGO = '2026-10-01T08:00:00.000Z';
const LATELY = '2026-11-20T08:00:00.000Z';
const NOW = '2026-11-23T08:00:00.000Z';

let db: DeviceDb | null = null;
afterEach(() => {
  vi.restoreAllMocks();
  db?.close();
});

/** A registered computer on which these operators worked, one operation each, in this order. */
const worked = async (operators: readonly string[]): Promise<{ journal: Journal; disk: DeviceDb }> => {
  const disk = openDeviceDb({ indexedDB: new IDBFactory(), IDBKeyRange });
  db = disk;
  await disk.values.put({ deviceId: 'd1', credential: 'c', coordinatorKey: 'k', epoch: null }, 'device');
  const journal = createJournal(disk, noJournalCopy);
  for (const [n, operatorId] of operators.entries()) {
    await journal.append({
      head: {
        opId: `op-${n}`,
        operatorId,
        kind: 'note',
        caseId: 'c1',
        baseVersion: 0,
        leaseToken: null,
        occurredAt: NOW,
        clockOffsetMs: 0,
        wireVersion: 1,
      },
      sealed: { epk: '', box: '' },
      own: new Uint8Array(),
    });
  }
  return { journal, disk };
};
const ackedAt = async ({ journal: table }: DeviceDb): Promise<readonly (string | null)[]> =>
  (await table.orderBy('devSeq').toArray()).map((record) => record.ackedAt);

describe('the journal after deliveries', () => {
  it('OL-06 what a pull contained is noted for its operator alone, and what was noted before keeps its day', async () => {
    const { journal, disk } = await worked(['anna', 'anna', 'bruno', 'anna', 'anna']);
    await journal.acknowledge('anna', { after: 0, upTo: 1 }, LONG_AGO);
    await journal.acknowledge('anna', { after: 1, upTo: 4 }, LATELY);
    expect(await ackedAt(disk)).toEqual([LONG_AGO, LATELY, null, LATELY, null]);
    // After a start nothing is known of what was noted: all of it is looked at once.
    await journal.acknowledge('anna', { after: 0, upTo: 5 }, NOW);
    expect(await ackedAt(disk)).toEqual([LONG_AGO, LATELY, null, LATELY, NOW]);
  });

  it('OL-06 thirty days after it was acknowledged an operation is forgotten, and what waits never is', async () => {
    const { journal, disk } = await worked(['anna', 'bruno', 'anna']);
    await journal.acknowledge('anna', { after: 0, upTo: 1 }, LONG_AGO);
    await journal.acknowledge('anna', { after: 1, upTo: 3 }, LATELY);
    await journal.prune(NOW);
    expect(await ackedAt(disk)).toEqual([null, LATELY]);
    expect(await journal.oldest()).toBe(2);
  });

  it('OL-06 a delivery walks over what it is about, not over the month before it', async () => {
    const before = Array.from({ length: 60 }, () => 'anna');
    const { journal } = await worked([...before, 'anna', 'anna']);
    await journal.acknowledge('anna', { after: 0, upTo: before.length }, LATELY);
    const steps = vi.spyOn(IDBCursor.prototype, 'continue');
    await journal.acknowledge('anna', { after: before.length, upTo: before.length + 2 }, NOW);
    await journal.prune(NOW);
    expect(await journal.ofOperator('anna', before.length)).toHaveLength(2);
    expect(steps.mock.calls.length).toBeLessThan(10);
  });
});
