import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { createChance } from '../../fixtures/chance.ts';
import { fileSeries, makeWorkspaceFor, recovered } from './placements.ts';
import { type KillOptions, lookInto, mustVerify, pause, restart, typeAt } from './restarts.ts';

const draftsOf = (database: DatabaseSync): number =>
  Number(database.prepare("SELECT count(*) AS n FROM batches WHERE status <> 'loaded'").get()?.['n']);

export type LoadKillReport = { readonly kills: number; readonly loaded: number; readonly cut: number };

/**
 * Kills a coordinator again and again while it loads placement files of 1,500 rows, and looks after each restart: the
 * batch is there as a whole, or nothing of it is and the same file loads again. Throws at the first half.
 */
export const killDuringLoads = async ({ kills, seed, say }: KillOptions): Promise<LoadKillReport> => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'crash-load-'));
  const chance = createChance(seed);
  const fileOf = fileSeries(dataDir, seed);
  try {
    let file = await fileOf(0);
    await makeWorkspaceFor(dataDir, file);
    // How long a load takes here: the kills fall all over it, and a little behind it.
    let [longest, before] = [0, 0];
    let [batches, cut, inARow] = [0, 0, 0];
    for (let kill = 1; kill <= kills; kill += 1) {
      const coordinator = await restart(dataDir);
      try {
        const standing = await recovered(dataDir);
        if (lookInto(dataDir, draftsOf) > 0) throw new Error('a load of the command line left a draft');
        if (standing < batches) throw new Error(`${batches} loads were acknowledged and ${standing} stand`);
        if (standing > batches) [batches, file] = [standing, await fileOf(standing)];
        const came = kill === 1 || standing > before;
        [cut, inARow, before] = came ? [cut, 0, standing] : [cut + 1, inARow + 1, standing];
        if (kill % 5 === 0) await mustVerify(dataDir);
        const from = performance.now();
        const words = ['intake', '--creditor', file.creditor, '--file', file.file, '--layout', file.layout, '--commit'];
        const loading = typeAt(dataDir, words).then(
          ({ code, err }) => {
            if (code !== 0) throw new Error(`the load was refused: ${err}`);
            batches += 1;
            longest = performance.now() - from;
            return fileOf(batches).then((next) => void (file = next));
          },
          // The line broke with the process.
          () => undefined,
        );
        // The first one runs to its end. A machine that grows slower gets more time, so that some loads do end.
        const latest = Math.ceil(longest * (1.1 + inARow / 4));
        await Promise.race([...(kill === 1 ? [] : [pause(chance.int(0, latest))]), loading]);
        await coordinator.kill();
        await loading;
      } catch (cause) {
        throw new Error(`seed ${seed}, kill ${kill}: ${String(cause)} ${coordinator.log()}`, { cause });
      } finally {
        await coordinator.kill();
      }
      if (kill % 10 === 0) say(`${kill} kills, ${batches} loads whole, ${cut} cut and gone`);
    }
    const coordinator = await restart(dataDir);
    try {
      const loaded = await recovered(dataDir);
      if (loaded < batches) throw new Error(`${batches} loads were acknowledged and ${loaded} stand`);
      await mustVerify(dataDir);
      return { kills, loaded, cut: kills - loaded };
    } finally {
      await coordinator.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
};
