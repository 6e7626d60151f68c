import type { SyncStatus } from './api.ts';

export type StatusStore = {
  readonly get: () => SyncStatus;
  /** Answers true when something changed. */
  readonly patch: (part: Partial<SyncStatus>) => boolean;
};

export const FIRST_STATUS: SyncStatus = {
  phase: 'offline',
  reachable: false,
  unsent: 0,
  progress: null,
  lastSyncAt: null,
  clockSkewMs: 0,
  persisted: null,
  shell: null,
  decisions: [],
  error: null,
};

/** The one indicator of sync. */
export function createStatus(changed: () => void): StatusStore {
  let status = FIRST_STATUS;
  return {
    get: () => status,
    patch: (part) => {
      const next = { ...status, ...part };
      if (JSON.stringify(next) === JSON.stringify(status)) return false;
      status = next;
      changed();
      return true;
    },
  };
}
