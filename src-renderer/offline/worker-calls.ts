import type { WorkstationStore } from './api.ts';

/** What the page tells the worker once: what of the host only the page can see. */
export type WorkerStart = {
  readonly deviceName: string;
  readonly origin: string;
  /** Where the live socket is; null while no coordinator is chosen. */
  readonly liveOrigin: string | null;
  readonly hasJournalFile: boolean;
  readonly hasSecrets: boolean;
};

/** Questions to the store that cross to the worker as they are. */
export const STORE_CALLS = [
  'queue',
  'queueRows',
  'search',
  'callers',
  'strays',
  'saveStray',
  'dropStray',
  'agenda',
  'today',
  'open',
  'nextAfter',
  'outcomes',
  'settings',
  'capture',
  'readDraft',
  'saveDraft',
  'dropDraft',
  'drafts',
  'syncNow',
  'lock',
] as const satisfies readonly (keyof WorkstationStore)[];
export type StoreCall = (typeof STORE_CALLS)[number];

/** Answers that stay true until a row changes: asked again at the same revision they come from the page's memory. */
export const REMEMBERED: ReadonlySet<StoreCall> = new Set([
  'queue',
  'agenda',
  'today',
  'nextAfter',
  'outcomes',
  'settings',
]);
