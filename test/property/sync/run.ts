import type { Action } from './actions.ts';
import { checkAlways, checkEnd, checkRows, must } from './checks.ts';
import { OPERATORS } from './portfolio.ts';
import { act, drain, endWorld, makeWorld, ROUNDS, type PlantedBug, type World } from './world.ts';

/** Does everything in order, checks after each step and at the end. Throws `Broken` with the rule's id. */
export async function play(seed: string, actions: readonly Action[], bug: PlantedBug = {}): Promise<void> {
  const world = await makeWorld(seed, bug);
  try {
    for (const action of actions) {
      await act(world, action);
      await checkAlways(world);
      if (action.do !== 'sync') continue;
      const station = world.stations[action.at];
      if (station?.online() === true && station.store()?.status().phase === 'idle') await checkRows(world, station);
    }
    await settle(world);
    await checkEnd(world);
  } finally {
    await endWorld(world);
  }
}

/** Everybody signs in over a line without faults, until nothing waits; then everybody's rows are looked at. */
async function settle(world: World): Promise<void> {
  const unsent = await drain(world);
  must(unsent === 0, 'SY-10', () => `${unsent} operations still wait after ${ROUNDS} rounds`);
  await checkAlways(world);
  for (const [n, station] of world.stations.entries()) {
    await station.sync([]);
    await checkRows(world, station);
    await station.signIn(OPERATORS[n] ?? 'anna', []);
    await station.sync([]);
    await checkRows(world, station);
  }
}
