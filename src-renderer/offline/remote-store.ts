import type { SyncStatus, WorkstationStore } from './api.ts';
import type { Peer } from './peer.ts';
import { REMEMBERED, STORE_CALLS, type StoreCall } from './worker-calls.ts';

export type RemoteStore = {
  readonly store: WorkstationStore;
  readonly changed: (revision: string, status: SyncStatus) => void;
};

/** The page's end of the store: asks the worker, remembers what cannot have changed, keeps the last status at hand. */
export function createRemoteStore(peer: Pick<Peer, 'call'>, operatorId: string, status: SyncStatus): RemoteStore {
  const listeners = new Set<() => void>();
  const remembered = new Map<string, Promise<unknown>>();
  let latest = { revision: '', status };

  const ask = (call: StoreCall, args: readonly unknown[]): Promise<unknown> => {
    if (!REMEMBERED.has(call)) return peer.call('ask', call, args);
    const key = JSON.stringify([call, args]);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const asked = peer.call('ask', call, args);
    remembered.set(key, asked);
    // A refusal is not an answer to keep.
    asked.catch(() => remembered.delete(key));
    return asked;
  };
  const forget = (): void => remembered.clear();
  const calls = Object.fromEntries(
    STORE_CALLS.map((call) => [call, (...args: readonly unknown[]) => ask(call, args)]),
  ) as unknown as Pick<WorkstationStore, StoreCall>;
  return {
    store: {
      ...calls,
      operatorId,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      status: () => latest.status,
      // His own write is read back at once, before the worker's note of the change arrives.
      capture: (kind, caseId, body, opId) =>
        (ask('capture', [kind, caseId, body, opId]) as ReturnType<WorkstationStore['capture']>).finally(forget),
    },
    changed: (revision, next) => {
      if (revision !== latest.revision) forget();
      latest = { revision, status: next };
      for (const listener of listeners) listener();
    },
  };
}
