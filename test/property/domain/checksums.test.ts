import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLetter } from '../../../src-shared/domain/check-letter.ts';
import { addDays } from '../../../src-shared/domain/civil-date.ts';
import { checkIban } from '../../../src-shared/domain/iban.ts';
import { checkTaxCode, sameTaxCode, taxCodeFor, undoOmocodia } from '../../../src-shared/domain/tax-code.ts';
import { checkVatNumber, vatCheckDigit } from '../../../src-shared/domain/vat-number.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const letter = fc.constantFrom(...LETTERS);
const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
const birthDate = fc.integer({ min: 0, max: 25_000 }).map((days) => addDays('1935-01-01', days));

const subject = fc.record({
  surname: fc.string({ unit: letter, minLength: 1, maxLength: 12 }),
  name: fc.string({ unit: letter, minLength: 1, maxLength: 12 }),
  birthDate,
  sex: fc.constantFrom('M' as const, 'F' as const),
  placeCode: fc.tuple(letter, digits(3)).map((parts) => parts.join('')),
  omocodia: fc.integer({ min: 0, max: 7 }),
});

const vat = digits(10)
  .filter((ten) => !ten.startsWith('0000000'))
  .map((ten) => `${ten}${vatCheckDigit(ten)}`);

const italianIban = fc
  .tuple(digits(10), fc.string({ unit: fc.constantFrom(...LETTERS, ...'0123456789'), minLength: 12, maxLength: 12 }))
  .map(([bank, account]) => {
    const bban = `${checkLetter(`${bank}${account}`)}${bank}${account}`;
    return `IT${ibanCheckDigits('IT', bban)}${bban}`;
  });

/** ISO 7064 by big numbers: another way than the one under test. */
function ibanCheckDigits(country: string, bban: string): string {
  const numeric = [...`${bban}${country}00`]
    .map((char) => (/\d/u.test(char) ? char : String(LETTERS.indexOf(char) + 10)))
    .join('');
  return String(98n - (BigInt(numeric) % 97n)).padStart(2, '0');
}

const replaceAt = (text: string, at: number, char: string): string =>
  `${text.slice(0, at)}${char}${text.slice(at + 1)}`;

describe('tax codes', () => {
  it('DM-16 a computed code is valid and says what it was made of', () => {
    fc.assert(
      fc.property(subject, (person) => {
        const check = checkTaxCode(taxCodeFor(person), { today: '2026-11-23' });
        expect(check).toMatchObject({
          ok: true,
          sex: person.sex,
          birthDate: person.birthDate,
          placeCode: person.placeCode,
        });
      }),
    );
  });

  it('DM-17 omocodia never changes whose code it is', () => {
    fc.assert(
      fc.property(subject, fc.integer({ min: 0, max: 7 }), (person, level) => {
        const other = taxCodeFor({ ...person, omocodia: level });
        expect(sameTaxCode(taxCodeFor(person), other)).toBe(true);
        expect(undoOmocodia(other)).toBe(taxCodeFor({ ...person, omocodia: 0 }));
      }),
    );
  });

  it('DM-13 every single wrong character is found', () => {
    fc.assert(
      fc.property(subject, fc.nat(15), fc.constantFrom(...LETTERS, ...'0123456789'), (person, at, char) => {
        const code = taxCodeFor(person);
        fc.pre(code.charAt(at) !== char);
        expect(checkTaxCode(replaceAt(code, at, char)).ok).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('VAT numbers', () => {
  it('DM-18 every single wrong digit is found', () => {
    fc.assert(
      fc.property(vat, fc.nat(10), fc.constantFrom(...'0123456789'), (number, at, char) => {
        expect(checkVatNumber(number).ok).toBe(true);
        fc.pre(number.charAt(at) !== char);
        expect(checkVatNumber(replaceAt(number, at, char)).ok).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('DM-18 two neighbours swapped are found, but for 0 and 9', () => {
    fc.assert(
      fc.property(vat, fc.nat(9), (number, at) => {
        const [a, b] = [number.charAt(at), number.charAt(at + 1)];
        fc.pre(a !== b && !(a + b === '09' || a + b === '90'));
        expect(checkVatNumber(replaceAt(replaceAt(number, at, b), at + 1, a)).ok).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('IBAN', () => {
  it('DM-20 accounts with both checks right are accepted', () => {
    fc.assert(
      fc.property(italianIban, (iban) => {
        expect(checkIban(iban)).toEqual({ ok: true, iban, country: 'IT', cinOk: true });
      }),
    );
  });

  it('DM-21 every single wrong digit, and every single wrong letter, is found', () => {
    fc.assert(
      fc.property(
        italianIban,
        fc.integer({ min: 2, max: 26 }),
        fc.constantFrom(...LETTERS, ...'0123456789'),
        (iban, at, char) => {
          // A digit for a letter shifts all that follows: there mod 97 promises nothing.
          fc.pre(iban.charAt(at) !== char && /\d/u.test(iban.charAt(at)) === /\d/u.test(char));
          expect(checkIban(replaceAt(iban, at, char)).ok).toBe(false);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('DM-20 a wrong CIN with right check digits is seen as such', () => {
    fc.assert(
      fc.property(italianIban, letter, (iban, cin) => {
        fc.pre(cin !== iban.charAt(4));
        const bban = replaceAt(iban.slice(4), 0, cin);
        expect(checkIban(`IT${ibanCheckDigits('IT', bban)}${bban}`)).toMatchObject({ ok: true, cinOk: false });
      }),
    );
  });
});
