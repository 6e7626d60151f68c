import { checkLetter } from '../../../src-shared/domain/check-letter.ts';
import { vatCheckDigit } from '../../../src-shared/domain/vat-number.ts';
import type { Place } from './places.ts';
import type { Random } from './random.ts';

/**
 * Prefixes that Italian number plans admit for mobiles and that, as far as we know, no operator has; and subscriber
 * numbers that begin with 000, which are given to nobody. assets/sample/README.md says more.
 */
export const MOBILE_PREFIXES = ['387', '394', '395', '396', '398', '399'] as const;
const NOBODY = '000';
const LAST = 9_999;

/** Telephone numbers that no real person has, none twice. National digits. */
export type PhoneBook = { readonly mobile: () => string; readonly fixed: (place: Place) => string };

export function createPhoneBook(random: Random): PhoneBook {
  const given = new Set<string>();
  const fresh = (make: () => string): string => {
    for (;;) {
      const number = make();
      if (given.has(number)) continue;
      given.add(number);
      return number;
    }
  };
  const tail = (): string => `${NOBODY}${String(random.int(1, LAST)).padStart(4, '0')}`;
  return {
    mobile: () => fresh(() => `${random.pick(MOBILE_PREFIXES)}${tail()}`),
    fixed: ({ areaCode }) => fresh(() => `${areaCode}${tail()}`),
  };
}

const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => String(random.int(0, 9))).join('');

/** A valid partita IVA of a series that is not in use (77…), of the office of a province. */
export function vatNumber(random: Random): string {
  const ten = `77${digits(random, 5)}${String(random.int(1, 95)).padStart(3, '0')}`;
  return `${ten}${vatCheckDigit(ten)}`;
}

/** A valid IBAN of a bank that does not exist (ABI 09999). */
export function iban(random: Random): string {
  const account = `09999${String(random.int(0, 999) + 1_000).padStart(5, '0')}000000${digits(random, 6)}`;
  return ibanOf(`${checkLetter(account)}${account}`);
}

/** The same account with a wrong CIN and check digits that fit it: right by mod 97, wrong by the bank's own letter. */
export function withWrongCin(text: string): string {
  const cin = text.charAt(4) === 'Z' ? 'A' : String.fromCharCode(text.charCodeAt(4) + 1);
  return ibanOf(`${cin}${text.slice(5)}`);
}

function ibanOf(bban: string): string {
  const numeric = [...`${bban}IT00`]
    .map((char) => (/\d/u.test(char) ? char : String(char.charCodeAt(0) - 55)))
    .join('');
  return `IT${String(98n - (BigInt(numeric) % 97n)).padStart(2, '0')}${bban}`;
}
