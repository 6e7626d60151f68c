import { z } from 'zod';
import type { SyncStatus } from './api.ts';
import type { WorkerStart } from './worker-calls.ts';

// Before any schema is built: zod would otherwise try to compile one, and the content-security-policy refuses eval.
z.config({ jitless: true });

/**
 * The offline store's thread: decrypted rows, ranking, search, sync. The page only asks. `start` comes first; what is
 * imported later must not delay the listener, or the page's first message would be lost.
 */
type Scope = typeof globalThis & { postMessage: (message: unknown) => void };
const scope = globalThis as Scope;

void Promise.all([import('./peer.ts'), import('./worker-scope.ts')]).then(([{ createPeer }, { createWorkerDoor }]) => {
  const door = createWorkerDoor({
    call: (name, ...args) => peer.call(name, ...args),
    changed: (revision: string, status: SyncStatus) => void peer.call('changed', revision, status),
  });
  const peer = createPeer(scope, { ...door, start: (start: WorkerStart) => door.start(start) });
  scope.postMessage({ kind: 'call', id: 0, name: 'ready', args: [] });
});
