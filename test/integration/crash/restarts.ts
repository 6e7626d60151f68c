import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { forward, readServing } from '../../../src-main/coordinator/command/forward.ts';
import { DATABASE_FILE } from '../../../src-main/coordinator/store/sqlite/open.ts';
import type { Verification } from '../../../src-main/coordinator/work/verify-workspace.ts';
import { type CoordinatorProcess, startCoordinator } from '../../fixtures/coordinator-process.ts';

export type KillOptions = {
  readonly kills: number;
  readonly seed: string;
  readonly say: (line: string) => void;
};

/** Compiled once for all restarts: a hundred of them should not take minutes. */
export const restart = (dataDir: string): Promise<CoordinatorProcess> =>
  startCoordinator(dataDir, { env: { NODE_COMPILE_CACHE: path.join(dataDir, 'compiled') } });

/** Types a command at the coordinator that serves the folder; answers its exit code and what it said. */
export const typeAt = async (
  dataDir: string,
  argv: readonly string[],
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> => {
  const serving = readServing(dataDir);
  if (serving === null) throw new Error('nobody serves the folder');
  let [out, err] = ['', ''];
  const code = await forward(serving, [...argv, '--data', dataDir], {
    cwd: dataDir,
    out: (line) => (out += `${line}\n`),
    err: (line) => (err += `${line}\n`),
    stdin: () => Promise.resolve(''),
    account: 'prova',
  });
  return { code, out, err };
};

/** Throws with the first difference. */
export const mustVerify = async (dataDir: string): Promise<Verification> => {
  const { code, out, err } = await typeAt(dataDir, ['verify', '--json']);
  if (code !== 0) throw new Error(`verify: ${err}${out}`);
  return JSON.parse(out) as Verification;
};

/** Looks into the database of a running coordinator from outside. */
export const lookInto = <T>(dataDir: string, look: (database: DatabaseSync) => T): T => {
  const database = new DatabaseSync(path.join(dataDir, DATABASE_FILE), { readOnly: true, timeout: 10_000 });
  try {
    return look(database);
  } finally {
    database.close();
  }
};

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
