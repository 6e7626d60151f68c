import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ShareOrder } from '../../../src-shared/contract/assignment.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import { verifyAuditChain } from '../../../src-main/coordinator/administration/audit/chain.ts';
import { applyMoves } from '../../../src-main/coordinator/assignment/apply.ts';
import { planMove } from '../../../src-main/coordinator/assignment/move.ts';
import { planShare } from '../../../src-main/coordinator/assignment/share.ts';
import { teamOf } from '../../../src-main/coordinator/assignment/team.ts';
import { unblockCases } from '../../../src-main/coordinator/assignment/unblock.ts';
import { openRoom, type Room } from '../payments/room.ts';
import { addTeams, caseRow, makePortfolio } from '../payments/portfolio.ts';
import { standingIn } from '../../fixtures/standing-feed.ts';

let room: Room;
let lead: SessionUser;
let add: ReturnType<typeof makePortfolio>;

beforeEach(async () => {
  room = await openRoom();
  add = makePortfolio(room);
  lead = addTeams(room);
});
afterEach(() => room.close());

const TRACE = { action: 'case.assign', detail: {} } as const;
const move = (caseIds: readonly string[], to: string | null) => {
  const team = teamOf(room.context.store.sql, lead);
  const order = { selection: { caseIds: [...caseIds] }, to, wholeDebtor: false };
  return applyMoves(room.context, lead, planMove(room.context.store, team, order).moves, TRACE);
};
/** What a queue's workstation would hold: entity ids by kind. */
const queue = (userId: string) => {
  const rows = standingIn(room.context.store.sql, `op:${userId}`);
  return {
    cases: rows.filter(({ entity }) => entity === 'case').map(({ entity_id }) => entity_id),
    parties: rows.filter(({ entity }) => entity === 'party').map(({ entity_id }) => entity_id),
  };
};

describe('changing hands', () => {
  it('AS-11 a case leaves one queue and enters the other, and its party follows with the last case', async () => {
    add.addCase('c1', { party: 'p1' });
    add.addCase('c2', { party: 'p1' });
    await move(['c1', 'c2'], 'op-1');
    expect(queue('op-1')).toEqual({ cases: ['c1', 'c2'], parties: ['p1'] });
    await move(['c1'], 'op-2');
    expect(queue('op-1')).toEqual({ cases: ['c2'], parties: ['p1'] });
    expect(queue('op-2')).toEqual({ cases: ['c1'], parties: ['p1'] });
    await move(['c2'], null);
    expect(queue('op-1')).toEqual({ cases: [], parties: [] });
    expect(caseRow(room, 'c2').assigned_to).toBeNull();
  });

  it('AS-12 the history and the audit say who gave what to whom, and the chain holds', async () => {
    add.addCase('c1');
    await move(['c1'], 'op-1');
    const { sql } = room.context.store;
    const told = sql.get<{ kind: string; user_id: string; params: string }>(
      "SELECT * FROM activities WHERE case_id = 'c1'",
    );
    expect(told).toMatchObject({ kind: 'assignment', user_id: 'lead' });
    expect(JSON.parse(told?.params ?? '{}')).toEqual({ from: null, to: 'op-1' });
    expect(sql.get('SELECT action, user_id, case_id FROM audit')).toEqual({
      action: 'case.assign',
      user_id: 'lead',
      case_id: 'c1',
    });
    expect(verifyAuditChain(sql).brokenAt).toBeNull();
  });

  it('AS-13 a large deal gives every case once, equally, in several transactions', async () => {
    for (let n = 0; n < 450; n += 1) add.addCase(`c${String(n).padStart(3, '0')}`, { party: `p${n % 300}` });
    const team = teamOf(room.context.store.sql, lead);
    const order = ShareOrder.parse({
      selection: { filter: { batchId: 'b1' } },
      operatorIds: ['op-1', 'op-2'],
      by: 'number',
    });
    const { moves } = planShare(room.context.store, team, order);
    const { moved } = await applyMoves(room.context, lead, moves, { action: 'case.share', detail: { by: 'number' } });
    expect(moved).toBe(450);
    expect(queue('op-1').cases).toHaveLength(225);
    expect(queue('op-2').cases).toHaveLength(225);
    const shared = queue('op-1').parties.filter((party) => queue('op-2').parties.includes(party));
    expect(shared).toEqual([]);
    expect(room.context.store.sql.get("SELECT count(*) AS n FROM audit WHERE action = 'case.share'")).toEqual({ n: 5 });
  });

  it('AS-14 a case that somebody else moved meanwhile, that was closed or blocked, is left where it is', async () => {
    for (const id of ['c1', 'c2', 'c3', 'c4']) add.addCase(id);
    const moves = ['c1', 'c2', 'c3', 'c4'].map((caseId) => ({ caseId, from: null, to: 'op-1' }));
    await move(['c1'], 'op-2');
    room.context.store.transaction((tx) => {
      tx.run("UPDATE cases SET closed_class = 'positive' WHERE id = 'c2'");
      tx.run(`UPDATE cases SET blocked = '{"rule":"r","field":"f","value":"v"}' WHERE id = 'c3'`);
    });
    expect(await applyMoves(room.context, lead, moves, TRACE)).toEqual({ moved: 1 });
    expect(caseRow(room, 'c1').assigned_to).toBe('op-2');
    expect(queue('op-1').cases).toEqual(['c4']);
  });
});

describe('unblocking', () => {
  it('AS-15 lets a blocked case be dealt, with the reason in history and audit', async () => {
    add.addCase('c1', { blocked: { rule: 'unknown-product', field: 'product', value: 'X9' } });
    add.addCase('c2');
    expect(await unblockCases(room.context, lead, ['c1', 'c2'], 'prodotto confermato')).toEqual({ unblocked: 1 });
    expect(caseRow(room, 'c1').blocked).toBeNull();
    await move(['c1'], 'op-1');
    expect(queue('op-1').cases).toEqual(['c1']);
    const told = room.context.store.sql.get(
      "SELECT kind, code, text FROM activities WHERE case_id = 'c1' ORDER BY seq",
    );
    expect(told).toEqual({ kind: 'note', code: 'unblocked', text: 'prodotto confermato' });
    await expect(unblockCases(room.context, lead, ['c1'], 'ancora')).rejects.toThrowError('assignment-empty');
  });
});
