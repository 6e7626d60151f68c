/**
 * What the renderer asks of the program it runs in. Only what differs between the desktop application and a browser is
 * here; everything else the renderer does with web standards. The desktop implements it in the preload, the browser in
 * `src-renderer/host/browser-host.ts`.
 *
 * Arguments and results cross a process as structured clones: plain data and byte arrays only.
 */

/** Small secrets (a device credential, a wrapped key) held by the operating system's key store. */
export type SecretStore = {
  readonly get: (name: string) => Promise<string | null>;
  readonly set: (name: string, value: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
};

/** One record of the journal file; `position` grows by one with each append and is never used twice. */
export type JournalEntry = { readonly position: number; readonly record: Uint8Array };

/** The append-only copy of the operations that survives the loss of the browser's own storage. */
export type JournalFile = {
  /** Resolves with the record's position once it is on the disk (fsync); a rejection means that nothing was kept. */
  readonly append: (record: Uint8Array) => Promise<number>;
  /** Every record still kept, in order. A tail torn by a power cut is left out. */
  readonly readAll: () => Promise<readonly JournalEntry[]>;
  /** Records below `position` are no longer needed; they may stay until a whole file of them can go. */
  readonly truncateBefore: (position: number) => Promise<void>;
};

export type HostNotification = {
  readonly title: string;
  readonly body: string;
  /** A later notification with the same tag takes the place of the earlier one. */
  readonly tag: string;
};

/** `idle`: nobody has touched this computer for ten minutes; `active`: somebody does again. */
export type PowerEvent = 'suspend' | 'resume' | 'lock' | 'unlock' | 'idle' | 'active';

export type UpdateState =
  | { readonly state: 'disabled' | 'none' | 'checking' }
  | { readonly state: 'downloading' | 'ready'; readonly version: string }
  | { readonly state: 'failed'; readonly reason: string };

export type Updates = {
  readonly state: () => Promise<UpdateState>;
  readonly check: () => Promise<UpdateState>;
  readonly installAndRestart: () => Promise<void>;
};

export type CoordinatorState =
  | { readonly state: 'stopped' | 'starting' }
  | { readonly state: 'running'; readonly url: string }
  | { readonly state: 'failed'; readonly reason: string };

/** A coordinator that this computer runs for the others (leader mode). */
export type CoordinatorControl = {
  readonly state: () => Promise<CoordinatorState>;
  /** `sample` asks for the sample workspace in an empty folder; `share` listens beyond this computer, over HTTPS. */
  readonly start: (options: { readonly sample: boolean; readonly share: boolean }) => Promise<CoordinatorState>;
  readonly stop: () => Promise<CoordinatorState>;
};

/**
 * In both hosts the page asks the coordinator at addresses relative to itself (`/api/…`): the desktop forwards them. Only
 * the WebSocket needs the address. Setting another address starts the page again there.
 */
export type CoordinatorAddress = {
  /** The origin of the coordinator, e.g. `https://10.0.0.5:4870`, or null when none has been chosen yet. */
  readonly get: () => Promise<string | null>;
  /** `fingerprint` is the SHA-256 of its certificate (hex); the desktop trusts no other for this address. */
  readonly set: (address: string, fingerprint?: string) => Promise<void>;
};

export type Host = {
  readonly kind: 'desktop' | 'browser';
  /** `linux`, `mac`, `windows` or `other`; chooses words and keys, never features. */
  readonly platform: 'linux' | 'mac' | 'windows' | 'other';
  readonly version: string;
  readonly secrets: SecretStore | null;
  readonly journalFile: JournalFile | null;
  readonly coordinatorAddress: CoordinatorAddress;
  readonly coordinatorControl: CoordinatorControl | null;
  readonly updates: Updates | null;
  /** Resolves true when the notification was handed to the system, false when it is not allowed. */
  readonly notify: (notification: HostNotification) => Promise<boolean>;
  /** Opens a `tel:` or `mailto:` address in the system's program; any other address is refused with false. */
  readonly openExternal: (url: string) => Promise<boolean>;
  /** The number on the application's icon; 0 takes it away. */
  readonly setBadge: (count: number) => Promise<void>;
  /** Calls back at sleep, wake, lock, unlock, idleness and its end; returns the function that ends it. */
  readonly onPower: (listener: (event: PowerEvent) => void) => () => void;
  /** While true this computer does not fall asleep by itself: a call is going on. */
  readonly stayAwake: (awake: boolean) => Promise<void>;
};
