import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { bookPayment, reversePayment } from '../../../src-main/coordinator/payments/book.ts';
import { applyCaseEvent } from '../../../src-main/coordinator/work/case-events.ts';
import { verifyWorkspace } from '../../../src-main/coordinator/work/verify-workspace.ts';
import { openRoom } from '../../integration/payments/room.ts';
import { addTeams, caseRow, makePortfolio } from '../../integration/payments/portfolio.ts';

/** What a leader may do with payments, in any order, wrong ones among them. */
const step = fc.oneof(
  fc.record({
    do: fc.constant('book' as const),
    case: fc.constantFrom('c1', 'c2', 'c3'),
    amount: fc.integer({ min: 1, max: 9000 }),
    reference: fc.nat(25).map((n) => `R${n}`),
    paidOn: fc.constantFrom('2026-11-12', '2026-11-19', '2026-11-23'),
  }),
  fc.record({ do: fc.constant('reverse' as const), nth: fc.nat(10) }),
);

const quietly = (act: () => unknown): void => {
  try {
    act();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
};

describe('payments in any order', () => {
  it('PY-35 SY-12 balances, positions, promises and history are those of the live payments; none is booked twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30, size: 'max' }), async (steps) => {
        const room = await openRoom();
        try {
          const { store } = room.context;
          const add = makePortfolio(room);
          const lead = addTeams(room);
          const promises = [
            {
              id: 'pr1',
              amount: 4000,
              dueOn: '2026-11-20',
              method: 'x',
              checkOn: '2026-11-23',
              madeAt: '2026-11-10T10:00:00.000Z',
              status: 'open' as const,
            },
          ];
          add.addCase('c1', {
            positions: [
              { principal: 3000, fees: 500, dueOn: '2026-06-01' },
              { principal: 5000, interest: 100 },
            ],
          });
          add.addCase('c2', { party: 'p-c1', state: { promises } });
          add.addCase('c3');
          // The log begins here: its promise was made before.
          const resumed = { kind: 'resumed', at: '2026-11-11T08:00:00.000Z', zone: 'Europe/Rome', lift: [] } as const;
          store.transaction((tx) => applyCaseEvent(room.context, tx, 'c2', lead.id, { ...resumed, partyId: 'p-c1' }));
          for (const s of steps) {
            quietly(() =>
              store.transaction((tx) => {
                if (s.do === 'book') {
                  const { amount, reference, paidOn } = s;
                  bookPayment(
                    room.context,
                    tx,
                    lead,
                    { caseId: s.case, amount, reference, paidOn, channel: 'cash', accepted: ['over-residual'] },
                    { today: '2026-11-23' },
                  );
                  return;
                }
                const ids = tx.all<{ id: string }>('SELECT id FROM payments ORDER BY seq');
                const id = ids[s.nth % Math.max(1, ids.length)]?.id ?? 'none';
                reversePayment(room.context, tx, lead, id, { reversedOn: '2026-11-23', reason: 'storno' });
              }),
            );
          }
          const references = store.sql.all<{ reference: string }>('SELECT reference FROM payments');
          expect(new Set(references.map((r) => r.reference)).size).toBe(references.length);
          for (const id of ['c1', 'c2', 'c3']) {
            const live = store.sql.get<{ paid: number | null; n: number; reversed: number }>(
              `SELECT sum(CASE WHEN reversed_on IS NULL THEN amount END) AS paid, count(*) AS n,
               count(reversed_on) AS reversed FROM payments WHERE case_id = ?`,
              id,
            );
            const paid = live?.paid ?? 0;
            const row = caseRow(room, id);
            const positions = store.sql.get<{ paid: number }>(
              'SELECT sum(paid) AS paid FROM positions WHERE case_id = ?',
              id,
            );
            expect(row.paid).toBe(paid);
            expect(positions?.paid).toBe(Math.min(paid, row.total));
            expect(row.closed_class).toBe(paid >= row.total ? 'positive' : null);
            expect(row.state.next.kind === 'none').toBe(row.closed_class !== null);
            const told = store.sql.get<{ booked: number; taken: number }>(
              `SELECT count(CASE kind WHEN 'payment' THEN 1 END) AS booked,
               count(CASE kind WHEN 'payment-reversal' THEN 1 END) AS taken FROM activities WHERE case_id = ?`,
              id,
            );
            expect(told).toEqual({ booked: live?.n, taken: live?.reversed });
          }
          const kept = store.sql.get<{ paid: number | null }>(
            "SELECT sum(amount) AS paid FROM payments WHERE case_id = 'c2' AND reversed_on IS NULL",
          );
          const status = store.sql.get<{ status: string }>("SELECT status FROM promises WHERE id = 'pr1'")?.status;
          expect(status).toBe((kept?.paid ?? 0) >= 3800 ? 'kept' : 'open');
          expect(caseRow(room, 'c2').state.promises[0]?.status).toBe(status);
          expect(verifyWorkspace(store.sql, room.context.caseKeys).difference).toBeNull();
        } finally {
          await room.close();
        }
      }),
      { numRuns: 40 },
    );
  });
});
