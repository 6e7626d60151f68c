import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { MAIN, startCoordinator } from '../../fixtures/coordinator-process.ts';
import { createChance } from '../../fixtures/chance.ts';
import { type KillOptions, lookInto, mustVerify, pause } from './restarts.ts';

/** What a person would see of a sample: users, batches and queues, in numbers. */
const numbersOf = (database: DatabaseSync): string =>
  JSON.stringify({
    users: database.prepare('SELECT count(*) AS n FROM users').get(),
    batches: database
      .prepare(
        `SELECT k.code, count(*) AS cases, sum(c.total) AS total, count(c.assigned_to) AS dealt FROM cases c
         JOIN batches b ON b.id = c.batch_id AND b.status = 'loaded' JOIN creditors k ON k.id = b.creditor_id
         GROUP BY b.id ORDER BY k.code`,
      )
      .all(),
    dealt: database.prepare("SELECT count(*) AS n FROM activities WHERE kind = 'assignment'").get(),
  });

const fill = async (dataDir: string): Promise<string> => {
  const coordinator = await startCoordinator(dataDir, { words: ['--sample'] });
  try {
    await mustVerify(dataDir);
    return lookInto(dataDir, numbersOf);
  } finally {
    await coordinator.stop();
  }
};

/** Kills a coordinator while it makes its sample workspace, then lets it finish: nothing is missing, nothing is twice. */
export const killDuringSample = async ({ kills, seed, say }: KillOptions): Promise<void> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'crash-sample-'));
  const chance = createChance(seed);
  try {
    const from = performance.now();
    const whole = await fill(path.join(folder, 'whole'));
    const takes = performance.now() - from;
    const dataDir = path.join(folder, 'cut');
    for (let kill = 1; kill <= kills; kill += 1) {
      const child = spawn(process.execPath, [MAIN, 'serve', '--data', dataDir, '--port', '0', '--sample'], {
        stdio: 'ignore',
      });
      const ended = once(child, 'close');
      // Each start gets a little further than the ones before.
      await pause((takes * (kill + chance.next())) / (kills + 1));
      child.kill('SIGKILL');
      await ended;
    }
    const numbers = await fill(dataDir);
    if (numbers !== whole) throw new Error(`seed ${seed}: a sample cut ${kills} times is ${numbers}, not ${whole}`);
    say(`${kills} kills while a sample began: whole, nothing twice`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
