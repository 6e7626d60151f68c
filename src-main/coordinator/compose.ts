import { existsSync } from 'node:fs';
import { type Logger, pino } from 'pino';
import { createAudit } from './administration/audit/chain.ts';
import { finishRestore } from './administration/backup/finish-restore.ts';
import { removeCopies } from './administration/backup/make-backup.ts';
import { ensureEpoch } from './administration/create-workspace.ts';
import { createCaseKeys } from './administration/keys/case-keys.ts';
import { openKeys } from './administration/keys/keys.ts';
import { SCRYPT_LOG2N } from './administration/passwords.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Config, Context } from './context.ts';
import { createLiveHub, type LiveHub } from './http/live.ts';
import { programVersion, rendererDirectory } from './places.ts';
import { createRecordingTurns } from './recording/turns.ts';
import { openStore } from './store/sqlite/open.ts';
import { createSwitchboard } from './telephony/exchange.ts';
import { createFeed } from './work/feed.ts';

export type Composed = { readonly context: Context; readonly hub: LiveHub; readonly close: () => Promise<void> };

export type ComposeOptions = {
  readonly config?: Partial<Config>;
  readonly clock?: Clock;
  readonly log?: Logger;
};

const defaults = (): Config => ({
  version: programVersion(),
  scryptLog2N: SCRYPT_LOG2N,
  sessionHours: 14,
  rendererDir: existsSync(rendererDirectory()) ? rendererDirectory() : null,
  setupCode: null,
  signIn: { attempts: 10, windowMs: 15 * 60_000 },
});

/** Ends what a crash cut short, before anything is read. */
const tidy = (dataDir: string): void => {
  finishRestore(dataDir);
  removeCopies(dataDir);
};

/**
 * Opens the workspace of a data folder (makes an empty one) and puts together what every room gets.
 * Errors: `data-dir-in-use`.
 */
export const openContext = async (dataDir: string, options: ComposeOptions = {}): Promise<Composed> => {
  const store = await openStore(dataDir, { prepare: tidy });
  try {
    ensureEpoch(store);
    const clock = options.clock ?? systemClock;
    const hub = createLiveHub();
    const keys = openKeys(dataDir);
    const feed = createFeed(hub);
    const log = options.log ?? pino({ level: 'silent' });
    const context: Context = {
      store,
      audit: createAudit(clock),
      feed,
      clock,
      config: { ...defaults(), ...options.config },
      live: hub,
      log,
      dataDir,
      keys,
      caseKeys: createCaseKeys(keys),
      switchboard: createSwitchboard({ store, feed, log }),
      recordingTurns: createRecordingTurns(),
    };
    return { context, hub, close: store.close };
  } catch (error) {
    await store.close();
    throw error;
  }
};
