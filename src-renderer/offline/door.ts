import type { JournalFile, SecretStore } from '../../src-shared/contract/host.ts';
import type { Session, SessionUser } from '../../src-shared/contract/session.ts';
import { AppError } from '../../src-shared/contract/errors.ts';
import type { SyncStatus, WorkstationStore } from './api.ts';
import { createBaseStore } from './base-store.ts';
import { createClockOffset } from './clock-offset.ts';
import { openDeviceDb, openOperatorDb, readOperatorValue, type IndexedDb, type OperatorDb } from './databases.ts';
import { createJournal } from './journal.ts';
import { createJournalCopy, noJournalCopy } from './journal-copy.ts';
import { KEY_ITERATIONS, type OpenKeys } from './keys.ts';
import { createLive, type Socket } from './live.ts';
import { createRegistration } from './registration.ts';
import { codeOf } from './peer.ts';
import { operationSealer } from './seal.ts';
import { createStatus } from './status.ts';
import { createSyncLoop } from './sync-loop.ts';
import { syncOnce, type Locks } from './sync.ts';
import { keepRecovery, rewrap, unlockOffline, unlockOnline, type Unlocked } from './unlock.ts';
import { createWire } from './wire.ts';
import { openStore, type OpenStore } from './workstation-store.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** What another window of this computer should know. */
export type Notice = { readonly kind: 'rows' | 'journal'; readonly userId: string };

/** Everything that the offline store takes from outside; the same in a worker, on a page and in a test. */
export type DoorDeps = {
  readonly idb: IndexedDb;
  readonly fetch: typeof fetch;
  /** The coordinator's origin, as this page reaches it. */
  readonly origin: () => string;
  /** The coordinator's own origin, for the live socket; null where none is known. */
  readonly liveOrigin: () => string | null;
  readonly locks: Locks;
  readonly journalFile: JournalFile | null;
  readonly secrets: SecretStore | null;
  readonly deviceName: string;
  readonly now: () => number;
  readonly random: () => number;
  readonly setTimer: (fn: () => void, ms: number) => unknown;
  readonly clearTimer: (timer: unknown) => void;
  readonly openSocket: ((url: string) => Socket) | null;
  readonly tell: (notice: Notice) => void;
  /** The coordinator no longer knows the session. */
  readonly sessionEnded: () => void;
  readonly keyIterations?: number;
  readonly pageSize?: number;
};

export type Door = {
  readonly openOnline: (session: Session, password: string) => Promise<WorkstationStore>;
  readonly openOffline: (
    login: string,
    password: string,
  ) => Promise<{ readonly user: SessionUser; readonly store: WorkstationStore }>;
  readonly renew: (session: Session) => void;
  /** The operator changed his password at the coordinator: the same data key, wrapped anew. */
  readonly passwordChanged: (password: string) => Promise<void>;
  /** Something outside gives hope: the network is back, the window is looked at again. */
  readonly wake: () => Promise<void>;
  /** Changes whenever a question to the store may be answered otherwise. */
  readonly revision: () => string;
  readonly heard: (notice: Notice) => Promise<void>;
  readonly report: (part: Partial<Pick<SyncStatus, 'persisted' | 'shell'>>) => void;
  readonly close: () => Promise<void>;
};

type Current = {
  readonly workspace: Workspace;
  readonly open: OpenStore;
  readonly db: OperatorDb;
  readonly keys: OpenKeys;
};

const POLL_MS = 30_000;
const POLL_LIVE_MS = 300_000;
const TICK_MS = 20_000;
const SKEW_SHOWN_MS = 120_000;
const WARM_CASES = 300;

const NOBODY_THERE: ReadonlySet<string> = new Set(['offline', 'coordinator-unreachable', 'timeout']);
const SESSION_OVER: ReadonlySet<string> = new Set(['session-expired', 'not-signed-in', 'user-disabled']);

/** The parts that a test replaces by ones with a planted fault, to see that its suite notices. */
export type DoorParts = {
  readonly createJournal: typeof createJournal;
  readonly createBaseStore: typeof createBaseStore;
};
const PARTS: DoorParts = { createJournal, createBaseStore };

/** The way into this computer's data. One per window; delivers the journal whether anybody is signed in or not. */
export async function createDoor(deps: DoorDeps, parts: DoorParts = PARTS): Promise<Door> {
  if (globalThis.crypto?.subtle === undefined) throw new AppError('storage-unavailable');
  const iterations = deps.keyIterations ?? KEY_ITERATIONS;
  const listeners = new Set<() => void>();
  const emit = (): void => listeners.forEach((listener) => listener());
  const status = createStatus(emit);
  const db = openDeviceDb(deps.idb);
  const copy = deps.journalFile === null ? noJournalCopy : createJournalCopy(db, deps.journalFile);
  const journal = parts.createJournal(db, copy);
  const wire = createWire(deps);
  const registration = createRegistration({ db, wire, secrets: deps.secrets, deviceName: deps.deviceName });
  const clock = createClockOffset(db, deps.now, (ms) =>
    status.patch({ clockSkewMs: Math.abs(ms) > SKEW_SHOWN_MS ? ms : 0 }),
  );
  let session: Session | null = null;
  let current: Current | null = null;
  /** Who was signed in when the running cycle began. */
  let cycleOf: Current | null = null;
  /** The session that the last request was made with. */
  let asked: string | null = null;
  let tick: unknown = null;

  const countUnsent = async (): Promise<void> => {
    const [unsent, { device }] = [await journal.countUnsent(), { device: await registration.read() }];
    status.patch({ unsent: device === null ? 0 : unsent });
  };
  const loop = createSyncLoop({
    ...deps,
    idleMs: () => (live?.isOpen() === true ? POLL_LIVE_MS : POLL_MS),
    began: () => {
      cycleOf = current;
      if (current !== null && current.workspace.mark() === null) status.patch({ phase: 'first-sync' });
    },
    run: () =>
      syncOnce({
        wire,
        db,
        journal,
        locks: deps.locks,
        token: () => {
          asked = session?.token ?? null;
          return asked;
        },
        workspace: () => current?.workspace ?? null,
        register: async () => (session === null ? null : registration.register(session.token)),
        now: deps.now,
        coordinatorNow: () => deps.now() - clock.ms(),
        serverTime: clock.measure,
        progress: (done) => {
          if (current?.workspace.mark() === null)
            status.patch({ phase: 'first-sync', progress: { done, total: null } });
          else if (done > 0) status.patch({ phase: 'syncing' });
        },
        rowsChanged: () => {
          if (current !== null) deps.tell({ kind: 'rows', userId: current.workspace.user.id });
        },
        ...(deps.pageSize === undefined ? {} : { pageSize: deps.pageSize }),
      }),
    ended: (error) => ended(error),
  });
  const ended = async (error: unknown): Promise<void> => {
    // Somebody signed in or out meanwhile: what this cycle met says nothing about the store that is open now.
    if (cycleOf !== current) return countUnsent();
    const code = error === null ? null : codeOf(error);
    // A refusal of the old session says nothing about one that was opened meanwhile.
    if (code !== null && SESSION_OVER.has(code) && session !== null && session.token !== asked) {
      void loop.kick();
    } else if (code !== null && SESSION_OVER.has(code)) {
      session = null;
      deps.sessionEnded();
    }
    const reachable = code === null || !NOBODY_THERE.has(code);
    const complete = code === null && session !== null && current !== null;
    const lastSyncAt = new Date(deps.now() - clock.ms()).toISOString();
    if (complete) await current?.db.values.put(lastSyncAt, 'lastSyncAt');
    await countUnsent();
    status.patch({
      phase: code === null ? 'idle' : reachable ? 'refused' : 'offline',
      reachable,
      progress: null,
      error: code ?? (copy.healthy() === false ? 'disk-full' : null),
      decisions: (await current?.workspace.decisions()) ?? [],
      ...(complete ? { lastSyncAt } : {}),
    });
    if (reachable) live?.connect();
  };
  const live =
    deps.openSocket === null
      ? null
      : createLive({
          ...deps,
          open: deps.openSocket,
          url: () => `${(deps.liveOrigin() ?? deps.origin()).replace(/^http/u, 'ws')}/api/live`,
          token: () => session?.token ?? null,
          poked: () => void loop.kick(),
          connected: () => undefined,
        });
  const onTick = (): void => {
    tick = deps.setTimer(onTick, TICK_MS);
    emit();
  };
  const lock = async (): Promise<void> => {
    const was = current;
    current = null;
    session = null;
    if (tick !== null) deps.clearTimer(tick);
    live?.disconnect();
    status.patch({ decisions: [], lastSyncAt: null });
    await was?.open.end();
    was?.db.close();
  };
  const warm = (): void => {
    const left = current?.open.warmSearch(WARM_CASES) ?? 0;
    if (left > 0) deps.setTimer(warm, 0);
  };
  const enter = async ({ user, authorKey, keys }: Unlocked): Promise<WorkstationStore> => {
    const device = await registration.read();
    if (device === null) throw new AppError('not-known-offline');
    const operatorDb = openOperatorDb(deps.idb, user.id);
    const workspace = await openWorkspace({
      user,
      db: operatorDb,
      deviceDb: db,
      journal,
      dataKey: keys.dataKey,
      base: parts.createBaseStore(operatorDb, keys.dataKey),
      seal: await operationSealer(keys, device.coordinatorKey, authorKey),
      now: deps.now,
      clockOffsetMs: clock.ms,
      changed: () => {
        // The workspace itself says this while it is being opened, before it has a name here.
        if (current?.db === operatorDb) current.open.stale();
        emit();
      },
    });
    const open = openStore({
      workspace,
      status,
      now: () => deps.now() - clock.ms(),
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      captured: () => {
        // It is on the disk and the operator is told so; the exact count comes with the cycle that begins now.
        status.patch({ unsent: status.get().unsent + 1 });
        deps.tell({ kind: 'journal', userId: user.id });
        void loop.kick();
      },
      syncNow: loop.kick,
      lock,
    });
    current = { workspace, open, db: operatorDb, keys };
    const lastSyncAt = await readOperatorValue(operatorDb, 'lastSyncAt');
    await countUnsent();
    status.patch({ lastSyncAt, decisions: await workspace.decisions() });
    onTick();
    deps.setTimer(warm, 0);
    void loop.kick();
    return open.store;
  };

  // First who this computer is: the file's records are told from another device's by it.
  await registration.read();
  await copy.merge();
  await clock.load();
  await countUnsent();
  void loop.kick();
  return {
    openOnline: async (next, password) => {
      await lock();
      const device = await deps.locks('sollecito-register', () => registration.ensure(next.token));
      const unlocked = await unlockOnline({ db, wire, iterations }, device, next, password);
      session = next;
      const store = await enter(unlocked);
      // The copy for a forgotten password can wait for the next sign-in; the work cannot.
      await keepRecovery(wire, device, next, unlocked.keys).catch(() => undefined);
      return store;
    },
    openOffline: async (login, password) => {
      const unlocked = await unlockOffline({ db }, login, password);
      await lock();
      return { user: unlocked.user, store: await enter(unlocked) };
    },
    renew: (next) => {
      if (current?.workspace.user.id !== next.user.id) return;
      session = next;
      void loop.kick();
    },
    passwordChanged: async (password) => {
      if (current === null) return;
      await rewrap({ db, wire, iterations }, current.workspace.user.id, current.keys, password);
      // What was refused to the password that had been handed over is asked for again.
      void loop.kick();
    },
    wake: loop.kick,
    revision: () => current?.open.revision() ?? '',
    heard: async ({ kind, userId }) => {
      if (kind === 'journal') await countUnsent();
      if (current?.workspace.user.id === userId) await current.workspace.reload();
    },
    report: (part) => void status.patch(part),
    close: async () => {
      live?.close();
      await lock();
      await loop.stop();
      db.close();
    },
  };
}
