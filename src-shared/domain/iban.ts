import { electronicFormatIBAN, validateIBAN, ValidationErrorsIBAN } from 'ibantools';
import { checkLetter } from './check-letter.ts';

export type IbanCheck =
  | {
      readonly ok: true;
      readonly iban: string;
      readonly country: string;
      /** Italian accounts carry a second check letter, the CIN. False is a warning; null where the country has none. */
      readonly cinOk: boolean | null;
    }
  | { readonly ok: false; readonly reason: 'country' | 'length' | 'pattern' | 'check-digits' };

/** Checks an IBAN (ISO 13616: country, length, structure, mod 97) and, for IT and SM, the national CIN. */
export function checkIban(text: string): IbanCheck {
  const iban = electronicFormatIBAN(text.trim()) ?? '';
  const { valid, errorCodes } = validateIBAN(iban);
  if (!valid) return { ok: false, reason: reasonOf(errorCodes) };
  const country = iban.slice(0, 2);
  return { ok: true, iban, country, cinOk: country === 'IT' || country === 'SM' ? cinMatches(iban) : null };
}

function reasonOf(codes: readonly ValidationErrorsIBAN[]): 'country' | 'length' | 'pattern' | 'check-digits' {
  if (codes.includes(ValidationErrorsIBAN.NoIBANProvided)) return 'length';
  if (codes.includes(ValidationErrorsIBAN.NoIBANCountry)) return 'country';
  if (codes.includes(ValidationErrorsIBAN.WrongBBANLength)) return 'length';
  if (codes.includes(ValidationErrorsIBAN.WrongBBANFormat)) return 'pattern';
  return 'check-digits';
}

/** IT kk CIN ABI(5) CAB(5) account(12): the letter is computed over the last three with the tax code's tables. */
function cinMatches(iban: string): boolean {
  return checkLetter(iban.slice(5)) === iban.charAt(4);
}
