import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createWorkspace } from '../../../src-main/coordinator/administration/create-workspace.ts';
import { openContext } from '../../../src-main/coordinator/compose.ts';
import type { Context } from '../../../src-main/coordinator/context.ts';
import type { LiveHub } from '../../../src-main/coordinator/http/live.ts';
import { createFeed } from '../../../src-main/coordinator/work/feed.ts';

export type Desk = {
  readonly context: Context;
  readonly hub: LiveHub;
  /** Scopes poked so far, in order. */
  readonly poked: string[];
  /** The clock: tests choose the moment. */
  readonly at: (instant: string) => void;
  readonly close: () => Promise<void>;
};

/** A real workspace in a folder of its own, put together as the coordinator does, with a clock that the test sets. */
export const openDesk = async (): Promise<Desk> => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'desk-'));
  const now = { instant: '2026-11-23T09:00:00.000Z' };
  const clock = { now: () => now.instant, ms: () => Date.parse(now.instant) };
  const poked: string[] = [];
  const { context, hub, close } = await openContext(dataDir, { clock, config: { rendererDir: null, scryptLog2N: 8 } });
  context.store.transaction((tx) => createWorkspace(context, tx, { name: 'Recuperi Prova', sample: false }));
  const feed = createFeed({
    poke: (scopes) => {
      poked.push(...scopes);
      hub.poke(scopes);
    },
  });
  return {
    context: { ...context, feed },
    hub,
    poked,
    at: (instant) => void (now.instant = instant),
    close: async () => {
      await close();
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
