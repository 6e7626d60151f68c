import { Dexie, type Table } from 'dexie';
import type { Disposition, SealedOperation } from '../../src-shared/contract/operations.ts';
import type { KeyRing } from './keys.ts';
import type { Bytes } from './seal.ts';

/** This computer as the coordinator knows it. `epoch` null: ask for it before the next delivery. */
export type Device = {
  readonly deviceId: string;
  readonly credential: string;
  readonly coordinatorKey: string;
  readonly epoch: string | null;
};

/** `next`: the number of the next operation; `sent`: the coordinator has recorded all up to this one. */
export type Counters = { readonly next: number; readonly sent: number };

/** One captured operation: its body sealed twice, under the operator's data key and to the coordinator. */
export type JournalRecord = {
  readonly devSeq: number;
  readonly opId: string;
  readonly operatorId: string;
  readonly sealed: SealedOperation;
  readonly own: Bytes;
  /** When a complete pull of its operator contained it; kept 30 days from then. */
  readonly ackedAt: string | null;
  /** Its place in the desktop's journal file; null where there is none. */
  readonly filed: number | null;
};

/** `name` of a value is its key; the types are those of DeviceValues. */
export type DeviceValues = {
  readonly device: Device;
  readonly counters: Counters;
  readonly clockOffsetMs: number;
};

/** Who has signed in on this computer. The login itself is not kept, only its hash; the profile is sealed. */
export type KnownOperator = { readonly loginHash: string; readonly userId: string; readonly profile: Bytes };

export type DeviceDb = Dexie & {
  readonly values: Table<DeviceValues[keyof DeviceValues], keyof DeviceValues>;
  readonly journal: Table<JournalRecord, number>;
  readonly rings: Table<KeyRing, string>;
  readonly operators: Table<KnownOperator, string>;
};

/**
 * Where the rows stand. Rows are kept as sealed blocks of changes, one per pulled page: a block counts where its
 * generation is `generation` and its id at most `visibleTo`, so that a pull of several pages shows all at once.
 */
export type PullMark = {
  readonly epoch: string;
  readonly cursors: Readonly<Record<string, number>>;
  readonly generation: number;
  /** Changes in all blocks of the generation, of which later ones may have overtaken earlier ones. */
  readonly said: number;
};
export type BaseMark = PullMark & {
  readonly visibleTo: number;
  readonly ackedSeq: number;
  readonly deviceId: string;
};

/** An operation that was not simply applied; ids only. */
export type Decision = { readonly opId: string; readonly caseId: string; readonly disposition: Disposition };

export type OperatorValues = {
  readonly base: BaseMark;
  /** A pull that has begun and has not reached its last page. */
  readonly pulling: PullMark;
  readonly lastSyncAt: string;
  readonly decisions: readonly Decision[];
};

export type Block = { readonly id?: number; readonly generation: number; readonly count: number; readonly box: Bytes };
export type SealedDraft = { readonly caseId: string; readonly box: Bytes };
/** A call that came in and waits for its case. */
export type SealedStray = { readonly id: string; readonly box: Bytes };
/** A case that left the operator's scope while he had it open. */
export type HeldCase = { readonly caseId: string; readonly box: Bytes };

export type OperatorDb = Dexie & {
  readonly values: Table<OperatorValues[keyof OperatorValues], keyof OperatorValues>;
  readonly blocks: Table<Block, number>;
  readonly drafts: Table<SealedDraft, string>;
  readonly held: Table<HeldCase, string>;
  readonly strays: Table<SealedStray, string>;
};

export type IndexedDb = { readonly indexedDB: IDBFactory; readonly IDBKeyRange: typeof IDBKeyRange };

/** Journal and keys, one per computer. Strict: Chromium's default would lose the last seconds to a power cut. */
export function openDeviceDb(idb: IndexedDb, name = 'sollecito-device'): DeviceDb {
  const db = new Dexie(name, { ...idb, chromeTransactionDurability: 'strict' });
  db.version(1).stores({
    values: '',
    journal: '&devSeq, &opId, operatorId',
    rings: '&userId',
    operators: '&loginHash, userId',
  });
  db.version(2).stores({ journal: '&devSeq, &opId, ackedAt' });
  return db as DeviceDb;
}

/** Rows and drafts, one per operator; nothing personal stands outside a sealed block. */
export function openOperatorDb(idb: IndexedDb, userId: string): OperatorDb {
  const db = new Dexie(`sollecito-operator-${userId}`, { ...idb, chromeTransactionDurability: 'default' });
  db.version(1).stores({ values: '', blocks: '++id, generation', drafts: '&caseId', held: '&caseId' });
  db.version(2).stores({ strays: '&id' });
  return db as OperatorDb;
}

/** One value of a table of named values, with its own type. */
export async function readValue<K extends keyof DeviceValues>(db: DeviceDb, key: K): Promise<DeviceValues[K] | null> {
  return ((await db.values.get(key)) as DeviceValues[K] | undefined) ?? null;
}

export async function readOperatorValue<K extends keyof OperatorValues>(
  db: OperatorDb,
  key: K,
): Promise<OperatorValues[K] | null> {
  return ((await db.values.get(key)) as OperatorValues[K] | undefined) ?? null;
}
