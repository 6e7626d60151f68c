import type { UpdateState } from '../../src-shared/contract/host.ts';

/** The part of electron-updater that is used; its own types drag in the whole of its configuration. */
export type UpdaterPort = {
  readonly check: () => Promise<unknown>;
  readonly installAndRestart: () => void;
  readonly onAvailable: (listener: (version: string) => void) => void;
  readonly onReady: (listener: (version: string) => void) => void;
  readonly onNone: (listener: () => void) => void;
};

export type UpdateControl = {
  readonly state: () => UpdateState;
  readonly check: () => Promise<UpdateState>;
  readonly installAndRestart: () => void;
};

/**
 * Looks for, fetches and installs new versions. Without a port (a build that names no place to publish to) it is
 * disabled and says so. Nothing is installed before somebody asks for it: a restart in the middle of a call is worse
 * than an old version.
 */
export const createUpdates = (port: UpdaterPort | null): UpdateControl => {
  let state: UpdateState = { state: port === null ? 'disabled' : 'none' };
  port?.onAvailable((version) => (state = { state: 'downloading', version }));
  port?.onReady((version) => (state = { state: 'ready', version }));
  port?.onNone(() => (state = { state: 'none' }));
  return {
    state: () => state,
    check: async () => {
      if (port === null || state.state === 'ready' || state.state === 'downloading') return state;
      state = { state: 'checking' };
      await port.check().catch((error: unknown) => {
        state = { state: 'failed', reason: error instanceof Error ? error.message : String(error) };
      });
      return state;
    },
    installAndRestart: () => {
      if (state.state === 'ready') port?.installAndRestart();
    },
  };
};
