import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { createAudit } from '../../../src-main/coordinator/administration/audit/chain.ts';
import { openKeys } from '../../../src-main/coordinator/administration/keys/keys.ts';
import type { Context } from '../../../src-main/coordinator/context.ts';
import { openStore } from '../../../src-main/coordinator/store/sqlite/open.ts';
import { createFeed } from '../../../src-main/coordinator/work/feed.ts';
import { UNIREC_2017 } from '../../../src-shared/domain/contact-rules.ts';
import { DEFAULT_OUTCOMES } from '../../../src-shared/domain/outcome-catalogue.ts';

export type Desk = {
  readonly context: Context;
  /** Scopes poked so far, in order. */
  readonly poked: string[];
  /** The clock: tests choose the moment. */
  readonly at: (instant: string) => void;
  readonly close: () => Promise<void>;
};

/** The rooms of the desk over a real store in a folder of its own, with a clock that the test sets. */
export const openDesk = async (): Promise<Desk> => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'desk-'));
  const store = await openStore(dataDir);
  const now = { instant: '2026-11-23T09:00:00.000Z' };
  const clock = { now: () => now.instant, ms: () => Date.parse(now.instant) };
  const poked: string[] = [];
  const live = {
    poke: (scopes: readonly string[]) => void poked.push(...scopes),
    progress: () => undefined,
    connected: () => new Map<string, number>(),
  };
  const context: Context = {
    store,
    audit: createAudit(clock),
    feed: createFeed(live),
    clock,
    config: {
      version: '0.0.0',
      scryptLog2N: 8,
      sessionHours: 12,
      rendererDir: null,
      setupCode: null,
      signIn: { attempts: 5, windowMs: 60_000 },
    },
    live,
    log: pino({ level: 'silent' }),
    dataDir,
    keys: openKeys(dataDir),
  };
  store.transaction((tx) => {
    tx.run('INSERT INTO outcomes (id, version, body) VALUES (?, 1, ?)', 'outcomes', JSON.stringify(DEFAULT_OUTCOMES));
    const settings = {
      id: 'settings',
      name: 'Recuperi Prova',
      sample: false,
      zone: 'Europe/Rome',
      contactRules: UNIREC_2017,
      wrapUpSeconds: 30,
    };
    tx.run('INSERT INTO settings (id, body) VALUES (?, ?)', 'settings', JSON.stringify(settings));
  });
  return {
    context,
    poked,
    at: (instant) => void (now.instant = instant),
    close: async () => {
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

/** A user's row; answers its id. */
export const addUser = (
  { context }: Desk,
  id: string,
  role: string,
  parts: { readonly teamId?: string; readonly name?: string } = {},
): string => {
  context.store.transaction((tx) => {
    tx.run(
      `INSERT INTO users (id, login, name, role, team_id, lang, password, password_changed_at, created_at)
       VALUES (?, ?, ?, ?, ?, 'it', 'x', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')`,
      id,
      id,
      parts.name ?? id,
      role,
      parts.teamId ?? null,
    );
  });
  return id;
};
