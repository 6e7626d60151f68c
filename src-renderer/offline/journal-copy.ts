import type { JournalFile } from '../../src-shared/contract/host.ts';
import { fromBase64Url, toBase64Url } from '../../src-shared/sync/seal-format.ts';
import { readValue, type Counters, type DeviceDb, type JournalRecord } from './databases.ts';

/**
 * The desktop's second copy of the journal, in a file that outlives the browser's storage (Chromium empties that on a
 * full disk). Records are written as they stand in the journal: bodies are sealed already.
 */
export type JournalCopy = {
  /** Writes one record; does not throw, because the journal has it: what could not be written is tried again. */
  readonly file: (record: JournalRecord) => Promise<void>;
  /** Everything before `first` (everything, when undefined) is no longer needed. */
  readonly forget: (first: JournalRecord | undefined) => Promise<void>;
  /** At start: what only one of the two has goes to the other. Answers how many operations the file gave back. */
  readonly merge: () => Promise<number>;
  /** Does the file hold every operation of the journal? Null where this host has no file. */
  readonly healthy: () => boolean | null;
};

export const noJournalCopy: JournalCopy = {
  file: () => Promise.resolve(),
  forget: () => Promise.resolve(),
  merge: () => Promise.resolve(0),
  healthy: () => null,
};

const encode = (record: JournalRecord): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ ...record, own: toBase64Url(record.own) }));

/** A record of the file, or null where its text is none (an earlier version's, a foreign file's). */
function decode(bytes: Uint8Array, position: number): JournalRecord | null {
  try {
    const read = JSON.parse(new TextDecoder().decode(bytes)) as Omit<JournalRecord, 'own'> & { own: string };
    if (!Number.isSafeInteger(read.devSeq) || typeof read.opId !== 'string') return null;
    return { ...read, own: fromBase64Url(read.own), filed: position };
  } catch {
    return null;
  }
}

export function createJournalCopy(db: DeviceDb, file: JournalFile): JournalCopy {
  let unfiled = 0;
  const write = async (record: JournalRecord): Promise<void> => {
    try {
      const position = await file.append(encode(record));
      await db.journal.where('opId').equals(record.opId).modify({ filed: position });
    } catch {
      unfiled += 1;
    }
  };
  const writeMissing = async (): Promise<void> => {
    unfiled = 0;
    const missing = await db.journal
      .filter(({ filed, ackedAt }) => filed === null && ackedAt === null)
      .sortBy('devSeq');
    for (const record of missing) await write(record);
  };
  return {
    file: async (record) => {
      if (unfiled > 0) await writeMissing();
      else await write(record);
    },
    forget: async (first) => {
      if (first === undefined || first.filed === null) return;
      await file.truncateBefore(first.filed).catch(() => undefined);
    },
    merge: async () => {
      const kept = await file.readAll();
      const records = kept.flatMap(({ position, record }) => decode(record, position) ?? []);
      const given = await restore(db, records);
      await writeMissing();
      return given;
    },
    healthy: () => unfiled === 0,
  };
}

/** Only what was never sent can be missing: everything older may have been forgotten on purpose. */
async function restore(db: DeviceDb, records: readonly JournalRecord[]): Promise<number> {
  return db.transaction('rw', db.values, db.journal, async () => {
    const [device, counters] = await Promise.all([readValue(db, 'device'), readValue(db, 'counters')]);
    const { next, sent } = counters ?? ({ next: 1, sent: 0 } satisfies Counters);
    const own = records.filter(({ sealed, devSeq }) => sealed.deviceId === device?.deviceId && devSeq > sent);
    const known = new Set(await db.journal.toCollection().primaryKeys());
    const missing = new Map(own.filter(({ devSeq }) => !known.has(devSeq)).map((record) => [record.devSeq, record]));
    if (missing.size === 0) return 0;
    await db.journal.bulkAdd([...missing.values()]);
    await db.values.put({ next: Math.max(next, Math.max(...missing.keys()) + 1), sent }, 'counters');
    return missing.size;
  });
}
