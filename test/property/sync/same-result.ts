import { readCaseRows } from '../../../src-main/coordinator/work/case-rows.ts';
import { readPartyRows } from '../../../src-main/coordinator/work/party-rows.ts';
import { IDBKeyRange } from 'fake-indexeddb';
import { openDeviceDb, readValue } from '../../../src-renderer/offline/databases.ts';
import type { Action, Disturbance } from './actions.ts';
import type { Fault } from './network.ts';
import { CASES, PARTIES } from './portfolio.ts';
import { act, drain, endWorld, makeWorld, type PlantedBug, type World } from './world.ts';

/** More requests than one sync can need, each asking for so many rows. */
const REQUESTS = 60;
const pages = (page: number | null): readonly Fault[] =>
  page === null ? [] : Array.from({ length: REQUESTS }, () => ({ kind: 'ok', page }));

/**
 * What the coordinator has in the end, without what differs from run to run by chance (ids). Disturbed: with small
 * pages, and programs that end and begin again between any two actions and in the midst of a delivery (SY-14).
 */
export async function resultOf(
  seed: string,
  actions: readonly Action[],
  disturbances: readonly Disturbance[],
  bug: PlantedBug = {},
): Promise<string> {
  const world = await makeWorld(seed, bug);
  try {
    for (const [n, action] of actions.entries()) {
      const disturbance = disturbances[n % Math.max(1, disturbances.length)];
      await act(world, disturbance === undefined ? action : await disturbed(world, action, disturbance));
    }
    await drain(world);
    return await endOf(world);
  } finally {
    await endWorld(world);
  }
}

async function disturbed(world: World, action: Action, how: Disturbance): Promise<Action> {
  if (how.coordinator) await world.coordinator.restart();
  if (!('at' in action)) return action;
  const station = world.stations[action.at];
  if (station === undefined) throw new Error(`no computer ${action.at}`);
  const online = station.online();
  const again = (): void => {
    // The restart ended the session; the person who had one signs in again.
    if (online) station.renew();
  };
  if (how.restart) {
    await station.restart();
    again();
  }
  if (action.do === 'sync' && how.crashAfter !== null) {
    await station.crash(how.crashAfter, () => station.sync(pages(how.page)));
    again();
  }
  return action.do === 'sync' || action.do === 'sign-in' ? { ...action, faults: pages(how.page) } : action;
}

async function endOf(world: World): Promise<string> {
  const { sql } = world.coordinator.context().store;
  const log = sql.all(
    'SELECT seq, op_id, device_id, dev_seq, kind, case_id, disposition, code FROM oplog ORDER BY seq',
  );
  const cases = [...readCaseRows(sql, CASES, 'anna')];
  const parties = [...readPartyRows(sql, PARTIES)];
  const text = JSON.stringify({ log, cases, parties }, null, 1);
  const names = new Map<string, string>();
  for (const [opId, { op }] of world.captured) {
    const name = `operation ${names.size}`;
    names.set(opId, name);
    if (op.kind === 'contact-edit') names.set(op.body.contactPointId, `contact of ${name}`);
  }
  for (const [n, { disk }] of world.stations.entries()) {
    const db = openDeviceDb({ indexedDB: disk.idb, IDBKeyRange });
    names.set((await readValue(db, 'device'))?.deviceId ?? '', `computer ${n}`);
    db.close();
  }
  return [...names].reduce((said, [id, name]) => (id === '' ? said : said.replaceAll(id, name)), text);
}
