import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBoard } from '../../../src-main/coordinator/performance/board.ts';
import { listOverdueCallbacks } from '../../../src-main/coordinator/performance/overdue-callbacks.ts';
import { catchUp } from '../../../src-main/coordinator/performance/tally/catch-up.ts';
import { listUndecided } from '../../../src-main/coordinator/work/undecided.ts';
import { Board } from '../../../src-shared/contract/board.ts';
import { type Desk, openDesk } from '../administration/desk.ts';
import { addTeams, makePortfolio, type Portfolio } from './portfolio.ts';

let desk: Desk;
let portfolio: Portfolio;
beforeEach(async () => {
  desk = await openDesk();
  addTeams(desk);
  portfolio = makePortfolio(desk);
});
afterEach(() => desk.close());

const NOW = '2026-11-23T14:30:00.000Z';
const board = async (parts: { teamId?: string | null; mandateId?: string; now?: string } = {}): Promise<Board> => {
  const behind = await catchUp(desk.context);
  const user = {
    id: 'u-lead',
    login: 'lead',
    name: 'Lead',
    role: 'leader',
    teamId: parts.teamId === undefined ? 't-a' : parts.teamId,
    lang: 'it',
  } as const;
  const { mandateId, now = NOW } = parts;
  const read = readBoard(desk.context.store.sql, { user, mandateId, now, workstations: 2, behind });
  return Board.parse(read);
};

describe('the board', () => {
  it('BO-02 calls are attempts, right parties are reached once a call, refusals are no facts', async () => {
    portfolio.addBatch('b1', 3);
    const at = '2026-11-23T09:10:00.000Z';
    portfolio.work('b1/1', { by: 'op-1', at, kind: 'call', params: { direction: 'out' } });
    portfolio.work('b1/1', { by: 'op-1', at, code: 'RIC', params: { callOpId: 'call-1', contactPointId: 'x' } });
    portfolio.work('b1/2', { by: 'op-1', at, code: 'RIC', params: { callOpId: 'call-1', contactPointId: 'x' } });
    portfolio.work('b1/3', { by: 'op-2', at, code: 'NRI', params: { callOpId: null, contactPointId: 'y' } });
    portfolio.work('b1/3', { by: 'op-2', at, kind: 'call', params: { direction: 'in' } });
    portfolio.work('b1/3', { by: 'op-2', at, code: 'PDP', disposition: 'rejected', params: { contactPointId: 'y' } });
    portfolio.work('b1/3', {
      by: 'op-2',
      at,
      code: 'PDP',
      disposition: 'conflict',
      params: { callOpId: 'call-2', contactPointId: 'y', promiseDueOn: '2026-11-30', promiseAmount: 5_000 },
    });
    expect((await board()).today).toMatchObject({
      attempts: 3,
      contacts: 2,
      rightParty: 2,
      promises: 1,
      promisedAmount: 5_000,
      casesWorked: 3,
    });
  });

  it('BO-02 who was reached without a call is an attempt too: no rate is over one; what could not stand is no promise', async () => {
    portfolio.addBatch('b1', 4);
    const said = { by: 'op-1', at: '2026-11-23T09:10:00.000Z', code: 'PDP' } as const;
    const none = { callOpId: null, contactPointId: null };
    portfolio.work('b1/1', { ...said, code: 'RIC', params: none });
    portfolio.work('b1/2', { ...said, params: { ...none, promiseDueOn: '2026-11-30', promiseAmount: 5_000 } });
    // Three instalments, the last one takes the rest.
    const plan = { planInstalments: 3, planAmount: 49_482, planLast: 49_481 };
    portfolio.work('b1/3', { ...said, code: 'PDR', params: { ...none, ...plan } });
    const withheld = { promiseDueOn: '2001-02-28', promiseAmount: 99_999_999_999, withheld: 'in-the-past' };
    portfolio.work('b1/4', { ...said, disposition: 'conflict', params: { ...none, ...withheld } });
    // Neither a number nor anybody: nothing was tried.
    portfolio.work('b1/4', { ...said, code: 'NRI', params: { ...none, verified: 'not-verified' } });
    expect((await board()).today).toMatchObject({
      attempts: 4,
      contacts: 4,
      rightParty: 4,
      promises: 2,
      promisedAmount: 5_000 + 148_445,
    });
  });

  it('BO-03 hours and days are those of the workspace’s clock', async () => {
    portfolio.addBatch('b1', 2);
    const call = { kind: 'call', params: { direction: 'out' }, by: 'op-1' } as const;
    portfolio.work('b1/1', { ...call, at: '2026-11-22T23:05:00.000Z' });
    portfolio.work('b1/1', { ...call, at: '2026-11-22T22:55:00.000Z' });
    portfolio.work('b1/2', { ...call, at: '2026-11-23T14:00:00.000Z' });
    const { today, week, hours } = await board();
    expect([today.attempts, week.attempts]).toEqual([2, 1]);
    expect(hours.map(({ hour, today: now, before }) => [hour, now.attempts, before.attempts])).toEqual([
      [0, 1, 0],
      [15, 1, 0],
      [23, 0, 1],
    ]);
  });

  it('BO-04 a leader sees the work of the own team, everybody’s where there are no teams', async () => {
    portfolio.addBatch('b1', 4);
    for (const [n, by] of ['op-1', 'op-2', 'op-3', 'op-3'].entries()) {
      portfolio.work(`b1/${n + 1}`, { by, at: NOW, kind: 'call', params: { direction: 'out' } });
    }
    const sql = desk.context.store.sql;
    sql.run("UPDATE cases SET assigned_to = 'op-1' WHERE id IN ('b1/1', 'b1/2')");
    sql.run("UPDATE cases SET assigned_to = 'op-3' WHERE id = 'b1/3'");
    const of = async (teamId: string | null) => {
      const { today, assigned, team, toDecide } = await board({ teamId });
      return [today.attempts, today.casesWorked, assigned, team.operators, toDecide.unassigned];
    };
    expect(await of('t-a')).toEqual([2, 2, 2, 2, 1]);
    expect(await of('t-b')).toEqual([2, 2, 1, 1, 1]);
    expect(await of(null)).toEqual([4, 4, 3, 3, 1]);
  });

  it('BO-05 money counts on the day it moved, and a reversed payment nowhere', async () => {
    portfolio.addBatch('b1', 2);
    portfolio.addBatch('b2', 1, { mandateId: 'm2' });
    portfolio.pay('b1/1', 3_000, '2026-11-10');
    const wrong = portfolio.pay('b1/1', 700, '2026-11-23');
    portfolio.pay('b2/1', 10_000, '2026-11-23');
    portfolio.pay('b1/2', 500, '2026-10-31');
    portfolio.pay('b1/2', 100, '2026-10-05');
    let now = await board();
    expect([now.today.collected, now.month.collected, now.month.payments]).toEqual([10_700, 13_700, 3]);
    expect(now.monthBefore).toEqual({ from: '2026-10-01', to: '2026-10-23', collected: 100 });
    portfolio.reverse(wrong);
    now = await board();
    expect([now.today.collected, now.month.collected, now.month.payments]).toEqual([10_000, 13_000, 2]);
    const one = await board({ mandateId: 'm2' });
    expect([one.month.collected, one.funnel.paying]).toEqual([10_000, { cases: 1, amount: 10_000 }]);
    expect(now.mandates.map(({ id, entrusted, collected, paying }) => [id, entrusted, collected, paying])).toEqual([
      ['m2', 10_000, 10_000, 1],
      ['m1', 20_000, 3_600, 2],
    ]);
  });

  it('BO-06 the curve of a batch adds up from its first day to today', async () => {
    portfolio.addBatch('b1', 3);
    portfolio.pay('b1/1', 100, '2026-10-30');
    portfolio.pay('b1/1', 200, '2026-11-05');
    portfolio.pay('b1/2', 300, '2026-11-05');
    const undone = portfolio.pay('b1/3', 50, '2026-11-09');
    portfolio.reverse(undone);
    const [curve] = (await board()).curves;
    expect(curve).toMatchObject({ id: 'b1', placedOn: '2026-11-02', entrusted: 30_000 });
    expect(curve?.points).toEqual([
      { day: 0, collected: 100 },
      { day: 3, collected: 600 },
      { day: 21, collected: 600 },
    ]);
  });

  it('BO-07 the funnel counts each case once at each milestone, and only in published batches', async () => {
    portfolio.addBatch('b1', 4);
    portfolio.addBatch('b-draft', 5, { status: 'loading' });
    const say = { by: 'op-1', at: NOW } as const;
    portfolio.work('b1/1', { ...say, code: 'NRI' });
    portfolio.work('b1/2', { ...say, code: 'RIC' });
    portfolio.work('b1/2', { ...say, code: 'PDP', params: { promiseDueOn: '2026-11-30', promiseAmount: 100 } });
    portfolio.work('b1/2', { ...say, code: 'PDP', params: { promiseDueOn: '2026-12-30', promiseAmount: 100 } });
    const paid = portfolio.pay('b1/2', 100, '2026-11-23');
    expect((await board()).funnel).toEqual({
      entrusted: { cases: 4, amount: 40_000 },
      worked: 2,
      reached: 1,
      promised: 1,
      paying: { cases: 1, amount: 100 },
    });
    portfolio.reverse(paid);
    expect((await board()).funnel.paying).toEqual({ cases: 0, amount: 0 });
  });

  it('BO-08 what waits is counted where it is decided', async () => {
    portfolio.addBatch('b1', 6);
    portfolio.addBatch('b2', 3, { status: 'draft' });
    const sql = desk.context.store.sql;
    sql.run("UPDATE cases SET blocked = '{}' WHERE id = 'b1/1'");
    sql.run("UPDATE cases SET assigned_to = 'op-1' WHERE id IN ('b1/2', 'b1/3', 'b1/4')");
    sql.run("UPDATE cases SET next_kind = 'callback', next_at = '2026-11-23T14:00:00.000Z' WHERE id = 'b1/2'");
    sql.run("UPDATE cases SET next_kind = 'callback', next_at = '2026-11-23T15:00:00.000Z' WHERE id = 'b1/3'");
    sql.run("UPDATE cases SET next_kind = 'leader', next_at = '2026-11-25T08:00:00.000Z' WHERE id IN ('b1/5', 'b1/4')");
    const suspended = (code: string | null) =>
      JSON.stringify({ conversations: 1, promises: [], lattice: 'paid', suspended: code });
    sql.run("UPDATE cases SET lattice = 'paid', state = ? WHERE id = 'b1/4'", suspended('GPA'));
    sql.run("UPDATE cases SET lattice = 'paid', state = ? WHERE id = 'b1/3'", suspended(null));
    for (const [n, disposition] of ['conflict', 'conflict', 'late', 'applied'].entries()) {
      sql.run(
        `INSERT INTO oplog (seq, op_id, device_id, dev_seq, operator_id, kind, case_id, party_id, occurred_at, received_at,
         head, body, body_hash, disposition, hash, decided_at)
         VALUES (?, ?, 'd', ?, 'op-1', 'outcome', 'b1/1', 'p', ?, ?, '{}', '', '', ?, '', ?)`,
        n + 1,
        `o${n}`,
        n + 1,
        NOW,
        NOW,
        disposition,
        n === 1 ? NOW : null,
      );
    }
    const leader = { id: 'u-lead', login: 'lead', name: 'Lead', role: 'leader', teamId: 't-a', lang: 'it' } as const;
    expect(listUndecided(sql, desk.context.caseKeys, leader)).toHaveLength(2);
    expect((await board()).toDecide).toEqual({
      conflicts: 1,
      late: 1,
      rejected: 0,
      drafts: 1,
      blocked: 1,
      unassigned: 2,
      claims: 1,
      overdueCallbacks: 1,
      stopped: 1,
    });
  });

  it('BO-08 overdue callbacks are listed as they are counted, oldest first, and another team’s are not', async () => {
    portfolio.addBatch('b1', 4);
    const { sql } = desk.context.store;
    for (const [n, by, at] of [
      [1, 'op-1', '2026-11-23T12:00:00.000Z'],
      [2, 'op-2', '2026-11-22T12:00:00.000Z'],
      [3, 'op-3', '2026-11-22T12:00:00.000Z'],
      [4, 'op-1', '2026-11-24T12:00:00.000Z'],
    ] as const) {
      const id = `b1/${n}`;
      sql.run("UPDATE cases SET assigned_to = ?, next_kind = 'callback', next_at = ? WHERE id = ?", by, at, id);
    }
    await catchUp(desk.context);
    const list = listOverdueCallbacks(sql, { teamId: 't-a' }, NOW);
    expect(list.map(({ caseId, operator, residual }) => [caseId, operator, residual])).toEqual([
      ['b1/2', 'op-2', 10_000],
      ['b1/1', 'op-1', 10_000],
    ]);
    expect((await board()).toDecide.overdueCallbacks).toBe(list.length);
  });

  it('BO-09 carries no figure of one operator', async () => {
    portfolio.addBatch('b1', 2);
    portfolio.work('b1/1', { by: 'op-1', at: NOW, kind: 'call', params: { direction: 'out' } });
    const text = JSON.stringify(await board());
    for (const operator of ['op-1', 'op-2', 'op-3']) expect(text).not.toContain(operator);
  });
});
