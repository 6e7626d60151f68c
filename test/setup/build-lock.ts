import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const taken = async (file: string): Promise<boolean> => {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return false;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    // A builder that was killed left its lock behind. An empty file is one that is just being written.
    if (owner > 0 && !isRunning(owner)) await rm(file, { force: true });
    return true;
  }
};

/** One build at a time in this work tree: tests that run side by side would swap each other's folders away. */
export const withBuildLock = async <Result>(file: string, work: () => Promise<Result>): Promise<Result> => {
  while (await taken(file)) await pause(100);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
};
