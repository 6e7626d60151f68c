import { queueScope } from '../../../src-main/coordinator/work/feed.ts';
import { describe, expect, it } from 'vitest';
import { createWorkspace } from '../../../src-main/coordinator/administration/create-workspace.ts';
import type { Change, PullAnswer } from '../../../src-shared/contract/sync.ts';
import { noAnswer } from '../../fixtures/workstation.ts';
import { refusal } from './house.ts';
import { onShift, type Shift } from './shift.ts';

type Base = Map<string, Change>;

/** Applies a page as a workstation does. */
const take = (base: Base, { changes, reset }: PullAnswer): void => {
  if (reset) base.clear();
  for (const change of changes) {
    const key = `${change.entity} ${change.id}`;
    if (change.row === null) base.delete(key);
    else base.set(key, change);
  }
};

const pullAll = async (shift: Shift, n: number, base: Base, from: PullAnswer['cursors'] = {}, limit = 500) => {
  let cursors = from;
  const pages: PullAnswer[] = [];
  for (let more = true; more;) {
    const page = await shift.pull(n, { cursors, limit });
    take(base, page);
    pages.push(page);
    ({ cursors, more } = page);
  }
  return { cursors, pages, last: pages.at(-1) };
};

const keys = (base: Base, entity: string): string[] =>
  [...base.keys()].filter((key) => key.startsWith(`${entity} `)).map((key) => key.slice(entity.length + 1));

const outcome = ({ desks, station }: Shift, n: number) => {
  const { operatorId, cases } = desks[n] ?? { operatorId: '', cases: [] };
  const { caseId, partyId } = cases[0] ?? { caseId: '', partyId: '' };
  return station(n).capture({
    kind: 'outcome',
    operatorId,
    caseId,
    baseVersion: 0,
    occurredAt: '2026-11-23T08:00:00.000Z',
    body: noAnswer(partyId),
  });
};

describe('pull', () => {
  it(
    'SY-14 pages of any size give the same rows, and only the last may be acknowledged by',
    onShift(async (shift) => {
      await shift.pushed(0, [outcome(shift, 0)]);
      const whole: Base = new Map();
      await pullAll(shift, 0, whole);
      expect(keys(whole, 'case')).toHaveLength(5);
      expect(keys(whole, 'party')).toHaveLength(5);
      expect(keys(whole, 'settings')).toEqual(['settings']);
      expect(keys(whole, 'outcomes')).toEqual(['outcomes']);
      for (const limit of [1, 2, 3, 7]) {
        const base: Base = new Map();
        const { pages } = await pullAll(shift, 0, base, {}, limit);
        expect([...base.keys()].toSorted()).toEqual([...whole.keys()].toSorted());
        expect(pages.slice(0, -1).every(({ more, changes }) => more && changes.length <= limit)).toBe(true);
        expect(pages.at(-1)).toMatchObject({ more: false, ackedSeq: 1 });
      }
    }),
  );

  it(
    'SY-05 what changes comes again after the cursor, and nothing else does',
    onShift(async (shift) => {
      const base: Base = new Map();
      const { cursors } = await pullAll(shift, 0, base);
      expect((await shift.pull(0, { cursors })).changes).toEqual([]);
      const op = outcome(shift, 0);
      await shift.pushed(0, [op]);
      const { changes } = await shift.pull(0, { cursors });
      expect(changes.map(({ entity, id }) => [entity, id])).toEqual([['case', op.caseId]]);
      expect(changes[0]?.row).toMatchObject({
        state: { version: 1, lastOutcome: 'NRI' },
        history: [{ id: op.opId, by: 'Operatore 1' }, { kind: 'placement' }],
      });
    }),
  );

  it(
    'SY-09 a case that goes to another takes its people along, and leaves them where they have another case',
    onShift(async (shift) => {
      const { store, feed } = shift.context;
      const [one, two] = [shift.desks[0]?.operatorId ?? '', shift.desks[1]?.operatorId ?? ''];
      const [a, b] = shift.desks[0]?.cases ?? [];
      if (a === undefined || b === undefined) throw new Error('no cases');
      // The second case's debtor vouches for the first.
      store.sql.run(
        "INSERT INTO case_parties (case_id, party_id, role) VALUES (?, ?, 'guarantor')",
        a.caseId,
        b.partyId,
      );
      const [first, second]: [Base, Base] = [new Map(), new Map()];
      const before = await pullAll(shift, 0, first);
      const others = await pullAll(shift, 1, second);
      store.transaction((tx) => feed.moveCase(tx, a.caseId, one, two));
      await pullAll(shift, 0, first, before.cursors);
      await pullAll(shift, 1, second, others.cursors);
      expect(keys(first, 'case')).not.toContain(a.caseId);
      expect(keys(first, 'party')).not.toContain(a.partyId);
      expect(keys(first, 'party')).toContain(b.partyId);
      expect(keys(second, 'case')).toContain(a.caseId);
      expect(keys(second, 'party')).toEqual(expect.arrayContaining([a.partyId, b.partyId]));
      expect(second.get(`case ${a.caseId}`)?.row).toMatchObject({
        parties: [{ role: 'debtor' }, { role: 'guarantor', partyId: b.partyId }],
      });
    }),
  );

  it(
    'SY-09 cursors of somebody else’s scope open nothing, and a row that should not be there is a drop',
    onShift(async (shift) => {
      const { operatorId: two = '', cases = [] } = shift.desks[1] ?? {};
      const stolen = await shift.pull(0, { cursors: { [queueScope(two)]: 0 } });
      expect(stolen.changes.some(({ scope }) => scope === queueScope(two))).toBe(false);
      // A feed entry that no assignment stands behind.
      const [theirs] = cases;
      const { store, feed } = shift.context;
      const one = queueScope(shift.desks[0]?.operatorId ?? '');
      store.transaction((tx) => {
        feed.put(tx, one, 'case', theirs?.caseId ?? '');
        feed.put(tx, one, 'party', theirs?.partyId ?? '');
      });
      const base: Base = new Map();
      const { last } = await pullAll(shift, 0, base);
      const wrong = last?.changes.filter(({ id }) => id === theirs?.caseId || id === theirs?.partyId) ?? [];
      expect(wrong.map(({ row }) => row)).toEqual([null, null]);
    }),
  );

  it(
    'SY-08 a batch that is not published, or was undone, is on no workstation',
    onShift(async (shift) => {
      const base: Base = new Map();
      const { cursors } = await pullAll(shift, 0, base);
      const { store, feed } = shift.context;
      const one = shift.desks[0]?.operatorId ?? '';
      store.transaction((tx) => {
        tx.run("UPDATE batches SET status = 'undone'");
        for (const { caseId } of shift.desks[0]?.cases ?? []) feed.put(tx, queueScope(one), 'case', caseId);
      });
      await pullAll(shift, 0, base, cursors);
      expect(keys(base, 'case')).toEqual([]);
    }),
  );

  it(
    'CO-23 another epoch, a cursor ahead of the head and a pruned history start the base over; a first pull does not',
    onShift(async (shift) => {
      const { store } = shift.context;
      const scope = queueScope(shift.desks[0]?.operatorId ?? '');
      const { cursors } = await shift.pull(0);
      expect(await shift.pull(0, { epoch: null })).toMatchObject({ reset: false });
      expect(await shift.pull(0, { cursors })).toMatchObject({ reset: false, changes: [] });
      const ahead = await shift.pull(0, { cursors: { ...cursors, [scope]: 9_999 } });
      expect(ahead.reset).toBe(true);
      expect(ahead.changes.filter(({ entity }) => entity === 'case')).toHaveLength(5);
      expect(await shift.pull(0, { epoch: 'di prima', cursors })).toMatchObject({ reset: true });
      store.sql.run('UPDATE heads SET pruned_to = 4 WHERE scope = ?', scope);
      expect(await shift.pull(0, { cursors: { ...cursors, [scope]: 2 } })).toMatchObject({ reset: true });
      expect(await shift.pull(0, { cursors: { ...cursors, [scope]: 4 } })).toMatchObject({ reset: false });
      expect(await shift.pull(0, { cursors: {} })).toMatchObject({ reset: false });
    }),
  );

  it(
    'CO-24 who works no cases pulls nothing and registers no workstation; nor does a device that is gone',
    onShift(async (shift) => {
      const { deviceId } = shift.station(0);
      const body = { epoch: null, deviceId, cursors: {}, limit: 500 };
      for (const role of ['administrator', 'auditor'] as const) {
        const { token } = await shift.user(role, role);
        expect(await shift.call('POST', '/api/sync/pull', { token, body })).toMatchObject(refusal(403, 'forbidden'));
        const asked = await shift.call('POST', '/api/devices', { token, body: { name: 'Postazione' } });
        expect(asked).toMatchObject(refusal(403, 'forbidden'));
      }
      const token = shift.tokenOf(shift.desks[0]?.operatorId ?? '');
      shift.context.store.sql.run("UPDATE devices SET revoked_at = '2026' WHERE id = ?", deviceId);
      expect(await shift.call('POST', '/api/sync/pull', { token, body })).toMatchObject(refusal(401, 'device-unknown'));
    }),
  );

  it(
    'CO-25 an operator hears on the last page what did not simply apply',
    onShift(async (shift) => {
      const op = outcome(shift, 0);
      const { store, feed } = shift.context;
      store.transaction((tx) => feed.moveCase(tx, op.caseId, shift.desks[0]?.operatorId ?? '', null));
      await shift.pushed(0, [op]);
      const late = { opId: op.opId, caseId: op.caseId, disposition: { kind: 'late', code: 'out-of-scope' } };
      expect((await shift.pull(0)).decisions).toEqual([late]);
      expect((await shift.pull(0, { limit: 1 })).decisions).toEqual([]);
      expect((await shift.pull(1)).decisions).toEqual([]);
    }),
  );
});

describe('the feed', () => {
  it(
    'SY-05 a roll-back takes no number, pokes nobody later and leaves no change behind',
    onShift(async (shift) => {
      const { store, feed } = shift.context;
      const { cursors } = await shift.pull(0);
      const one = shift.desks[0]?.operatorId ?? '';
      expect(() =>
        store.transaction((tx) => {
          feed.put(tx, queueScope(one), 'case', shift.desks[0]?.cases[0]?.caseId ?? '');
          createWorkspace(shift.context, tx, { name: 'due volte', sample: false });
        }),
      ).toThrow();
      expect((await shift.pull(0, { cursors })).changes).toEqual([]);
    }),
  );
});
