import type { DoorParts } from '../../../src-renderer/offline/door.ts';
import type { Operation } from '../../../src-shared/contract/operations.ts';
import { COMPUTERS, type Action, type Capture } from './actions.ts';
import { capture } from './captures.ts';
import { startCoordinator, type Coordinator } from './coordinator.ts';
import { createStragglers, type Interference, type Stragglers } from './network.ts';
import type { OperatorId } from './portfolio.ts';
import { spoilOne } from './spoil.ts';
import { testTime, type TestTime } from './time.ts';
import { startWorkstation, type Workstation } from './workstation.ts';

/** What was captured, as the operator was told: saved. */
export type Captured = {
  readonly op: Operation;
  readonly station: number;
  readonly who: OperatorId;
  /** His screen need not show it: this computer lost the key that its body was sealed with. */
  unreadable: boolean;
};

export type World = {
  readonly time: TestTime;
  readonly coordinator: Coordinator;
  readonly stations: readonly Workstation[];
  readonly stragglers: Stragglers;
  readonly captured: Map<string, Captured>;
  /** Flags that somebody has seen raised, by whom and on what. */
  readonly flags: Set<string>;
};

/** A fault planted in a part of the program or on the line, to see that the checks notice. */
export type PlantedBug = {
  readonly parts?: DoorParts;
  readonly interfere?: (world: () => World) => Interference;
};

export async function makeWorld(seed: string, bug: PlantedBug = {}): Promise<World> {
  const time = testTime();
  const coordinator = await startCoordinator(seed, time);
  const stragglers = createStragglers(coordinator);
  const stations: Workstation[] = [];
  const world: World = { time, coordinator, stations, stragglers, captured: new Map(), flags: new Set() };
  const interfere = bug.interfere?.(() => world);
  for (const computer of COMPUTERS) {
    stations.push(
      await startWorkstation({
        ...computer,
        coordinator,
        stragglers,
        time,
        ...(interfere === undefined ? {} : { interfere }),
        ...(bug.parts === undefined ? {} : { parts: bug.parts }),
      }),
    );
  }
  return world;
}

export async function endWorld(world: World): Promise<void> {
  for (const station of world.stations) await station.close();
  await world.coordinator.close();
}

/** More rounds than any queue may need to drain over a line without faults (SY-10). */
export const ROUNDS = 4;

/** Everybody signs in over a line without faults, until nothing waits; answers what waits all the same. */
export async function drain(world: World): Promise<number> {
  await world.stragglers.deliverAll();
  const unsent = (): number => world.stations.reduce((sum, one) => sum + (one.store()?.status().unsent ?? 1), 0);
  for (let round = 0; round < ROUNDS && (round === 0 || unsent() > 0); round += 1) {
    for (const station of world.stations) {
      await station.signIn(station.operator() ?? 'anna', []);
      await station.sync([]);
    }
  }
  return unsent();
}

/** Does one thing. What cannot be done in this state (nobody signed in, no case) is not done. */
export async function act(world: World, action: Action): Promise<void> {
  world.time.pass(1_000);
  switch (action.do) {
    case 'capture':
      return work(world, action);
    case 'sync': {
      const { meanwhile } = action;
      const on = async (request: number): Promise<void> => {
        if (meanwhile === null || request !== meanwhile.request) return;
        if ('to' in meanwhile) move(world, meanwhile.cases, meanwhile.to);
        else await work(world, { ...meanwhile, at: action.at });
      };
      const station = stationAt(world, action.at);
      if (action.renew && !station.online()) station.renew();
      await station.sync(action.faults, on);
      return;
    }
    case 'sign-in':
      return stationAt(world, action.at).signIn(action.who, action.faults);
    case 'restart':
      return stationAt(world, action.at).restart();
    case 'crash': {
      const { at, during } = action;
      const station = stationAt(world, at);
      return station.crash(action.after, () => (during === 'sync' ? station.sync([]) : work(world, { ...during, at })));
    }
    case 'lose-storage':
      return loseStorage(world, action.at);
    case 'spoil':
      return spoilOne(stationAt(world, action.at), (opId) => raisesNoFlag(world.captured.get(opId)?.op));
    case 'move':
      return move(world, action.cases, action.to);
    case 'restart-coordinator':
      return world.coordinator.restart();
    case 'prune':
      return prune(world);
    case 'backup':
      return world.coordinator.backup();
    case 'restore':
      // The flags of the days after the backup come back with the operations that the computers still hold.
      if (await world.coordinator.restore()) world.flags.clear();
      return;
    case 'straggler':
      return world.stragglers.deliver(action.from);
    case 'wait':
      return world.time.pass(action.minutes * 60_000);
    default:
      return action satisfies never;
  }
}

const raisesNoFlag = (op: Operation | undefined): boolean =>
  op !== undefined && op.kind !== 'flag' && !(op.kind === 'outcome' && op.body.code === 'DEC');

const stationAt = (world: World, at: number): Workstation => {
  const station = world.stations[at];
  if (station === undefined) throw new Error(`no computer ${at}`);
  return station;
};

async function work(world: World, { at, kind, of }: Capture): Promise<void> {
  const station = stationAt(world, at);
  const [store, who] = [station.store(), station.operator()];
  if (store === null || who === null) return;
  const { caseIds } = await store.queue('all');
  const caseId = caseIds[of % Math.max(1, caseIds.length)];
  const view = caseId === undefined ? null : await store.open(caseId);
  if (view === null) return;
  const op = await capture(store, view, kind, world.time);
  world.captured.set(op.opId, { op, station: at, who, unreadable: false });
}

/** Only a desktop's operations outlive the browser's storage; another computer would have lost them for good. */
async function loseStorage(world: World, at: number): Promise<void> {
  const station = stationAt(world, at);
  if (station.disk.file === null) return;
  for (const one of world.captured.values()) if (one.station === at) one.unreadable = true;
  await station.loseStorage();
}

function move({ coordinator }: World, cases: readonly string[], to: OperatorId | null): void {
  const { store, feed } = coordinator.context();
  store.transaction((tx) => {
    for (const id of cases) {
      const from = tx.get<{ assigned_to: string | null }>('SELECT assigned_to FROM cases WHERE id = ?', id);
      feed.moveCase(tx, id, from?.assigned_to ?? null, to);
    }
  });
}

/** Forgets the drops; whoever has not heard of them must start over. */
function prune({ coordinator }: World): void {
  coordinator.context().store.transaction((tx) => {
    tx.run('DELETE FROM feed WHERE present = 0');
    tx.run('UPDATE heads SET pruned_to = seq');
  });
}
