import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ShareOrder } from '../../../src-shared/contract/assignment.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import { listCases } from '../../../src-main/coordinator/assignment/case-list.ts';
import { foundBy } from '../../../src-main/coordinator/assignment/found.ts';
import { planMove } from '../../../src-main/coordinator/assignment/move.ts';
import { readOverview } from '../../../src-main/coordinator/assignment/overview.ts';
import { openCases } from '../../../src-main/coordinator/assignment/selection.ts';
import { planShare } from '../../../src-main/coordinator/assignment/share.ts';
import { type Team, teamOf } from '../../../src-main/coordinator/assignment/team.ts';
import { openRoom, type Room } from '../payments/room.ts';
import { addTeams, makePortfolio } from '../payments/portfolio.ts';

let room: Room;
let lead: SessionUser;
let team: Team;
let add: ReturnType<typeof makePortfolio>;

beforeEach(async () => {
  room = await openRoom();
  add = makePortfolio(room);
  lead = addTeams(room);
  team = teamOf(room.context.store.sql, lead);
});
afterEach(() => room.close());

const give = (id: string, to: string): void =>
  room.context.store.transaction((tx) => void tx.run('UPDATE cases SET assigned_to = ? WHERE id = ?', to, id));
const share = (parts: object) =>
  planShare(
    room.context.store,
    team,
    ShareOrder.parse({ selection: { filter: {} }, operatorIds: ['op-1', 'op-2'], by: 'number', ...parts }),
  );
const page = { offset: 0, limit: 100 };

describe('the leader’s view of cases', () => {
  it('AS-06 every open case of a loaded batch is in exactly one pile', () => {
    for (const n of [1, 2, 3, 4, 5, 6]) add.addCase(`c${n}`, { positions: [{ principal: n * 1000 }] });
    give('c1', 'op-1');
    give('c2', 'op-3');
    add.addCase('c7', { blocked: { rule: 'unknown-product', field: 'product', value: 'X9' } });
    add.addBatch('b3', 'm1', 'loading');
    add.addCase('hidden', { batch: 'b3' });
    const [mandate] = readOverview(room.context.store, team).mandates;
    expect(mandate?.standing).toEqual({
      all: { cases: 7, residual: 31_000 },
      unassigned: { cases: 4, residual: 18_000 },
      assigned: { cases: 1, residual: 1000 },
      blocked: { cases: 1, residual: 10_000 },
      elsewhere: { cases: 1, residual: 2000 },
      worked: 0,
    });
    expect(readOverview(room.context.store, team).operators.map(({ id, holds }) => [id, holds.cases])).toEqual([
      ['op-1', 1],
      ['op-2', 0],
    ]);
  });

  it('AS-07 a leader sees neither cases nor operators of another team', () => {
    add.addCase('c1');
    add.addCase('c2');
    give('c2', 'op-3');
    expect(listCases(room.context.store, team, {}, page).rows.map(({ id }) => id)).toEqual(['c1']);
    const other = teamOf(room.context.store.sql, { teamId: 't-b' });
    expect(listCases(room.context.store, other, {}, page).rows.map(({ id }) => id)).toEqual(['c1', 'c2']);
    const everybody = teamOf(room.context.store.sql, { teamId: null });
    expect([...everybody.operators.keys()]).toEqual(['op-1', 'op-2', 'op-3']);
    expect(() => share({ operatorIds: ['op-3'] })).toThrowError('unknown-user');
  });

  it.each([
    [{ batchId: 'b2' }, ['c5']],
    [{ product: 'Leasing' }, ['c2']],
    [{ province: 'RM' }, ['c3']],
    [{ postalCode: '001' }, ['c3']],
    [{ residualFrom: 30_000, residualTo: 40_000 }, ['c4']],
    [{ text: 'nuvol' }, ['c1']],
    [{ text: 'nuvolari per' }, ['c1']],
    [{ text: 'perla x' }, []],
    [{ text: 'n-c2' }, ['c2']],
    [{ text: 'n c2' }, ['c2']],
    [{ text: '100%' }, []],
    [{ standing: 'blocked' as const }, ['c6']],
    [{ worked: 'yes' as const }, ['c4']],
  ])('AS-08 the filter %j finds %j', (filter, expected) => {
    add.addCase('c1', { name: 'Perla Nuvolari', positions: [{ principal: 20_000 }] });
    add.addCase('c2', { product: 'Leasing' });
    add.addCase('c3', { province: 'RM', postalCode: '00184' });
    add.addCase('c4', { positions: [{ principal: 35_000 }], state: { firstWorkedAt: '2026-11-10T10:00:00.000Z' } });
    add.addCase('c5', { batch: 'b2' });
    add.addCase('c6', { blocked: { rule: 'unknown-product', field: 'product', value: 'X9' } });
    const { rows, total } = listCases(room.context.store, team, filter, page);
    expect(rows.map(({ id }) => id)).toEqual(expected);
    expect(total.cases).toBe(expected.length);
  });

  it('AS-08 the products to choose from are those of open cases, of the mandate or the batch where one is given', () => {
    add.addCase('c1', { product: 'Leasing' });
    add.addCase('c2', { product: 'Leasing' });
    add.addCase('c3', { product: 'Carta', batch: 'b2' });
    add.addCase('c4', { product: 'Mutuo' });
    add.addBatch('b3', 'm1', 'loading');
    add.addCase('hidden', { product: 'Luce', batch: 'b3' });
    room.context.store.transaction((tx) => tx.run("UPDATE cases SET closed_class = 'positive' WHERE id = 'c4'"));
    const products = (filter: object) => listCases(room.context.store, team, filter, page).products;
    expect(products({})).toEqual(['Carta', 'Leasing']);
    expect(products({ batchId: 'b2' })).toEqual(['Carta']);
    expect(products({ mandateId: 'm1', text: 'nobody' })).toEqual(['Leasing']);
    expect(products({ mandateId: 'nowhere' })).toEqual([]);
  });

  it.each(['nuvol', 'perla nuvolari', 'n c2'])(
    'AS-16 a search for %j reads the cases that it finds, not all',
    (text) => {
      const { sql, parameters } = openCases(room.context.store.db).where(foundBy(text)).select('c.id').compile();
      const steps = room.context.store.sql.all<{ detail: string }>(
        `EXPLAIN QUERY PLAN ${sql}`,
        ...(parameters as readonly string[]),
      );
      const how = steps.map(({ detail }) => detail).filter((detail) => / c( |$)/u.test(detail));
      expect(how).toEqual([expect.stringMatching(/^SEARCH c USING INDEX \S+ \(id=\?\)$/u)]);
    },
  );
});

describe('dealing a batch', () => {
  it('AS-09 leaves out what may not be dealt and says why', () => {
    for (const n of [1, 2, 3, 4]) add.addCase(`c${n}`);
    add.addCase('c5', { blocked: { rule: 'unknown-product', field: 'product', value: 'X9' } });
    give('c1', 'op-1');
    give('c2', 'op-3');
    const { plan, moves } = share({});
    expect(plan.leftOut).toEqual({
      blocked: 1,
      closed: 0,
      held: 1,
      elsewhere: 1,
      rules: [{ rule: 'unknown-product', cases: 1 }],
    });
    expect(moves.map(({ caseId }) => caseId).toSorted()).toEqual(['c3', 'c4']);
    expect(share({ again: true }).plan.total.cases).toBe(3);
    expect(() => share({ selection: { caseIds: ['c5'] } })).toThrowError('assignment-empty');
  });

  it('AS-02 a debtor follows the operator who has another case of his', () => {
    add.addCase('old', { party: 'p1' });
    give('old', 'op-2');
    for (const n of [1, 2, 3, 4]) add.addCase(`c${n}`, n === 4 ? { party: 'p1' } : {});
    const { plan, moves } = share({ operatorIds: ['op-1'] });
    expect(moves.find(({ caseId }) => caseId === 'c4')?.to).toBe('op-2');
    expect(plan.followed).toBe(1);
    expect(plan.operators.map(({ id, chosen, gets }) => [id, chosen, gets.cases])).toEqual([
      ['op-1', true, 3],
      ['op-2', false, 1],
    ]);
  });
});

describe('moving by hand', () => {
  it('AS-10 says what changes: siblings, promises, who loses what', () => {
    const promise = {
      id: 'x',
      amount: 5000,
      dueOn: '2026-11-20',
      method: 'transfer',
      checkOn: '2026-11-23',
      madeAt: '2026-11-10T10:00:00.000Z',
      status: 'open' as const,
    };
    add.addCase('c1', { party: 'p1', state: { promises: [promise], firstWorkedAt: promise.madeAt } });
    add.addCase('c2', { party: 'p1' });
    add.addCase('c3', { party: 'p1' });
    add.addCase('c4', { party: 'p1', blocked: { rule: 'r', field: 'f', value: 'v' } });
    give('c1', 'op-1');
    give('c2', 'op-2');
    const order = { selection: { caseIds: ['c1'] }, to: 'op-2', wholeDebtor: true };
    const { plan } = planMove(room.context.store, team, order);
    expect(plan).toMatchObject({
      moves: { cases: 2, debtors: 1 },
      siblings: 1,
      alreadyThere: 1,
      worked: 1,
      openPromises: 1,
    });
    expect(new Set(plan.from.map(({ id }) => id))).toEqual(new Set(['op-1', null]));
    expect(planMove(room.context.store, team, { ...order, wholeDebtor: false }).plan.moves.cases).toBe(1);
    expect(planMove(room.context.store, team, { ...order, to: null, wholeDebtor: false }).moves).toEqual([
      { caseId: 'c1', from: 'op-1', to: null },
    ]);
    expect(() => planMove(room.context.store, team, { ...order, to: 'op-1', wholeDebtor: false })).toThrowError(
      'assignment-empty',
    );
  });
});
