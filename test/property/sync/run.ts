import type { Action } from './actions.ts';
import { checkAlways, checkEnd, checkRows, must } from './checks.ts';
import { OPERATORS } from './portfolio.ts';
import { act, endWorld, makeWorld, type PlantedBug, type World } from './world.ts';

/** More rounds than any queue may need to drain over a line without faults (SY-10). */
const ROUNDS = 4;

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
    await drain(world);
    await checkEnd(world);
  } finally {
    await endWorld(world);
  }
}

/** Everybody signs in over a line without faults, until nothing waits; then everybody's rows are looked at. */
async function drain(world: World): Promise<void> {
  await world.stragglers.deliverAll();
  const unsent = (): number => world.stations.reduce((sum, one) => sum + (one.store()?.status().unsent ?? 1), 0);
  for (let round = 0; round < ROUNDS && (round === 0 || unsent() > 0); round += 1) {
    for (const station of world.stations) {
      await station.signIn(station.operator() ?? 'anna', []);
      await station.sync([]);
    }
  }
  must(unsent() === 0, 'SY-10', () => `${unsent()} operations still wait after ${ROUNDS} rounds`);
  await checkAlways(world);
  for (const [n, station] of world.stations.entries()) {
    await station.sync([]);
    await checkRows(world, station);
    await station.signIn(OPERATORS[n] ?? 'anna', []);
    await station.sync([]);
    await checkRows(world, station);
  }
}
