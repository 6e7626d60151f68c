import { expect, it } from 'vitest';
import { queueScope } from '../../../src-main/coordinator/work/feed.ts';
import { thinScope } from '../../../src-main/coordinator/work/feed-thinning.ts';
import { standingIn } from '../../fixtures/standing-feed.ts';
import { onShift } from './shift.ts';

it(
  'SY-05 a thinned feed holds the last entry of every entity, and a workstation that was away hears of each once',
  onShift(async (shift) => {
    const { store, feed } = shift.context;
    const { operatorId = '', cases = [] } = shift.desks[0] ?? {};
    const scope = queueScope(operatorId);
    const { cursors } = await shift.pull(0);
    for (let round = 0; round < 300; round += 1) {
      store.transaction((tx) => {
        for (const { caseId, partyId } of cases) {
          feed.put(tx, scope, 'case', caseId);
          if (round % 3 === 0) feed.put(tx, scope, 'party', partyId);
        }
      });
    }
    const [gone, away] = [cases[0]?.caseId ?? '', shift.desks[1]?.operatorId ?? ''];
    store.transaction((tx) => feed.moveCase(tx, gone, operatorId, away));
    const before = standingIn(store.sql, 'op:%');

    await thinScope(store, scope, () => true);

    expect(standingIn(store.sql, 'op:%')).toEqual(before);
    const head = store.sql.get('SELECT entries, kept FROM heads WHERE scope = ?', scope);
    const rows = store.sql.get<{ n: number }>('SELECT count(*) AS n FROM feed WHERE scope = ?', scope)?.n;
    expect(rows).toBe(2 * cases.length);
    expect(head).toEqual({ entries: rows, kept: rows });
    const answer = await shift.pull(0, { cursors });
    const changed = answer.changes.filter((change) => change.scope === scope);
    expect(changed).toHaveLength(2 * cases.length);
    expect(new Set(changed.map(({ id }) => id)).size).toBe(2 * cases.length);
    expect(changed.filter(({ row }) => row === null).map(({ id }) => id)).toContain(gone);
    expect(answer.more).toBe(false);
  }),
);

it(
  'SY-05 what changed many times since the last pull travels once a page',
  onShift(async (shift) => {
    const { store, feed } = shift.context;
    const { operatorId = '', cases = [] } = shift.desks[0] ?? {};
    const { cursors } = await shift.pull(0);
    for (let round = 0; round < 20; round += 1) {
      store.transaction((tx) => feed.put(tx, queueScope(operatorId), 'case', cases[1]?.caseId ?? ''));
    }
    const answer = await shift.pull(0, { cursors });
    expect(answer.changes.map(({ id }) => id)).toEqual([cases[1]?.caseId]);
    expect((await shift.pull(0, { cursors: answer.cursors })).changes).toEqual([]);
  }),
);
