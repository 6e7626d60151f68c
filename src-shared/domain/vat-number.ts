export type VatCheck =
  | { readonly ok: true; readonly number: string; readonly officeKnown: boolean }
  | { readonly ok: false; readonly reason: 'length' | 'pattern' | 'check-digit' };

/** Digits 8-10 name the office that issued the number: the provinces 001-100 and a few others. */
function isKnownOffice(office: number): boolean {
  return (office >= 1 && office <= 100) || office === 120 || office === 121 || office === 888 || office === 999;
}

/** The check digit of ten digits: odd positions as they are, even ones doubled (less nine), total to the next ten. */
export function vatCheckDigit(ten: string): string {
  let sum = 0;
  for (let i = 0; i < 10; i += 1) {
    const digit = ten.charCodeAt(i) - 48;
    const doubled = digit * 2;
    sum += i % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

/**
 * Checks a partita IVA: eleven digits with their checksum; spaces and a leading IT are taken off.
 * An office nobody knows is a warning only (`officeKnown` false): old and special codes exist.
 */
export function checkVatNumber(text: string): VatCheck {
  const number = text.replace(/[\s.]/gu, '').toUpperCase().replace(/^IT/u, '');
  if (number.length !== 11) return { ok: false, reason: 'length' };
  if (!/^\d{11}$/u.test(number) || /^0{7}/u.test(number)) return { ok: false, reason: 'pattern' };
  if (vatCheckDigit(number.slice(0, 10)) !== number.charAt(10)) return { ok: false, reason: 'check-digit' };
  return { ok: true, number, officeKnown: isKnownOffice(Number(number.slice(7, 10))) };
}
