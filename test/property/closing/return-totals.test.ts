import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { ReturnConventions, type ReturnConventions as Conventions } from '../../../src-shared/contract/closing.ts';
import { parseAmount } from '../../../src-shared/domain/money.ts';
import { readMandate } from '../../../src-main/coordinator/closing/mandate.ts';
import { produce } from '../../../src-main/coordinator/closing/produce.ts';
import { bookPayment, reversePayment } from '../../../src-main/coordinator/payments/book.ts';
import { createRecordReader } from '../../../src-main/coordinator/intake/reader/records.ts';
import { addTeams, makePortfolio } from '../../integration/payments/portfolio.ts';
import { openRoom, type Room } from '../../integration/payments/room.ts';

const conventions = fc.record({
  delimiter: fc.constantFrom<Conventions['delimiter']>(';', ',', '\t', '|'),
  decimal: fc.constantFrom<Conventions['decimal']>(',', '.'),
  lineEnd: fc.constantFrom<Conventions['lineEnd']>('crlf', 'lf'),
  language: fc.constantFrom<Conventions['language']>('it', 'en'),
});
const situation = fc.record({
  conventions,
  cases: fc.array(
    fc.record({
      name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      principal: fc.integer({ min: 1, max: 900_000 }),
      fees: fc.nat(9000),
      outcome: fc.constantFrom(null, 'NRI', 'RIF', 'PDP', 'REV'),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  payments: fc.array(
    fc.record({ of: fc.nat(7), amount: fc.integer({ min: 1, max: 1_000_000 }), reversed: fc.boolean() }),
    { maxLength: 15 },
  ),
});
type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;

const arrange = (room: Room, s: Situation): void => {
  const { store } = room.context;
  const add = makePortfolio(room);
  const lead = addTeams(room);
  s.cases.forEach(({ name, principal, fees, outcome }, i) => {
    const state =
      outcome === null ? {} : { lastOutcome: outcome, lastOutcomeAt: '2026-11-19T10:00:00.000Z', attempts: i };
    add.addCase(`c${i}`, { name, positions: [{ principal, fees }], state });
  });
  store.transaction((tx) => {
    tx.run("UPDATE creditors SET conventions = ? WHERE id = 'k1'", JSON.stringify({ return: s.conventions }));
  });
  s.payments.forEach(({ of, amount, reversed }, i) => {
    try {
      store.transaction((tx) => {
        const input = {
          caseId: `c${of % s.cases.length}`,
          amount,
          paidOn: '2026-11-20',
          channel: 'cash',
          reference: `R${i}`,
        };
        const { id } = bookPayment(room.context, tx, lead, input, { today: '2026-11-23' });
        if (reversed) reversePayment(room.context, tx, lead, id, { reversedOn: '2026-11-22', reason: 'storno' });
      });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  });
};

const cellsOf = (bytes: Uint8Array, how: Conventions): string[][] => {
  const records: string[][] = [];
  const reader = createRecordReader(
    { delimiter: how.delimiter, quote: '"', newline: how.lineEnd === 'crlf' ? '\r\n' : '\n' },
    (cells) => void records.push(cells),
  );
  reader.push(new TextDecoder().decode(bytes));
  reader.end();
  return records;
};

describe('the return file', () => {
  it('CL-11 its columns add up to its trailer, and its trailer to the payments and the cases; the bytes are the same twice', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async (s) => {
        const room = await openRoom();
        try {
          arrange(room, s);
          const { sql } = room.context.store;
          const at = '2026-11-30T17:00:00.000Z';
          const produced = produce(sql, readMandate(sql, 'm1'), at);
          expect(produce(sql, readMandate(sql, 'm1'), at).sha256).toBe(produced.sha256);
          const how = ReturnConventions.parse(s.conventions);
          const [, labels = [], ...rest] = cellsOf(produced.bytes, how);
          const trailer = rest.at(-1) ?? [];
          const rows = rest.slice(0, -1);
          expect(rows).toHaveLength(s.cases.length);
          expect(rows.every((row) => row.length === labels.length)).toBe(true);
          const amountOf = (text: string | undefined): number =>
            parseAmount(text ?? '', { decimal: how.decimal }) ?? Number.NaN;
          const column = (it: string, en: string): number => {
            const index = labels.indexOf(how.language === 'it' ? it : en);
            return rows.reduce((sum, row) => sum + amountOf(row[index]), 0);
          };
          const money = sql.get<{ paid: number | null }>(
            'SELECT sum(amount) AS paid FROM payments WHERE reversed_on IS NULL',
          );
          const debt = sql.get<{ total: number }>("SELECT sum(total) AS total FROM cases WHERE mandate_id = 'm1'");
          const collected = column('INCASSATO_TOTALE', 'COLLECTED_TOTAL');
          expect(trailer[1]).toBe(String(s.cases.length));
          expect(amountOf(trailer[2])).toBe(debt?.total);
          expect(column('IMPORTO_AFFIDATO', 'ENTRUSTED')).toBe(debt?.total);
          expect(collected).toBe(money?.paid ?? 0);
          expect(amountOf(trailer[3])).toBe(collected);
          const over = column('ECCEDENZA', 'OVERPAID');
          expect(column('RESIDUO', 'RESIDUAL')).toBe((debt?.total ?? 0) - collected + over);
          const parts = [
            column('INCASSATO_CAPITALE', 'COLLECTED_PRINCIPAL'),
            column('INCASSATO_INTERESSI', 'COLLECTED_INTEREST'),
            column('INCASSATO_SPESE', 'COLLECTED_FEES'),
            column('INCASSATO_ALTRO', 'COLLECTED_OTHER'),
            over,
          ];
          expect(parts.reduce((a, b) => a + b, 0)).toBe(collected);
          expect(trailer.slice(6).reduce((sum, n) => sum + Number(n), 0)).toBe(s.cases.length);
          for (const { line } of produced.lines) {
            const paid = collected === 0 ? 0 : line.entrusted - line.residual + line.overpaid;
            if (line.residual === 0) expect(line.class).toBe('positive');
            if (paid === 0) expect(line.class).toBe('negative');
          }
        } finally {
          await room.close();
        }
      }),
      { numRuns: 40 },
    );
  });
});
