import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createBaseStore, type BaseStore, type Loaded } from '../../../src-renderer/offline/base-store.ts';
import { openOperatorDb, type OperatorDb } from '../../../src-renderer/offline/databases.ts';
import { applyChange, changesOf, emptyRows, rowCount, type Rows } from '../../../src-renderer/offline/rows.ts';
import type { Change, PullAnswer } from '../../../src-shared/contract/sync.ts';
import { partyRow } from '../domain/rows.ts';

const FIRST = 700;
const PULLS = 130;

let db: OperatorDb;
let key: CryptoKey;
beforeEach(async () => {
  db = openOperatorDb({ indexedDB: new IDBFactory(), IDBKeyRange }, 'anna');
  key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
});
afterEach(() => db.close());

const put = (id: string, name: string): Change => ({
  scope: 's',
  seq: 0,
  entity: 'party',
  id,
  row: partyRow({ id, name }),
});
const drop = (id: string): Change => ({ scope: 's', seq: 0, entity: 'party', id, row: null });
const pulled = (seq: number, changes: readonly Change[]): PullAnswer => ({
  epoch: 'e1',
  changes: [...changes],
  cursors: { s: seq },
  more: false,
  reset: false,
  ackedSeq: seq,
  serverTime: '2026-11-23T08:00:00.000Z',
  decisions: [],
});
const show = (rows: Rows, { replace, changes }: Loaded): void => {
  if (replace) Object.assign(rows, emptyRows());
  for (const change of changes) applyChange(rows, change);
};
/** What the first pull said, a window that saw it, and the later pulls: one row again and again, a new one, one gone. */
const workedADay = async (store: BaseStore, rows: Rows): Promise<void> => {
  for (let n = 1; n <= PULLS; n += 1) {
    const changes = [put(n < PULLS / 2 ? 'early' : 'late', `${n}`), put(`new-${n}`, 'new'), drop(`first-${n}`)];
    const loaded = await store.apply(pulled(n, changes), 'd1');
    if (loaded !== null) show(rows, loaded);
    await store.compact(rowCount(rows), () => changesOf(rows));
  }
};
const first = Array.from({ length: FIRST }, (_, n) => put(`first-${n}`, 'first'));
const parties = async (store: BaseStore): Promise<ReadonlyMap<string, unknown>> => {
  const rows = emptyRows();
  show(rows, await store.load());
  return rows.parties;
};

it('OL-07 the small blocks of a day become one, and what they say stays', async () => {
  const store = createBaseStore(db, key);
  const rows = emptyRows();
  const loaded = await store.apply(pulled(0, first), 'd1');
  if (loaded !== null) show(rows, loaded);
  const [before] = await db.blocks.toArray();
  await workedADay(store, rows);

  expect(await db.blocks.count()).toBeLessThan(PULLS / 2);
  // What the first pull brought is not written again for it.
  expect(await db.blocks.get(before?.id ?? 0)).toEqual(before);
  expect(await parties(createBaseStore(db, key))).toEqual(rows.parties);
  expect(rows.parties.has('first-1')).toBe(false);
  expect((await store.position()).cursors).toEqual({ s: PULLS });
});

it('OL-07 a window that had seen some of them sees all of it', async () => {
  const store = createBaseStore(db, key);
  const rows = emptyRows();
  const loaded = await store.apply(pulled(0, first), 'd1');
  if (loaded !== null) show(rows, loaded);
  const [beside, seen] = [createBaseStore(db, key), emptyRows()];
  show(seen, await beside.load());
  await workedADay(store, rows);
  show(seen, await beside.load());
  expect(seen.parties).toEqual(rows.parties);
  // And its own next pull goes on from there.
  const next = await beside.apply(pulled(PULLS + 1, [put('late', 'last')]), 'd1');
  if (next !== null) show(seen, next);
  expect(await parties(createBaseStore(db, key))).toEqual(seen.parties);
});

it('OL-07 a window that puts together what it has not seen itself sees it afterwards', async () => {
  const store = createBaseStore(db, key);
  const rows = emptyRows();
  const loaded = await store.apply(pulled(0, first), 'd1');
  if (loaded !== null) show(rows, loaded);
  const beside = createBaseStore(db, key);
  for (let n = 1; n <= PULLS; n += 1) await beside.apply(pulled(n, [put('other', `${n}`)]), 'd1');
  expect(await store.compact(rowCount(rows), () => changesOf(rows))).toBe(true);
  show(rows, await store.load());
  expect(rows.parties.get('other')).toMatchObject({ name: `${PULLS}` });
});

it('OL-07 while another window writes, nothing is put together', async () => {
  const store = createBaseStore(db, key);
  await store.apply(pulled(0, first), 'd1');
  const beside = createBaseStore(db, key);
  for (let n = 1; n <= PULLS; n += 1) await beside.apply(pulled(n, [put('other', `${n}`)]), 'd1');
  const [folded] = await Promise.all([
    store.compact(FIRST, () => first),
    beside.apply(pulled(2 * PULLS, [put('other', 'last')]), 'd1'),
  ]);
  expect(folded).toBe(false);
  expect((await parties(createBaseStore(db, key))).get('other')).toMatchObject({ name: 'last' });
});

it('OL-08 a pull shows what another window pulled before it, also before its word of it arrives', async () => {
  const store = createBaseStore(db, key);
  await store.apply(pulled(0, first), 'd1');
  const [beside, seen] = [createBaseStore(db, key), emptyRows()];
  show(seen, await beside.load());
  await store.apply(pulled(1, [put('theirs', 'new')]), 'd1');
  const loaded = await beside.apply(pulled(2, [put('own', 'new')]), 'd1');
  if (loaded !== null) show(seen, loaded);
  expect([...seen.parties.keys()]).toEqual(expect.arrayContaining(['theirs', 'own']));
  show(seen, await beside.load());
  expect(seen.parties).toEqual(await parties(createBaseStore(db, key)));
});

it('OL-08 a pull on top of rows that another window has written anew shows them all', async () => {
  const store = createBaseStore(db, key);
  const rows = emptyRows();
  for (const n of [0, 1]) {
    const loaded = await store.apply(pulled(n, first), 'd1');
    if (loaded !== null) show(rows, loaded);
  }
  const [beside, seen] = [createBaseStore(db, key), emptyRows()];
  show(seen, await beside.load());
  expect(await store.compact(0, () => changesOf(rows))).toBe(true);
  const loaded = await beside.apply(pulled(2, [put('own', 'new')]), 'd1');
  if (loaded !== null) show(seen, loaded);
  expect(seen.parties.size).toBe(FIRST + 1);
});
