import { AppError } from '../../src-shared/contract/errors.ts';
import type { Host } from '../../src-shared/contract/host.ts';
import type { SessionUser } from '../../src-shared/contract/session.ts';
import type { SyncStatus, WorkstationStore } from './api.ts';
import type { WorkstationDoor } from '../app/session.ts';
import { createPeer, type Peer } from './peer.ts';
import { createRemoteStore, type RemoteStore } from './remote-store.ts';
import { registerShell } from './register-shell.ts';
import { FIRST_STATUS } from './status.ts';
import type { WorkerStart } from './worker-calls.ts';

export type DoorOptions = {
  readonly host: Host;
  readonly window: Window;
  readonly startWorker: () => Pick<Worker, 'postMessage' | 'addEventListener' | 'onerror'>;
  readonly sessionEnded: () => void;
};

/** The offline store in a thread of its own. It starts at once: what waits from yesterday is delivered before anybody signs in. */
export function createWorkstationDoor({ host, window, startWorker, sessionEnded }: DoorOptions): WorkstationDoor {
  let remote: RemoteStore | null = null;
  const shell = registerShell(window, host.kind);
  const begun = begin();

  async function begin(): Promise<Peer> {
    const worker = startWorker();
    const { promise: ready, resolve } = Promise.withResolvers<void>();
    const peer = createPeer(worker, {
      ready: () => resolve(),
      sessionEnded,
      changed: (revision: string, status: SyncStatus) => remote?.changed(revision, status),
      'journal.append': (record: Uint8Array) => host.journalFile?.append(record),
      'journal.readAll': () => host.journalFile?.readAll(),
      'journal.truncateBefore': (position: number) => host.journalFile?.truncateBefore(position),
      'secrets.get': (name: string) => host.secrets?.get(name),
      'secrets.set': (name: string, value: string) => host.secrets?.set(name, value),
      'secrets.remove': (name: string) => host.secrets?.remove(name),
    });
    // A worker that cannot begin. Later an error of one of its parts ends that part, not the store.
    worker.onerror = () => {
      peer.fail(new AppError('storage-unavailable'));
      resolve();
    };
    await ready;
    worker.onerror = null;
    await peer.call('start', {
      deviceName: `${host.platform} ${host.kind} ${host.version}`,
      origin: window.location.origin,
      liveOrigin: await host.coordinatorAddress.get(),
      hasJournalFile: host.journalFile !== null,
      hasSecrets: host.secrets !== null,
    } satisfies WorkerStart);
    window.document.addEventListener('visibilitychange', () => {
      if (!window.document.hidden) void peer.call('wake');
    });
    // Not every browser tells its workers.
    for (const hint of ['online', 'offline']) window.addEventListener(hint, () => void peer.call('wake'));
    host.onPower((event) => {
      if (event === 'resume' || event === 'unlock') void peer.call('wake');
    });
    return peer;
  }
  const take = async (peer: Peer, operatorId: string): Promise<WorkstationStore> => {
    const made = createRemoteStore(peer, operatorId, remote?.store.status() ?? FIRST_STATUS);
    remote = made;
    const persisted = host.kind === 'desktop' ? true : await persist(window);
    await peer.call('report', { persisted, shell: await shell });
    return made.store;
  };
  // A failure to begin is told to whoever signs in, not to the console of a page that nobody has used yet.
  begun.catch(() => undefined);
  return {
    openOnline: async (session, password) => {
      const peer = await begun;
      return take(peer, (await peer.call('openOnline', session, password)) as string);
    },
    openOffline: async (login, password) => {
      const peer = await begun;
      const user = (await peer.call('openOffline', login, password)) as SessionUser;
      return { user, store: await take(peer, user.id) };
    },
    renew: (session) => void begun.then((peer) => peer.call('renew', session)).catch(() => undefined),
    passwordChanged: async (password) => {
      await (await begun).call('passwordChanged', password);
    },
  };
}

/** May the browser empty this page's storage when the disk is full? Its answer is shown. */
async function persist({ navigator }: Window): Promise<boolean | null> {
  const storage = navigator.storage as StorageManager | undefined;
  if (storage === undefined) return null;
  return (await storage.persisted()) || storage.persist().catch(() => false);
}
