import { afterAll, beforeAll, expect, test } from 'vitest';
import { rmSync } from 'node:fs';
import type { OperationBody } from '../../../src-shared/contract/operations.ts';
import { createDraftKeeper } from '../../../src-renderer/workstation/outcome/draft.ts';
import { giveOutcome } from '../../../src-renderer/workstation/outcome/give.ts';
import type { WorkstationStore } from '../../../src-renderer/offline/api.ts';
import { makeSeed } from './coordinator.ts';
import { testTime } from './time.ts';
import { endWorld, makeWorld, type World } from './world.ts';

let seed = '';
beforeAll(async () => {
  seed = await makeSeed(testTime());
});
afterAll(() => rmSync(seed, { recursive: true, force: true }));

/** Two cases of the same debtor, both anna's. */
const [CASE, SIBLING] = ['c1', 'c2'] as const;

const promise: OperationBody<'outcome'> = {
  code: 'PDP',
  partyId: 'p1',
  contactPointId: null,
  callOpId: null,
  verified: 'verified',
  note: 'accredito il 15',
  promise: { amount: 10_000, dueOn: '2026-12-15', method: 'transfer', checkOn: '2026-12-18' },
  plan: null,
  callback: null,
  amount: null,
  representative: null,
};

/** The operator's side of saving: what he wrote is in the draft, then he presses the key. */
const save = async (store: WorkstationStore): Promise<void> => {
  const keeper = createDraftKeeper(store, CASE);
  await keeper.settled();
  await giveOutcome(store, keeper, { caseId: CASE, body: promise, also: [SIBLING] });
};

const outcomesOf = (world: World, caseId: string): number => {
  const { sql } = world.coordinator.context().store;
  const row = sql.get<{ n: number }>("SELECT count(*) AS n FROM oplog WHERE case_id = ? AND kind = 'outcome'", caseId);
  return row?.n ?? -1;
};

test('GV-01 wherever a crash cuts the saving of an outcome, each case gets it once', async () => {
  const ends = { asked: 0, finished: 0, whole: 0 };
  for (let cut = 0; ends.whole === 0; cut += 1) {
    const world = await makeWorld(seed);
    const [station] = world.stations;
    await station?.signIn('anna', []);
    const store = station?.store();
    if (station === undefined || !store) throw new Error('nobody signed in');
    const keeper = createDraftKeeper(store, CASE);
    await keeper.settled();
    keeper.change({ code: 'PDP', note: promise.note, verified: 'verified' });
    await keeper.settled();

    let whole = false;
    await station.crash(cut, async () => {
      await save(store);
      whole = true;
    });
    const after = station.store();
    if (after === null) throw new Error('nobody came back in');
    const draft = await after.readDraft(CASE);
    if (draft !== null) {
      // Nothing was given: he finds what he wrote, and presses the key once more.
      expect(draft.note).toBe(promise.note);
      await save(after);
      ends.asked += 1;
    } else if (whole) ends.whole += 1;
    else ends.finished += 1;
    expect(await after.drafts(), `cut ${cut}`).toEqual([]);
    await station.signIn('anna', []);
    await station.sync([]);
    expect([outcomesOf(world, CASE), outcomesOf(world, SIBLING)], `cut ${cut}`).toEqual([1, 1]);
    await endWorld(world);
  }
  expect(ends.asked, 'cut before the first outcome').toBeGreaterThan(0);
  expect(ends.finished, 'cut after the first outcome').toBeGreaterThan(0);
}, 120_000);

test('GV-02 an outcome whose sibling could not be recorded is saved again under the same ids', async () => {
  const world = await makeWorld(seed);
  const [station] = world.stations;
  await station?.signIn('anna', []);
  const store = station?.store();
  if (station === undefined || !store) throw new Error('nobody signed in');
  const keeper = createDraftKeeper(store, CASE);
  let full = true;
  const disk: Pick<WorkstationStore, 'capture'> = {
    capture: (kind, caseId, body, opId) =>
      full && caseId === SIBLING ? Promise.reject(new Error('full')) : store.capture(kind, caseId, body, opId),
  };
  await expect(giveOutcome(disk, keeper, { caseId: CASE, body: promise, also: [SIBLING] })).rejects.toThrow('full');
  full = false;
  await giveOutcome(disk, keeper, { caseId: CASE, body: promise, also: [SIBLING] });
  await station.sync([]);
  expect([outcomesOf(world, CASE), outcomesOf(world, SIBLING)]).toEqual([1, 1]);
  await endWorld(world);
});
