import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createWorkspace, insertUser } from '../../../src-main/coordinator/administration/create-workspace.ts';
import { COMMANDS } from '../../../src-main/coordinator/command/all.ts';
import { runCommandLine } from '../../../src-main/coordinator/command/run.ts';
import { type Composed, openContext } from '../../../src-main/coordinator/compose.ts';

/** A folder of its own for one test, gone at its end. */
export const withFolder = async (work: (folder: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'durability-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Opens a workspace and closes it again, whatever happens in between. */
export const withWorkspace = async <T>(dataDir: string, work: (composed: Composed) => T | Promise<T>): Promise<T> => {
  const composed = await openContext(dataDir, { config: { scryptLog2N: 8 } });
  try {
    return await work(composed);
  } finally {
    await composed.close();
  }
};

/** A workspace with an administrator, named so that a test can tell one from another. */
export const makeWorkspace = (dataDir: string, name: string): Promise<void> =>
  withWorkspace(dataDir, ({ context }) => {
    context.store.transaction((tx) => {
      createWorkspace(context, tx, { name, sample: false });
      const id = insertUser(context, tx, {
        login: 'ada',
        name: 'Ada Ferri',
        role: 'administrator',
        teamId: null,
        password: 'x',
      });
      context.audit.record(tx, { userId: id, action: 'workspace.create', subject: id, detail: { name } });
      tx.run(
        `INSERT INTO sessions (token_hash, user_id, created_at, expires_at) VALUES ('t', ?, '2026-11-23', '2099-01-01')`,
        id,
      );
    });
  });

export type Said = { readonly code: number; readonly out: string; readonly err: string };

/** Types a command line, without a process of its own. */
export const typed = async (words: readonly string[], stdin = ''): Promise<Said> => {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommandLine(COMMANDS, words, {
    cwd: process.cwd(),
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    stdin: () => Promise.resolve(stdin),
    account: 'prova',
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
};
