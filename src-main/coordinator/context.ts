import type { Logger } from 'pino';
import type { LiveMessage } from '../../src-shared/contract/sync.ts';
import type { Audit } from './administration/audit/chain.ts';
import type { CaseKeys } from './administration/keys/case-keys.ts';
import type { Keys } from './administration/keys/keys.ts';
import type { Clock } from './clock.ts';
import type { RecordingTurns } from './recording/turns.ts';
import type { Store } from './store/store.ts';
import type { Switchboard } from './telephony/exchange.ts';
import type { Feed } from './work/feed.ts';

/** What a start decides and a request never changes. */
export type Config = {
  readonly version: string;
  /** Exponent of scrypt's cost: N = 2^scryptLog2N. 17 in earnest; tests take less. */
  readonly scryptLog2N: number;
  readonly sessionHours: number;
  /** The built page, or null where only the API is served. */
  readonly rendererDir: string | null;
  /** Wanted from whoever creates the first administrator from beyond loopback; null on a loopback-only coordinator. */
  readonly setupCode: string | null;
  /** Sign-in attempts per login and address within `windowMs` before `too-many-attempts`. */
  readonly signIn: { readonly attempts: number; readonly windowMs: number };
};

/** Open WebSockets. They carry pokes and progress, never data. */
export type Live = {
  readonly poke: (scopes: readonly string[]) => void;
  readonly progress: (message: Omit<Extract<LiveMessage, { kind: 'progress' }>, 'kind'>) => void;
  /** Workstations connected now, by operator. */
  readonly connected: () => ReadonlyMap<string, number>;
};

/** What every room gets. Made once in the composition root; nothing else is shared between requests. */
export type Context = {
  readonly store: Store;
  readonly audit: Audit;
  readonly feed: Feed;
  readonly clock: Clock;
  readonly config: Config;
  readonly live: Live;
  readonly log: Logger;
  readonly dataDir: string;
  readonly keys: Keys;
  /** What people said about a case is sealed under its own key. */
  readonly caseKeys: CaseKeys;
  /** The practice exchange, where the settings want one. */
  readonly switchboard: Switchboard;
  readonly recordingTurns: RecordingTurns;
};

/** What runs beside the requests: begun when the folder is served; the answer ends it. */
export type Start = (context: Context) => { readonly stop: () => void };
