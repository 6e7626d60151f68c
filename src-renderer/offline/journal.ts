import type { Operation, OperationHead, SealedOperation } from '../../src-shared/contract/operations.ts';
import { PUSH_MAX } from '../../src-shared/contract/sync.ts';
import { readValue, type Counters, type Device, type DeviceDb, type JournalRecord } from './databases.ts';
import type { JournalCopy } from './journal-copy.ts';
import type { Bytes } from './seal.ts';

const KEEP_MS = 30 * 86_400_000;
const FIRST: Counters = { next: 1, sent: 0 };

/** What a capture knows before it has a number. */
export type Unnumbered = {
  readonly head: Omit<OperationHead, 'devSeq' | 'deviceId'>;
  readonly sealed: SealedOperation['sealed'];
  readonly own: Bytes;
};

/** The device's append-only list of operations, of all its operators, numbered 1, 2, 3 … without holes (SY-04). */
export type Journal = {
  /** One strict transaction allocates the number and appends; resolves when the operation is durable here. */
  readonly append: (entry: Unnumbered) => Promise<JournalRecord>;
  /** The operation of this id, where it was captured on this computer. */
  readonly find: (opId: string) => Promise<JournalRecord | null>;
  readonly counters: () => Promise<Counters>;
  /** The next operations to deliver, oldest first. */
  readonly unsent: (limit?: number) => Promise<readonly JournalRecord[]>;
  readonly countUnsent: () => Promise<number>;
  /** His operations with numbers above `after`, oldest first: a month's journal is not read for the last few. */
  readonly ofOperator: (operatorId: string, after?: number) => Promise<readonly JournalRecord[]>;
  /** The coordinator says what it has; it may be less than was thought (it was restored) or more (sent, answer lost). */
  readonly setSent: (sent: number) => Promise<void>;
  /** The lowest number still kept, or null when the journal is empty. */
  readonly oldest: () => Promise<number | null>;
  /** Complete pulls of the operator contained his operations up to `upTo`; those up to `after` are noted already. */
  readonly acknowledge: (
    operatorId: string,
    acked: { readonly after: number; readonly upTo: number },
    at: string,
  ) => Promise<void>;
  /** Forgets what has been acknowledged for 30 days. */
  readonly prune: (now: string) => Promise<void>;
  /**
   * This computer becomes another device: everything kept is numbered anew, opIds unchanged, and delivered once more. A
   * coordinator that was restored may lack also what it had acknowledged; by its opId it knows what it has.
   */
  readonly renumber: (device: Device) => Promise<void>;
};

export function createJournal(db: DeviceDb, copy: JournalCopy): Journal {
  const tables = [db.values, db.journal] as const;
  const readCounters = async (): Promise<Counters> => (await readValue(db, 'counters')) ?? FIRST;
  return {
    append: async ({ head, sealed, own }) => {
      const record = await db.transaction('rw', tables, async () => {
        const [device, counters] = await Promise.all([readValue(db, 'device'), readCounters()]);
        if (device === null) throw new Error('this computer is not registered');
        const { deviceId } = device;
        const numbered = { ...head, deviceId, devSeq: counters.next, sealed };
        const { devSeq, opId, operatorId } = numbered;
        const made: JournalRecord = { devSeq, opId, operatorId, sealed: numbered, own, ackedAt: null, filed: null };
        const counted = { ...counters, next: counters.next + 1 };
        await Promise.all([db.journal.add(made), db.values.put(counted, 'counters')]);
        return made;
      });
      await copy.file(record);
      return record;
    },
    find: async (opId) => (await db.journal.where('opId').equals(opId).first()) ?? null,
    counters: readCounters,
    unsent: async (limit = PUSH_MAX) =>
      db.journal
        .where('devSeq')
        .above((await readCounters()).sent)
        .limit(limit)
        .toArray(),
    countUnsent: async () =>
      db.journal
        .where('devSeq')
        .above((await readCounters()).sent)
        .count(),
    ofOperator: async (operatorId, after = 0) => {
      // Read at once and chosen here: record by record it would hold up a capture for as long.
      const records = await db.journal.where('devSeq').above(after).toArray();
      return records.filter((record) => record.operatorId === operatorId);
    },
    setSent: (sent) =>
      db.transaction('rw', db.values, async () => {
        await db.values.put({ ...(await readCounters()), sent }, 'counters');
      }),
    oldest: async () => (await db.journal.orderBy('devSeq').first())?.devSeq ?? null,
    acknowledge: async (operatorId, { after, upTo }, at) => {
      if (upTo <= after) return;
      await db.journal
        .where('devSeq')
        .between(after, upTo, false, true)
        .and((record) => record.operatorId === operatorId && record.ackedAt === null)
        .modify({ ackedAt: at });
    },
    prune: async (now) => {
      const limit = new Date(Date.parse(now) - KEEP_MS).toISOString();
      const old = await db.journal.where('ackedAt').below(limit).primaryKeys();
      if (old.length === 0) return;
      await db.journal.bulkDelete(old);
      await copy.forget(await db.journal.orderBy('devSeq').first());
    },
    renumber: async (device) => {
      const renumbered = await db.transaction('rw', tables, async () => {
        const kept = await db.journal.orderBy('devSeq').toArray();
        const records = kept.map((record, n): JournalRecord => {
          const devSeq = n + 1;
          return { ...record, devSeq, sealed: { ...record.sealed, deviceId: device.deviceId, devSeq }, filed: null };
        });
        await db.journal.clear();
        await db.journal.bulkAdd(records);
        await db.values.put({ next: records.length + 1, sent: 0 } satisfies Counters, 'counters');
        await db.values.put(device, 'device');
        return records;
      });
      for (const record of renumbered) await copy.file(record);
    },
  };
}

/** The operation with its body, as the fold takes it. */
export const operationOf = ({ sealed: { sealed: _box, ...head } }: JournalRecord, body: unknown): Operation =>
  ({ ...head, body }) as Operation;
