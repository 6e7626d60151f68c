import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { channelOf } from '../../../src-main/coordinator/payments/columns.ts';
import { readLines } from '../../../src-main/coordinator/payments/lines.ts';

const today = '2026-11-23';
const raw = (text: string, delimiter = ';') =>
  text.split('\n').map((line, i) => ({ line: i + 1, cells: line === '' ? [''] : line.split(delimiter) }));
const HEADER = 'Pratica;Data valuta;Importo;Canale;ID pagamento';

describe('lines of a payment file', () => {
  it('PY-10 reads Italian and English headers in any order, and a file without one', () => {
    const italian = readLines(raw(`${HEADER}\n0007;18/11/2026;1.204,50;Bonifico;CRO1`), today);
    const english = readLines(raw('payment id,amount,case,date\nCRO1,1204.50,0007,2026-11-18', ','), today);
    const bare = readLines(raw('0007;18/11/2026;1204,5;BON;CRO1'), today);
    const expected = { caseNumber: '0007', paidOn: '2026-11-18', amount: 120_450, reference: 'CRO1' };
    expect(italian.lines).toEqual([{ line: 2, ...expected, channel: 'transfer' }]);
    expect(english.lines).toEqual([{ line: 2, ...expected, channel: 'creditor' }]);
    expect(bare.lines).toEqual([{ line: 1, ...expected, channel: 'transfer' }]);
    // As the screen calls it.
    const screen = readLines(
      raw('Pratica;Valuta;Importo;Canale;Id incasso\n0007;18/11/2026;1.204,50;Bonifico;CRO1'),
      today,
    );
    expect(screen.lines).toEqual(italian.lines);
    expect(english.decimal).toBe('.');
  });

  it.each([
    ['7;18/11/2026;;CASH;R', 'amount', 'missing'],
    ['7;18/11/2026;-5,00;CASH;R', 'amount', 'bad-amount'],
    ['7;18/11/2026;0,00;CASH;R', 'amount', 'bad-amount'],
    ['7;18/11/2026;12,345;CASH;R', 'amount', 'bad-amount'],
    ['7;31/09/2026;5,00;CASH;R', 'paidOn', 'bad-date'],
    ['7;;5,00;CASH;R', 'paidOn', 'missing'],
    ['7;24/11/2026;5,00;CASH;R', 'paidOn', 'future-date'],
    [';18/11/2026;5,00;CASH;R', 'case', 'missing'],
    ['7;18/11/2026;5,00;CASH;', 'reference', 'missing'],
    ['7;18/11/2026;5,00', null, 'columns'],
  ])('PY-11 %s is refused for %s: %s', (text, field, problem) => {
    const good =
      '1;18/11/2026;5,00;CASH;A\n2;18/11/2026;5,00;CASH;B\n3;18/11/2026;5,00;CASH;C\n4;18/11/2026;5,00;CASH;D';
    const read = readLines(raw(`${HEADER}\n${good}\n${text}`), today);
    expect(read.rows).toBe(5);
    expect(read.lines).toHaveLength(4);
    expect(read.problems).toMatchObject([{ line: 6, field, problem }]);
  });

  it('PY-12 the second line with a payment id is repeated and names the first', () => {
    const read = readLines(raw(`${HEADER}\n1;18/11/2026;5,00;X;A\n2;18/11/2026;5,00;X;A\n\n`), today);
    expect(read.rows).toBe(2);
    expect(read.problems).toMatchObject([{ line: 3, problem: 'repeated-in-file', otherLine: 2, value: 'A' }]);
  });

  it('PY-10 names the columns it cannot find', () => {
    const missing = (text: string): unknown => {
      try {
        return readLines(raw(text), today);
      } catch (error) {
        return error instanceof AppError ? [error.code, error.params['fields']] : error;
      }
    };
    expect(missing('Pratica;Importo;Note\n1;5,00;x')).toEqual(['layout-incomplete', 'paidOn, reference']);
    expect(missing('qualcosa;altro\n1;2')).toEqual(['layout-incomplete', 'case, paidOn, amount, reference']);
  });

  it.each([
    ['Bonifico SEPA', 'transfer'],
    ['bollettino postale', 'postal'],
    ['Carta di credito', 'card'],
    ['SDD', 'direct-debit'],
    ['PagoPA', 'pagopa'],
    ['Contanti', 'cash'],
    ['', 'creditor'],
    ['Money order', 'Money order'],
  ])('PY-10 channel %s is %s', (text, channel) => {
    expect(channelOf(text)).toBe(channel);
  });
});
