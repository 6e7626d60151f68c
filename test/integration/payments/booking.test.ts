import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PaymentInput } from '../../../src-shared/contract/payments.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import { teamOf } from '../../../src-main/coordinator/assignment/team.ts';
import { bookPayment, previewPayment, reversePayment, todayOf } from '../../../src-main/coordinator/payments/book.ts';
import { listClaims } from '../../../src-main/coordinator/payments/claims.ts';
import { findPayable, listPayments } from '../../../src-main/coordinator/payments/list.ts';
import { checkDuePromises } from '../../../src-main/coordinator/work/promise-clock.ts';
import { openRoom, type Room } from './room.ts';
import { addTeams, caseRow, makePortfolio } from './portfolio.ts';
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

const input = (parts: Partial<PaymentInput> = {}): PaymentInput => ({
  caseId: 'c1',
  amount: 5000,
  paidOn: '2026-11-20',
  channel: 'transfer',
  reference: 'R1',
  ...parts,
});
const book = (parts: Partial<PaymentInput> = {}) =>
  room.context.store.transaction((tx) =>
    bookPayment(room.context, tx, lead, input(parts), { today: todayOf(room.context) }),
  );
const reverse = (id: string, reversedOn = '2026-11-23') =>
  room.context.store.transaction((tx) =>
    reversePayment(room.context, tx, lead, id, { reversedOn, reason: 'addebito rifiutato' }),
  );
const positions = () =>
  room.context.store.sql.all<{ no: number; paid: number }>(
    "SELECT no, paid FROM positions WHERE case_id = 'c1' ORDER BY no",
  );
const kinds = (caseId = 'c1') =>
  room.context.store.sql
    .all<{ kind: string }>('SELECT kind FROM activities WHERE case_id = ? ORDER BY seq', caseId)
    .map(({ kind }) => kind);
const promise = (parts: object = {}) => ({
  id: 'pr1',
  amount: 5000,
  dueOn: '2026-11-20',
  method: 'transfer',
  checkOn: '2026-11-23',
  madeAt: '2026-11-10T10:00:00.000Z',
  status: 'open' as const,
  ...parts,
});
const promised = (parts: object = {}) => ({
  promises: [promise(parts)],
  lattice: 'promise' as const,
  lastOutcome: 'PDP',
  next: { kind: 'promise-check' as const, at: '2026-11-23T17:00:00.000Z', zone: 'Europe/Rome', reason: 'PDP' },
});

describe('booking payments', () => {
  it('PY-20 moves the balance of case and positions, oldest first, and says how', () => {
    add.addCase('c1', {
      positions: [
        { principal: 4000, interest: 300, fees: 200, dueOn: '2026-06-01' },
        { principal: 6000, dueOn: '2026-07-01' },
      ],
    });
    const preview = previewPayment(room.context, room.context.store.sql, input());
    const { effect } = book();
    expect(effect).toEqual(preview);
    expect(effect).toMatchObject({ residualBefore: 10_500, residualAfter: 5500, overpaid: 0 });
    expect(effect.split).toEqual({ principal: 4500, interest: 300, fees: 200, other: 0, over: 0 });
    expect(caseRow(room, 'c1').paid).toBe(5000);
    expect(positions()).toEqual([
      { no: 1, paid: 4500 },
      { no: 2, paid: 500 },
    ]);
    expect(kinds()).toEqual(['payment']);
  });

  it('PY-21 the same payment id is never booked twice for a creditor', () => {
    add.addCase('c1');
    add.addCase('c2');
    book();
    expect(() => book()).toThrowError('payment-repeated');
    expect(() => book({ caseId: 'c2', amount: 1 })).toThrowError('payment-repeated');
    expect(caseRow(room, 'c1').paid).toBe(5000);
    expect(caseRow(room, 'c2').paid).toBe(0);
  });

  it.each([
    [{ caseId: 'nobody' }, 'payment-unknown-case'],
    [{ amount: 0 }, 'payment-bad-amount'],
    [{ amount: 12.5 }, 'payment-bad-amount'],
    [{ paidOn: '2026-02-30' }, 'payment-bad-date'],
    [{ paidOn: '2026-11-24' }, 'payment-bad-date'],
  ])('PY-22 %j is refused with %s and changes nothing', (parts, code) => {
    add.addCase('c1');
    expect(() => book(parts)).toThrowError(code);
    expect(room.context.store.sql.get('SELECT count(*) AS n FROM payments')).toEqual({ n: 0 });
    expect(kinds()).toEqual([]);
  });

  it('PY-23 paid in full closes the case as positive, paid beyond is told, and the storno opens it again', () => {
    add.addCase('c1', { state: { attempts: 3 } });
    const { id } = book({ amount: 10_400, accepted: ['over-residual'] });
    expect(caseRow(room, 'c1')).toMatchObject({ paid: 10_400, closed_class: 'positive' });
    expect(caseRow(room, 'c1').state.next.kind).toBe('none');
    const back = reverse(id);
    expect(back).toMatchObject({ residualBefore: 0, residualAfter: 10_000, overpaid: 0 });
    expect(back.split).toEqual({ principal: -10_000, interest: 0, fees: 0, other: 0, over: -400 });
    const row = caseRow(room, 'c1');
    expect(row).toMatchObject({ paid: 0, closed_class: null });
    expect(row.state.next.kind).toBe('call');
    expect(row.state.attempts).toBe(3);
    expect(kinds()).toEqual(['payment', 'payment-reversal']);
    expect(() => reverse(id)).toThrowError('payment-already-reversed');
  });

  it('PY-24 a reversed payment stays in the list, with its reason in the history', () => {
    add.addCase('c1');
    const { id } = book();
    expect(() => reverse(id, '2026-11-19')).toThrowError('payment-bad-date');
    reverse(id);
    const { rows, total } = listPayments(room.context.store, lead, { offset: 0, limit: 10 });
    expect(rows).toMatchObject([
      { id, amount: 5000, reversedOn: '2026-11-23', reversedBy: 'Rita Moro', recordedBy: 'Rita Moro' },
    ]);
    expect(total).toEqual({ payments: 0, amount: 0, reversed: 1, reversedAmount: 5000 });
    expect(() => book()).toThrowError('payment-repeated');
  });

  it('PY-25 a payment keeps a promise, its storno takes that back, and the calendar breaks one', () => {
    add.addCase('c1', { state: promised() });
    const { id, effect } = book({ amount: 4900 });
    expect(effect.promisesKept).toBe(1);
    expect(kinds()).toEqual(['payment', 'promise-kept']);
    expect(room.context.store.sql.get("SELECT status FROM promises WHERE id = 'pr1'")).toEqual({ status: 'kept' });
    expect(reverse(id).promisesReopened).toBe(1);
    expect(caseRow(room, 'c1').state.promises[0]?.status).toBe('open');
    room.at('2026-11-23T20:00:00.000Z');
    expect(checkDuePromises(room.context)).toBe(0);
    room.at('2026-11-24T08:00:00.000Z');
    expect(checkDuePromises(room.context)).toBe(1);
    expect(caseRow(room, 'c1').state).toMatchObject({ next: { kind: 'call', reason: 'promise-broken' } });
    expect(kinds().at(-1)).toBe('promise-broken');
    expect(checkDuePromises(room.context)).toBe(0);
  });

  it('PY-26 the debtor’s other cases travel again: they show the residual', () => {
    add.addCase('c1', { party: 'p1' });
    add.addCase('c2', { party: 'p1' });
    room.context.store.transaction((tx) => {
      room.context.feed.moveCase(tx, 'c1', null, 'op-1');
      room.context.feed.moveCase(tx, 'c2', null, 'op-2');
    });
    const seqs = () => standingIn(room.context.store.sql, 'op:%').filter(({ entity }) => entity === 'case');
    const before = seqs();
    book();
    expect(seqs().every(({ seq }, i) => seq > (before[i]?.seq ?? 0))).toBe(true);
  });

  it('PY-27 a closed mandate takes no payment, but a bank’s reversal', () => {
    add.addCase('c1');
    const { id } = book();
    room.context.store.transaction((tx) => void tx.run("UPDATE mandates SET status = 'closed' WHERE id = 'm1'"));
    expect(() => book({ reference: 'R2' })).toThrowError('mandate-closed');
    expect(reverse(id)).toMatchObject({ residualBefore: 5_000, residualAfter: 10_000 });
  });
});

describe('what debtors say', () => {
  it('PY-28 a claim moves nothing, waits for a payment, and is gone with it', () => {
    const said = {
      lattice: 'paid' as const,
      lastOutcome: 'GPA',
      suspended: 'GPA',
      next: { kind: 'back-office' as const, at: null, zone: 'Europe/Rome', reason: 'GPA' },
    };
    add.addCase('c1', { state: said, name: 'Perla Nuvolari' });
    room.context.store.transaction((tx) => {
      room.context.feed.moveCase(tx, 'c1', null, 'op-1');
      tx.run(
        `INSERT INTO activities (id, case_id, seq, at, kind, user_id, code, text, params, disposition)
         VALUES ('a1', 'c1', 1, '2026-11-20T10:00:00.000Z', 'outcome', 'op-1', 'GPA', 'pagato in posta', '{"amount":4000}', 'applied')`,
      );
    });
    const { sql } = room.context.store;
    const claims = () => listClaims(sql, teamOf(sql, lead));
    expect(claims()).toMatchObject([
      { id: 'a1', caseId: 'c1', amount: 4000, by: 'op-1', note: 'pagato in posta', residual: 10_000 },
    ]);
    expect(caseRow(room, 'c1').paid).toBe(0);
    expect(listClaims(sql, teamOf(sql, { teamId: 't-b' }))).toEqual([]);
    book({ amount: 4000 });
    expect(claims()).toEqual([]);
    expect(caseRow(room, 'c1').state.suspended).toBeNull();
  });

  it('PY-29 finds the case to pay by number or name; a closed mandate takes no payment and is not found', () => {
    add.addCase('c1', { name: 'Perla Nuvolari' });
    add.addCase('c2', { name: 'Nuvolari Ugo', batch: 'b2' });
    room.context.store.transaction((tx) => void tx.run("UPDATE mandates SET status = 'closed' WHERE id = 'm1'"));
    add.addCase('c3', { name: 'Nuvolari Ada', batch: 'b2' });
    book({ caseId: 'c3', amount: 10_000 });
    const find = (text: string) => findPayable(room.context.store, lead, text);
    // What is paid in full is still a case of an open mandate.
    expect(find('nuvol').map(({ caseId, ended }) => [caseId, ended])).toEqual([
      ['c3', true],
      ['c2', false],
    ]);
    expect(find('n-c2').map(({ caseId }) => caseId)).toEqual(['c2']);
    expect(find('%')).toEqual([]);
  });
});
