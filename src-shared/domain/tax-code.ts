import { checkLetter } from './check-letter.ts';
import { civilDate, type CivilDate } from './civil-date.ts';
import { undoOmocodia } from './omocodia.ts';
import { checkVatNumber } from './vat-number.ts';

export { undoOmocodia } from './omocodia.ts';
export { taxCodeFor } from './tax-code-build.ts';

export type Sex = 'M' | 'F';

export type TaxCodeCheck =
  | {
      readonly ok: true;
      readonly kind: 'person' | 'provisional' | 'company';
      readonly birthDate?: CivilDate;
      readonly sex?: Sex;
      /** Belfiore code of the birth place; Z… is a foreign country. */
      readonly placeCode?: string;
      /** The code in capitals without spaces, as it is to be kept: omocodia is not undone, it is the person's code. */
      readonly plain: string;
    }
  | { readonly ok: false; readonly reason: 'length' | 'pattern' | 'check-character' | 'date' };

const PATTERN = /^[A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]$/u;
/** Digits where digits belong: nearly every code, with nothing to undo. */
const PLAIN_DIGITS = /^.{6}\d\d.\d\d.\d{3}/u;
const MONTHS = 'ABCDEHLMPRST';

/** Two digits of a year do not name the century: a debtor is taken to be at least this old. */
const YOUNGEST = 14;

/** Only decides centuries where the caller names no day. */
const REFERENCE_DAY: CivilDate = '2026-01-01';

export type TaxCodeOptions = {
  /** Eleven digits are a company's code, or the provisional code of a person: the digits alone do not tell. */
  readonly holder?: 'person' | 'company';
  /** Decides the century of the birth year. */
  readonly today?: CivilDate;
};

/** Checks an Italian tax code: 16 characters of a person (also with omocodia) or 11 digits. domain.md §4.4. */
export function checkTaxCode(text: string, options: TaxCodeOptions = {}): TaxCodeCheck {
  const code = text.replace(/\s/gu, '').toUpperCase();
  if (code.length === 11) return checkNumeric(code, options.holder ?? 'company');
  if (code.length !== 16) return { ok: false, reason: 'length' };
  if (!PATTERN.test(code)) return { ok: false, reason: 'pattern' };
  if (checkLetter(code.slice(0, 15)) !== code.charAt(15)) return { ok: false, reason: 'check-character' };
  const digits = PLAIN_DIGITS.test(code) ? code : undoOmocodia(code);
  const day = Number(digits.slice(9, 11));
  const birthDate = birthDateOf(digits, day > 40 ? day - 40 : day, options.today ?? REFERENCE_DAY);
  if (birthDate === null) return { ok: false, reason: 'date' };
  const sex: Sex = day > 40 ? 'F' : 'M';
  return { ok: true, kind: 'person', birthDate, sex, placeCode: digits.slice(11, 15), plain: code };
}

function checkNumeric(code: string, holder: 'person' | 'company'): TaxCodeCheck {
  const check = checkVatNumber(code);
  if (check.ok) return { ok: true, kind: holder === 'person' ? 'provisional' : 'company', plain: code };
  return { ok: false, reason: check.reason === 'check-digit' ? 'check-character' : check.reason };
}

function birthDateOf(digits: string, day: number, today: CivilDate): CivilDate | null {
  const year = Number(digits.slice(6, 8));
  const month = MONTHS.indexOf(digits.charAt(8)) + 1;
  const thisYear = Number(today.slice(0, 4));
  const century = Math.floor(thisYear / 100) * 100;
  const recent = civilDate(century + year, month, day);
  const older = civilDate(century - 100 + year, month, day);
  // 29 February may exist in one century only.
  return recent !== null && (older === null || century + year <= thisYear - YOUNGEST) ? recent : older;
}

/** Do the two codes name the same person? Compared after undoing omocodia; anything else must be equal as written. */
export function sameTaxCode(a: string, b: string): boolean {
  return comparable(a) === comparable(b);
}

function comparable(text: string): string {
  const code = text.replace(/\s/gu, '').toUpperCase();
  return PATTERN.test(code) ? undoOmocodia(code) : code;
}
