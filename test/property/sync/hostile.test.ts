import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOf } from '../../../src-renderer/offline/peer.ts';
import type { CaseView, Draft, WorkstationStore } from '../../../src-renderer/offline/api.ts';
import { capture } from './captures.ts';
import { journalOf } from './checks.ts';
import { makeSeed, startCoordinator, type Coordinator } from './coordinator.ts';
import { createStragglers } from './network.ts';
import { testTime } from './time.ts';
import { startWorkstation, type Workstation, type WorkstationDeps } from './workstation.ts';

const CASE = 'c1';
const time = testTime();
const DAY_MS = 86_400_000;

let seed: string;
let coordinator: Coordinator;
let stations: Workstation[];
beforeAll(async () => {
  seed = await makeSeed(time);
});
beforeEach(async () => {
  coordinator = await startCoordinator(seed, time);
  stations = [];
});
afterEach(async () => {
  for (const station of stations) await station.close();
  await coordinator.close();
});
afterAll(() => rmSync(seed, { recursive: true, force: true }));

const start = async (more: Partial<WorkstationDeps> = {}): Promise<Workstation> => {
  const stragglers = createStragglers(coordinator);
  const station = await startWorkstation({ coordinator, stragglers, time, desktop: false, clockMs: 0, ...more });
  stations.push(station);
  return station;
};
const anna = async (station: Workstation): Promise<{ store: WorkstationStore; view: CaseView }> => {
  await station.signIn('anna', []);
  const store = station.store();
  const view = await store?.open(CASE);
  if (store == null || view == null) throw new Error('anna has no case');
  return { store, view };
};
const logged = (): readonly string[] =>
  coordinator
    .context()
    .store.sql.all<{ op_id: string }>('SELECT op_id FROM oplog')
    .map(({ op_id }) => op_id);

describe('what a workstation meets that no plan foresees', () => {
  it('OL-01 what is being saved while the workstation is locked is saved', async () => {
    const station = await start();
    const { store, view } = await anna(station);
    const draft: Draft = {
      caseId: CASE,
      partyId: view.party.id,
      code: 'NRI',
      contactPointId: null,
      callOpId: null,
      callStartedAt: null,
      callId: null,
      verified: 'not-verified',
      note: 'accredito il 15',
      historyNote: '',
      giving: null,
      fields: {},
      savedAt: time.now(),
    };
    const saving = [store.saveDraft(draft), capture(store, view, 'note', time)] as const;
    await store.lock();
    const [, op] = await Promise.all(saving);
    const again = await anna(station);
    expect((await again.store.readDraft(CASE))?.note).toBe('accredito il 15');
    expect(again.view.case.history.map(({ id }) => id)).toContain(op.opId);
  });

  it('OL-02 what was acknowledged stays its thirty days, also where the clock is years ahead', async () => {
    const station = await start({ clockMs: 3 * 365 * DAY_MS });
    const { store, view } = await anna(station);
    const op = await capture(store, view, 'note', time);
    for (let turn = 0; turn < 3; turn += 1) await station.sync([]);
    const kept = await journalOf(station);
    expect(kept.map(({ opId, ackedAt }) => [opId, ackedAt !== null])).toEqual([[op.opId, true]]);
  });

  it('OL-03 two windows that meet a restored coordinator together deliver everything again', async () => {
    await coordinator.backup();
    const one = await start();
    const { store, view } = await anna(one);
    const said = [];
    for (const kind of ['call', 'note', 'outcome'] as const) said.push(await capture(store, view, kind, time));
    await one.sync([]);
    const two = await start({ beside: one });
    await anna(two);
    expect(logged()).toHaveLength(said.length);

    time.pass(1_000);
    await coordinator.restore();
    expect(logged()).toHaveLength(0);
    for (const window of [one, two]) window.renew();
    await Promise.all([one.sync([]), two.sync([])]);
    await Promise.all([one.sync([]), two.sync([])]);
    expect(logged().toSorted()).toEqual(said.map(({ opId }) => opId).toSorted());
  });

  it('OL-04 a refusal of the old session does not end the one that was opened meanwhile', async () => {
    const station = await start();
    await anna(station);
    coordinator.context().store.transaction((tx) => tx.run('DELETE FROM sessions'));
    await station.sync([], () => {
      station.renew();
      return Promise.resolve();
    });
    expect(station.online()).toBe(true);
    expect(await station.sync([])).toBe(true);
    expect(station.online()).toBe(true);
  });

  it('OL-05 a full disk is said as one, from wherever it shows', () => {
    const quota = new DOMException('no room', 'QuotaExceededError');
    expect(codeOf(quota)).toBe('disk-full');
    expect(codeOf(Object.assign(new Error('aborted'), { name: 'AbortError', inner: quota }))).toBe('disk-full');
    expect(codeOf(new Error('anything'))).toBe('internal');
  });
});
