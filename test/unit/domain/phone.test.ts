import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { formatPhone, normalisePhones } from '../../../src-shared/domain/phone.ts';

const numbersOf = (cell: string): readonly string[] => normalisePhones(cell).numbers.map(({ e164 }) => e164);

describe('phones', () => {
  it.each([
    ['06/12345678', '+390612345678', 'fixed', false],
    ['06 1234 5678', '+390612345678', 'fixed', false],
    ['(06) 12345678', '+390612345678', 'fixed', false],
    ['081-555.00.12', '+390815550012', 'fixed', false],
    ['0039 333 1234567', '+393331234567', 'mobile', false],
    ['+39 333 1234567', '+393331234567', 'mobile', false],
    ['333-1234567', '+393331234567', 'mobile', false],
    ['393331234567', '+393331234567', 'mobile', true],
    ['39 06 12345678', '+390612345678', 'fixed', true],
    ['0333 1234567', '+393331234567', 'mobile', true],
    ['+39 0333 1234567', '+393331234567', 'mobile', true],
    ['0039 0333 1234567', '+393331234567', 'mobile', true],
    ['393 1234567', '+393931234567', 'mobile', false],
    ['cell. 333 1234567', '+393331234567', 'mobile', false],
    ['+41 79 123 45 67', '+41791234567', 'other', false],
    ['0049 151 12345678', '+4915112345678', 'other', false],
  ] as const)('DM-24 reads %j', (cell, e164, type, repaired) => {
    expect(normalisePhones(cell)).toEqual({ numbers: [{ e164, type, repaired, text: cell }], rejected: [] });
  });

  it.each([
    ['3331234567/0612345678', ['+393331234567', '+390612345678']],
    ['06/12345678 - 333/1234567', ['+390612345678', '+393331234567']],
    ['333 1234567 06 12345678', ['+393331234567', '+390612345678']],
    ['3331234567;3407654321', ['+393331234567', '+393407654321']],
    ['3331234567, 3407654321', ['+393331234567', '+393407654321']],
    ['333 1234567 e 340 7654321', ['+393331234567', '+393407654321']],
    ['casa 0612345678 cell 3331234567', ['+390612345678', '+393331234567']],
    ['3331234567-3407654321', ['+393331234567', '+393407654321']],
    ['0333 1234567 / 06 12345678', ['+393331234567', '+390612345678']],
  ])('DM-25 takes %j apart', (cell, expected) => {
    expect(numbersOf(cell)).toEqual(expected);
    expect(normalisePhones(cell).rejected).toEqual([]);
  });

  it.each([
    ['800 123456', 'service'],
    ['199 123456', 'service'],
    ['899 123456', 'service'],
    ['895123456', 'service'],
    ['848 800 800', 'service'],
    ['06 44', 'length'],
    ['06 4412', 'length'],
    ['0000000000', 'placeholder'],
    ['3333333333', 'placeholder'],
    ['3,93E+11', 'scientific'],
    ['3.93331E+11', 'scientific'],
    ['non disponibile', 'pattern'],
    ['333123', 'invalid'],
    ['61234567', 'invalid'],
    ['33312345678901', 'invalid'],
  ])('DM-26 refuses %j: %s, and keeps what it said', (cell, reason) => {
    expect(normalisePhones(cell)).toEqual({ numbers: [], rejected: [{ text: cell, reason }] });
  });

  it('DM-27 keeps every piece of a cell: as a number, or among the refused ones', () => {
    expect(normalisePhones('3331234567 / 800123456 / boh')).toEqual({
      numbers: [{ e164: '+393331234567', type: 'mobile', repaired: false, text: '3331234567' }],
      rejected: [{ text: '800123456 / boh', reason: 'service' }],
    });
    expect(normalisePhones('3331234567;+393331234567').rejected).toEqual([
      { text: '+393331234567', reason: 'duplicate' },
    ]);
    expect(normalisePhones('0612345678/9').rejected).toEqual([{ text: '9', reason: 'length' }]);
    expect(normalisePhones('3331234567/99912345')).toMatchObject({
      numbers: [{ e164: '+393331234567' }],
      rejected: [{ text: '99912345', reason: 'invalid' }],
    });
    expect(normalisePhones('3331234567 99912345').numbers).toEqual([]);
    expect(normalisePhones('')).toEqual({ numbers: [], rejected: [] });
    expect(normalisePhones(' - ')).toEqual({ numbers: [], rejected: [] });
  });

  it('DM-28 a parser with the full metadata can be injected, and another country', () => {
    const full = (text: string, country: string) => parsePhoneNumberFromString(text, country as 'IT');
    expect(normalisePhones('+41 79 123 45 67', 'IT', full).numbers[0]?.type).toBe('mobile');
    expect(normalisePhones('0151 12345678', 'DE', full).numbers[0]).toMatchObject({
      e164: '+4915112345678',
      type: 'mobile',
    });
  });

  it('DM-29 groups a number as its country does', () => {
    expect(formatPhone('+393472219084')).toBe('+39 347 221 9084');
    expect(formatPhone('+390817643320')).toBe('+39 081 764 3320');
    expect(formatPhone('+41791234567')).toBe('+41 79 123 45 67');
    expect(formatPhone('boh')).toBe('boh');
  });
});
