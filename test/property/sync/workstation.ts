import { createBaseStore } from '../../../src-renderer/offline/base-store.ts';
import { readOperatorValue, type OperatorDb } from '../../../src-renderer/offline/databases.ts';
import { createDoor, type Door, type DoorParts } from '../../../src-renderer/offline/door.ts';
import { createJournal } from '../../../src-renderer/offline/journal.ts';
import { applyChange, emptyRows, type Rows } from '../../../src-renderer/offline/rows.ts';
import type { WorkstationStore } from '../../../src-renderer/offline/api.ts';
import type { Locks } from '../../../src-renderer/offline/sync.ts';
import { IDBFactory } from 'fake-indexeddb';
import { createDisk, runOn, type Disk, type Process } from './computer.ts';
import type { Coordinator } from './coordinator.ts';
import { createNetwork, type Fault, type Interference, type Network, type Stragglers } from './network.ts';
import type { OperatorId } from './portfolio.ts';
import type { TestTime } from './time.ts';

const PASSWORD = 'parola d’ordine';

export type WorkstationDeps = {
  readonly coordinator: Coordinator;
  readonly stragglers: Stragglers;
  readonly time: TestTime;
  readonly desktop: boolean;
  /** This computer's clock less the right one. */
  readonly clockMs: number;
  readonly interfere?: Interference;
  readonly parts?: DoorParts;
  /** Another window of a computer that has one open already. */
  readonly beside?: Workstation;
};

/** One computer with the real offline store on it, over fake-indexeddb. */
export type Workstation = {
  readonly disk: Disk;
  readonly locks: MachineLocks;
  readonly store: () => WorkstationStore | null;
  readonly operator: () => OperatorId | null;
  readonly signIn: (operator: OperatorId, faults: readonly Fault[]) => Promise<void>;
  /** Has he a session with the coordinator, or only his password? Without one nothing is pulled. */
  readonly online: () => boolean;
  /** A new session for the open store, as after signing in offline or after the old one expired. */
  readonly renew: () => void;
  /** One cycle over a line with these faults; answers true when it went through. */
  readonly sync: (faults: readonly Fault[], on?: (request: number) => Promise<void>) => Promise<boolean>;
  readonly restart: () => Promise<void>;
  /** Kills the program when it begins its n-th transaction during `fn`, then starts it again. */
  readonly crash: (transactions: number, fn: () => Promise<unknown>) => Promise<void>;
  /** The browser's storage is gone (a full disk); only on a desktop nothing is lost by it. */
  readonly loseStorage: () => Promise<void>;
  /** The coordinator's epoch that the rows are of. */
  readonly epoch: () => Promise<string>;
  /** The rows as they stand sealed on this computer's disk, read anew. */
  readonly rows: () => Promise<Rows | null>;
  readonly close: () => Promise<void>;
};

type Run = { readonly process: Process; readonly network: Network; readonly door: Door };

export async function startWorkstation(deps: WorkstationDeps): Promise<Workstation> {
  const disk = deps.beside?.disk ?? createDisk(deps.desktop);
  const locks = deps.beside?.locks ?? createLocks();
  let run: Run;
  let store: WorkstationStore | null = null;
  let operator: OperatorId | null = null;
  let online = false;
  let base: { readonly db: OperatorDb; readonly key: CryptoKey } | null = null;
  const real = deps.parts ?? { createJournal, createBaseStore };
  const parts: DoorParts = {
    ...real,
    createBaseStore: (db, key) => {
      base = { db, key };
      return real.createBaseStore(db, key);
    },
  };

  const start = async (): Promise<void> => {
    const network = createNetwork(deps.coordinator, deps.stragglers, deps.interfere);
    const process = runOn(disk, network.cut);
    const now = (): number => deps.time.ms() + deps.clockMs;
    const door = await createDoor(
      {
        idb: process.idb,
        fetch: network.fetch,
        origin: () => 'http://coordinator',
        liveOrigin: () => null,
        locks,
        journalFile: disk.file,
        secrets: disk.secrets,
        deviceName: 'test',
        now,
        random: () => 0.5,
        setTimer: () => null,
        clearTimer: () => undefined,
        openSocket: null,
        tell: () => undefined,
        sessionEnded: () => {
          online = false;
        },
        keyIterations: 1,
      },
      parts,
    );
    run = { process, network, door };
  };
  const settle = async (): Promise<void> => {
    await store?.syncNow();
  };
  /** Signs the same operator in again without the network, where this computer knows him. */
  const resume = async (): Promise<void> => {
    const who = operator;
    [store, operator, online] = [null, null, false];
    if (who === null) return;
    const opened = await run.door.openOffline(who, PASSWORD).catch(() => null);
    if (opened === null) return;
    [store, operator] = [opened.store, who];
    await settle();
  };
  const kill = async (): Promise<void> => {
    run.process.killAfter(0);
    locks.reset();
    await start();
    await resume();
  };

  await start();
  return {
    online: () => online,
    renew: () => {
      if (store === null || operator === null) return;
      run.door.renew(deps.coordinator.signIn(operator));
      online = true;
    },
    disk,
    locks,
    store: () => store,
    operator: () => operator,
    signIn: async (who, faults) => {
      const session = deps.coordinator.signIn(who);
      await run.network.during(faults, async () => {
        const opened = await run.door.openOnline(session, PASSWORD).catch(() => null);
        if (opened !== null) [store, operator, online] = [opened, who, true];
        else if (operator === who || run.process.dead()) return;
        else if (store !== null) [store, operator, online] = [null, null, false];
        await settle();
      });
      if (store !== null) await settle();
    },
    sync: async (faults, on) => {
      if (store === null) {
        await run.network.during(faults, () => run.door.wake());
        return false;
      }
      await run.network.during(faults, settle, on);
      return store.status().phase === 'idle';
    },
    restart: async () => {
      await run.door.close();
      await start();
      await resume();
    },
    crash: async (transactions, fn) => {
      run.process.killAfter(transactions + 1);
      await fn().catch(() => undefined);
      await kill();
    },
    loseStorage: async () => {
      run.process.killAfter(0);
      disk.idb = new IDBFactory();
      await kill();
    },
    epoch: async () => (base === null ? '' : ((await readOperatorValue(base.db, 'base'))?.epoch ?? '')),
    rows: async () => {
      if (base === null || store === null) return null;
      const rows = emptyRows();
      for (const change of (await createBaseStore(base.db, base.key).load()).changes) applyChange(rows, change);
      return rows;
    },
    close: () => run.door.close(),
  };
}

/** Web Locks of one computer; a killed program holds none. */
type MachineLocks = Locks & { readonly reset: () => void };

function createLocks(): MachineLocks {
  const tails = new Map<string, Promise<unknown>>();
  const request: Locks = (name, fn) => {
    const done = (tails.get(name) ?? Promise.resolve()).then(fn, fn);
    tails.set(name, done);
    return done;
  };
  return Object.assign(request, { reset: () => tails.clear() });
}
