import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PaymentInput } from '../../../src-shared/contract/payments.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import { teamOf } from '../../../src-main/coordinator/assignment/team.ts';
import { bookPayment, previewPayment } from '../../../src-main/coordinator/payments/book.ts';
import { readPaymentFile } from '../../../src-main/coordinator/payments/file-report.ts';
import { takeFile } from '../../../src-main/coordinator/payments/read-file.ts';
import { addTeams, caseRow, makePortfolio } from './portfolio.ts';
import { openRoom, type Room } from './room.ts';

const TODAY = '2026-11-23';
let room: Room;
let lead: SessionUser;

beforeEach(async () => {
  room = await openRoom();
  const add = makePortfolio(room);
  lead = addTeams(room);
  // 100.00 euro, entrusted on 2 November 2026.
  add.addCase('c1', { number: '0001' });
});
afterEach(() => room.close());

const input = (parts: Partial<PaymentInput> = {}): PaymentInput => ({
  caseId: 'c1',
  amount: 1_000,
  paidOn: '2026-11-20',
  channel: 'transfer',
  reference: 'CRO 12ab',
  ...parts,
});
const book = (parts: Partial<PaymentInput> = {}) =>
  room.context.store.transaction((tx) => bookPayment(room.context, tx, lead, input(parts), { today: TODAY }));

describe('what can be right and usually is not', () => {
  it.each([
    [{ amount: 10_001 }, 'over-residual'],
    [{ amount: 99_999_999_999 }, 'over-residual'],
    [{ paidOn: '2026-11-01' }, 'before-placement'],
    [{ paidOn: '1900-01-01' }, 'before-placement'],
  ] as const)('PY-36 %j is booked only where somebody has said that it is right', (parts, doubt) => {
    expect(previewPayment(room.context, room.context.store.sql, input(parts)).doubts).toEqual([doubt]);
    expect(() => book(parts)).toThrowError(`payment-${doubt}`);
    const other = doubt === 'over-residual' ? 'before-placement' : 'over-residual';
    expect(() => book({ ...parts, accepted: [other] })).toThrowError(`payment-${doubt}`);
    expect(caseRow(room, 'c1').paid).toBe(0);
    book({ ...parts, accepted: [doubt] });
    expect(caseRow(room, 'c1').paid).toBe(input(parts).amount);
  });

  it('PY-36 the whole residual on the day of the placement is no doubt', () => {
    expect(book({ amount: 10_000, paidOn: '2026-11-02' }).effect.doubts).toEqual([]);
  });

  it.each(['CRO 12ab', 'cro 12AB', ' CRO  12ab ', 'cro12ab', 'CRO\t12AB'])(
    'PY-21 %j is the payment that was booked as "CRO 12ab"',
    (reference) => {
      book();
      expect(() => book({ reference })).toThrowError('payment-repeated');
      expect(caseRow(room, 'c1').paid).toBe(1_000);
    },
  );

  it('PY-12 PY-32 also in a file, and within it; what is from before the mandate is left to a person', async () => {
    book();
    const lines = ['0001;20/11/2026;10,00;cro12ab', '0001;20/11/2026;10,00;X1', '0001;20/11/2026;10,00;x 1'];
    const text = `Pratica;Data valuta;Importo;ID pagamento\n${[...lines, '0001;31/10/2026;10,00;Y1', '0001;01/11/2026;10,00;Y2'].join('\n')}\n`;
    const file = await takeFile(Readable.from([Buffer.from(text)]), room.context.dataDir);
    const { sql } = room.context.store;
    const of = { creditorId: 'k1', fileName: 'f.csv', today: TODAY, team: teamOf(sql, lead) };
    const { report } = readPaymentFile(sql, file, of);
    expect(report).toMatchObject({ rows: 5, ready: 2, repeated: 2, refused: 1 });
    expect(report.problems.map(({ line, problem, otherLine }) => [line, problem, otherLine])).toEqual([
      [2, 'already-posted', null],
      [4, 'repeated-in-file', 3],
      [5, 'before-placement', null],
    ]);
  });
});
