import type { Host } from '../../src-shared/contract/host.ts';
import { createBrowserHost } from './browser-host.ts';

export type { Host } from '../../src-shared/contract/host.ts';

declare global {
  /** Exposed by the preload of the desktop application, absent in a browser. */
  var sollecito: Host | undefined;
}

/** The host this page runs in. Call it once, in the composition root, and hand the result on. */
export const getHost = (): Host => globalThis.sollecito ?? createBrowserHost(globalThis.window);
