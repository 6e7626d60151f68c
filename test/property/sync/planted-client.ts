import { createBaseStore, type BaseStore } from '../../../src-renderer/offline/base-store.ts';
import type { DoorParts } from '../../../src-renderer/offline/door.ts';
import { readValue, type DeviceDb, type JournalRecord } from '../../../src-renderer/offline/databases.ts';
import { createJournal, type Journal } from '../../../src-renderer/offline/journal.ts';
import type { JournalCopy } from '../../../src-renderer/offline/journal-copy.ts';

const withJournal = (change: (real: Journal, db: DeviceDb, copy: JournalCopy) => Partial<Journal>): DoorParts => ({
  createBaseStore,
  createJournal: (db, copy) => {
    const real = createJournal(db, copy);
    return { ...real, ...change(real, db, copy) };
  },
});
const withBase = (change: (real: BaseStore) => Partial<BaseStore>): DoorParts => ({
  createJournal,
  createBaseStore: (db, key) => {
    const real = createBaseStore(db, key);
    return { ...real, ...change(real) };
  },
});

/** What was sent is no longer laid over the rows, though the rows do not contain it yet. */
export const overlayDroppedOnPush = withJournal((real) => ({
  ofOperator: async (operatorId, after = 0) =>
    real.ofOperator(operatorId, Math.max(after, (await real.counters()).sent)),
}));

/** Every page counts as the last: its `ackedSeq` speaks of rows that are still to come. */
export const ackBeforeTheLastPage = withBase((real) => ({
  apply: (answer, deviceId) => real.apply({ ...answer, more: false }, deviceId),
}));

/** What leaves the scope stays. */
export const noDrop = withBase((real) => ({
  apply: (answer, deviceId) =>
    real.apply({ ...answer, changes: answer.changes.filter(({ row }) => row !== null) }, deviceId),
}));

/** `reset` is not heard: new rows are laid over what another coordinator, or an unknown past, has left. */
export const resetNotHeard = withBase((real) => ({
  apply: (answer, deviceId) => real.apply({ ...answer, reset: false }, deviceId),
}));

/** The number is taken in one transaction and the operation written in the next. */
export const numberTakenApart = withJournal((real, db, copy) => ({
  append: async ({ head, sealed, own }) => {
    const device = await readValue(db, 'device');
    if (device === null) throw new Error('this computer is not registered');
    const { next, sent } = await real.counters();
    await db.values.put({ next: next + 1, sent }, 'counters');
    const { opId, operatorId } = head;
    const numbered = { ...head, deviceId: device.deviceId, devSeq: next, sealed };
    const record: JournalRecord = { devSeq: next, opId, operatorId, sealed: numbered, own, ackedAt: null, filed: null };
    await db.journal.add(record);
    await copy.file(record);
    return record;
  },
}));

/** What the rows contain is laid over them once more. */
export const ackNotHeard = withBase((real) => ({
  apply: (answer, deviceId) => real.apply({ ...answer, ackedSeq: 0 }, deviceId),
}));

/** What was sent is forgotten at once: a coordinator restored from a backup can never get it again. */
export const forgetsWhatWasSent = withJournal((real, db) => ({
  prune: async () => {
    const { sent } = await real.counters();
    await db.journal.where('devSeq').belowOrEqual(sent).delete();
  },
}));

/** Until the first delivery after a start the clock's offset, measured before it, is not remembered. */
export const offsetForgottenByRestart = withJournal((real) => {
  let delivered = false;
  return {
    setSent: async (sent) => {
      delivered = true;
      await real.setSent(sent);
    },
    append: (entry) => real.append(delivered ? entry : { ...entry, head: { ...entry.head, clockOffsetMs: 0 } }),
  };
});
