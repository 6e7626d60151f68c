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
    // One that was killed left its lock behind. An empty file is one that is just being written.
    if (owner > 0 && !isRunning(owner)) await rm(file, { force: true });
    return true;
  }
};

/** One process at a time does what `file` stands for; it is there for as long as that takes, and the others wait. */
export const withLock = async <Result>(file: string, work: () => Promise<Result>): Promise<Result> => {
  while (await taken(file)) await pause(100);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
};
