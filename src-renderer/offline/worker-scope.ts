import { AppError } from '../../src-shared/contract/errors.ts';
import type { JournalFile, SecretStore } from '../../src-shared/contract/host.ts';
import type { Session, SessionUser } from '../../src-shared/contract/session.ts';
import type { SyncStatus, WorkstationStore } from './api.ts';
import { createDoor, type Door, type Notice } from './door.ts';
import type { Socket } from './live.ts';
import type { Locks } from './sync.ts';
import type { StoreCall, WorkerStart } from './worker-calls.ts';

export type WorkerDoor = {
  readonly start: (start: WorkerStart) => Promise<void>;
  readonly openOnline: (session: Session, password: string) => Promise<string>;
  readonly openOffline: (login: string, password: string) => Promise<SessionUser>;
  readonly renew: (session: Session) => void;
  readonly passwordChanged: (password: string) => Promise<void>;
  readonly wake: () => Promise<void>;
  readonly report: Door['report'];
  readonly ask: (call: StoreCall, args: readonly unknown[]) => Promise<unknown>;
};

/** Redraws asked for within this time are one. */
const GATHER_MS = 30;
const CHANNEL = 'sollecito-offline';

/** The door inside a worker, over the worker's own IndexedDB, locks, socket and network. */
export function createWorkerDoor(page: {
  readonly call: (name: string, ...args: readonly unknown[]) => Promise<unknown>;
  readonly changed: (revision: string, status: SyncStatus) => void;
}): WorkerDoor {
  let door: Door | null = null;
  let store: WorkstationStore | null = null;
  let gathering = false;

  const opened = (): Door => {
    if (door === null) throw new AppError('storage-unavailable');
    return door;
  };
  const changed = (): void => {
    if (gathering) return;
    gathering = true;
    setTimeout(() => {
      gathering = false;
      if (door !== null && store !== null) page.changed(door.revision(), store.status());
    }, GATHER_MS);
  };
  const take = (next: WorkstationStore): WorkstationStore => {
    store = next;
    next.subscribe(changed);
    changed();
    return next;
  };
  return {
    start: async (start) => {
      const channel = new BroadcastChannel(CHANNEL);
      const made = await createDoor({
        idb: { indexedDB, IDBKeyRange },
        fetch: (input, init) => fetch(input, init),
        origin: () => start.origin,
        liveOrigin: () => start.liveOrigin,
        locks,
        journalFile: start.hasJournalFile ? journalFileOf(page.call) : null,
        secrets: start.hasSecrets ? secretsOf(page.call) : null,
        deviceName: start.deviceName,
        now: Date.now,
        random: Math.random,
        setTimer: (fn, ms) => setTimeout(fn, ms),
        clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
        // Its handlers are called with less than a WebSocket's own types promise.
        openSocket: (url) => new WebSocket(url) as unknown as Socket,
        tell: (notice) => channel.postMessage(notice),
        sessionEnded: () => void page.call('sessionEnded'),
      });
      door = made;
      channel.onmessage = ({ data }: MessageEvent<Notice>) => void made.heard(data);
      // Hints, not answers: a cycle asks the coordinator itself, because a network without a way out says "offline" too.
      addEventListener('online', () => void made.wake());
      addEventListener('offline', () => void made.wake());
    },
    openOnline: async (session, password) => take(await opened().openOnline(session, password)).operatorId,
    openOffline: async (login, password) => {
      const { user, store: next } = await opened().openOffline(login, password);
      take(next);
      return user;
    },
    renew: (session) => opened().renew(session),
    passwordChanged: (password) => opened().passwordChanged(password),
    wake: () => opened().wake(),
    report: (part) => opened().report(part),
    ask: async (call, args) => {
      if (store === null) throw new AppError('not-signed-in');
      const method = store[call] as (...given: readonly unknown[]) => Promise<unknown>;
      return method(...args);
    },
  };
}

/** Web Locks over all windows of this origin; a page from an address that is not secure has none, and no windows to share with. */
const locks: Locks = (name, fn) =>
  (navigator.locks as LockManager | undefined) === undefined ? fn() : navigator.locks.request(name, fn);

const journalFileOf = (call: (name: string, ...args: readonly unknown[]) => Promise<unknown>): JournalFile => ({
  append: (record) => call('journal.append', record) as ReturnType<JournalFile['append']>,
  readAll: () => call('journal.readAll') as ReturnType<JournalFile['readAll']>,
  truncateBefore: (position) => call('journal.truncateBefore', position) as Promise<void>,
});

const secretsOf = (call: (name: string, ...args: readonly unknown[]) => Promise<unknown>): SecretStore => ({
  get: (name) => call('secrets.get', name) as Promise<string | null>,
  set: (name, value) => call('secrets.set', name, value) as Promise<void>,
  remove: (name) => call('secrets.remove', name) as Promise<void>,
});
