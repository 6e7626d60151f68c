import { describe, expect, it } from 'vitest';
import { formatCents, parseAmount, parseTypedAmount, sumCents, writeAmount } from '../../../src-shared/domain/money.ts';

describe('amounts', () => {
  it.each([
    ['1.204,00', ',', 120_400],
    ['12.345.678,90', ',', 1_234_567_890],
    ['000000004377,96', ',', 437_796],
    ['1204', ',', 120_400],
    ['1.204', ',', 120_400],
    ['1204,5', ',', 120_450],
    ['1204,5000', ',', 120_450],
    [',50', ',', 50],
    ['-12,30', ',', -1_230],
    ['12,30-', ',', -1_230],
    ['−12,30', ',', -1_230],
    ['+12,30', ',', 1_230],
    ['12,30+', ',', 1_230],
    ['€ 1.204,00', ',', 120_400],
    ['1.204,00 EUR', ',', 120_400],
    ['1 204,00', ',', 120_400],
    ["1'204,00", ',', 120_400],
    ['-0,00', ',', 0],
    ['1,204.00', '.', 120_400],
    ['311.25', '.', 31_125],
    ['9999999999999.99', '.', 999_999_999_999_999],
  ] as const)('DM-01 reads %j with decimal %j', (text, decimal, cents) => {
    expect(parseAmount(text, { decimal })).toBe(cents);
  });

  it.each([
    ['', ','],
    ['   ', ','],
    ['-', ','],
    ['€', ','],
    ['abc', ','],
    ['12,345', ','],
    ['12,3a', ','],
    ['1204,', ','],
    ['1.20,00', ','],
    ['1.2045,00', ','],
    ['1.204.5,00', ','],
    ["1.204'500,00", ','],
    ['1204.56', ','],
    ['1204,56', '.'],
    ['--12,00', ','],
    ['-12,00-', ','],
    ['1,000,00', ','],
    ['1e5', ','],
    ['99999999999999,99', ','],
    ['١٢', ','],
  ] as const)('DM-02 refuses %j with decimal %j rather than guess', (text, decimal) => {
    expect(parseAmount(text, { decimal })).toBeNull();
  });

  it('DM-03 writes amounts for people in their language and for files without grouping', () => {
    expect(formatCents(241_860, 'it').replace(/\s/gu, ' ')).toBe('2.418,60 €');
    expect(formatCents(241_860, 'en')).toBe('€2,418.60');
    expect(formatCents(-5, 'en')).toBe('-€0.05');
    expect(formatCents(9_007_199_254_740_991, 'en')).toBe('€90,071,992,547,409.91');
    expect(formatCents(241_860, 'de-DE').replace(/\s/gu, ' ')).toBe('2.418,60 €');
    expect(writeAmount(-241_860, { decimal: ',' })).toBe('-2418,60');
    expect(writeAmount(7, { decimal: '.' })).toBe('0.07');
  });

  it('DM-04 sums exactly or says that it cannot', () => {
    expect(sumCents([10, 20, -5])).toBe(25);
    expect(sumCents([])).toBe(0);
    expect(() => sumCents([0.5])).toThrow(RangeError);
    expect(() => sumCents([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
  });
});

describe('DM-63 an amount typed by hand', () => {
  it.each([
    ['13,75', ',', 1375],
    ['13.75', ',', 1375],
    ['13.7', ',', 1370],
    ['1.204', ',', 120_400],
    ['1.204,5', ',', 120_450],
    ['1.204,50 €', ',', 120_450],
    ['€ 1.204,50', ',', 120_450],
    ['2.887,54\u00a0€', ',', 288_754],
    ['0', ',', 0],
    ['13.75', '.', 1375],
    ['13,75', '.', 1375],
    ['1,204', '.', 120_400],
    ['€1,204.5', '.', 120_450],
    ['100,555', '.', 10_055_500],
  ] as const)('DM-63 %j with %j is %d cents', (text, decimal, cents) => {
    expect(parseTypedAmount(text, decimal)).toBe(cents);
  });

  it.each([
    ['', ','],
    ['13,', ','],
    ['-5', ','],
    ['5-', ','],
    ['1e3', ','],
    ['100,555', ','],
    ['1.20,4', ','],
    ['12.34.5', ','],
    ['1.234,5', '.'],
    ['12 euro', ','],
    ['1..5', ','],
  ] as const)('DM-63 %j with %j is refused', (text, decimal) => {
    expect(parseTypedAmount(text, decimal)).toBeNull();
  });
});
