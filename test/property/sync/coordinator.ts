import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openContext, type Composed } from '../../../src-main/coordinator/compose.ts';
import { createServer } from '../../../src-main/coordinator/http/server.ts';
import { ROOMS } from '../../../src-main/coordinator/http/rooms.ts';
import { openSession, sessionUser } from '../../../src-main/coordinator/administration/sessions/sessions.ts';
import { writeMeta } from '../../../src-main/coordinator/store/meta.ts';
import { DATABASE_FILE } from '../../../src-main/coordinator/store/sqlite/open.ts';
import type { Context } from '../../../src-main/coordinator/context.ts';
import type { Session } from '../../../src-shared/contract/session.ts';
import { seedPortfolio } from './portfolio.ts';
import type { TestTime } from './time.ts';

export type Answer = { readonly status: number; readonly text: string };
export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
};

/** A real coordinator in this process: its store on disk, its routes behind fastify, reached by `inject`. */
export type Coordinator = {
  readonly context: () => Context;
  readonly deliver: (asked: Asked) => Promise<Answer>;
  readonly signIn: (userId: string) => Session;
  readonly restart: () => Promise<void>;
  /** Keeps a copy of the database, as a backup does. */
  readonly backup: () => Promise<void>;
  /** Puts the last copy back under a new epoch; answers false where none was made. */
  readonly restore: () => Promise<boolean>;
  readonly close: () => Promise<void>;
};

const folder = (): string => mkdtempSync(path.join(tmpdir(), 'sync-'));

/** The seeded database, made once per test file and copied for each run. */
export async function makeSeed(time: TestTime): Promise<string> {
  const dir = folder();
  const { context, close } = await openContext(dir, { clock: time });
  seedPortfolio(context);
  await close();
  return dir;
}

export async function startCoordinator(seed: string, time: TestTime): Promise<Coordinator> {
  const dir = folder();
  mkdirSync(path.join(dir, 'keys'), { recursive: true });
  copyFileSync(path.join(seed, DATABASE_FILE), path.join(dir, DATABASE_FILE));
  for (const key of ['master.key', 'coordinator.key']) {
    copyFileSync(path.join(seed, 'keys', key), path.join(dir, 'keys', key));
  }
  const open = async () => {
    const composed: Composed = await openContext(dir, {
      clock: time,
      config: { scryptLog2N: 4, rendererDir: null, sessionHours: 100_000 },
    });
    // A crash of the process is not a crash of the disk: these tests need no fsync (test/integration/crash does).
    composed.context.store.sql.exec('PRAGMA synchronous = OFF');
    const rooms = ROOMS.flatMap((room) => room(composed.context));
    return { ...composed, server: await createServer(composed.context, composed.hub, rooms) };
  };
  let running = await open();
  const stop = async (): Promise<void> => {
    await running.server.close();
    await running.close();
  };
  const copy = path.join(dir, 'backup.db');
  let hasBackup = false;
  return {
    context: () => running.context,
    deliver: async ({ method, path: url, headers, body }) => {
      const answer = await running.server.inject({
        method: method as 'GET',
        url,
        headers,
        ...(body === undefined ? {} : { payload: body }),
      });
      return { status: answer.statusCode, text: answer.body };
    },
    signIn: (userId) => {
      const { context } = running;
      const row = context.store.sql.get('SELECT id, login, name, role, team_id, lang FROM users WHERE id = ?', userId);
      const user = sessionUser(row as Parameters<typeof sessionUser>[0]);
      return context.store.transaction((tx) => openSession(context, tx, user, null));
    },
    restart: async () => {
      await stop();
      running = await open();
    },
    backup: async () => {
      await running.context.store.copyTo(copy);
      hasBackup = true;
    },
    restore: async () => {
      if (!hasBackup) return false;
      await stop();
      for (const suffix of ['', '-wal', '-shm']) rmSync(path.join(dir, DATABASE_FILE + suffix), { force: true });
      copyFileSync(copy, path.join(dir, DATABASE_FILE));
      running = await open();
      running.context.store.transaction((tx) => writeMeta(tx, 'epoch', `epoch-${time.ms()}`));
      return true;
    },
    close: async () => {
      await stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
