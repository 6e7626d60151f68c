/**
 * The odd and even values that the tax code's check character and the bank account's CIN share
 * (D.M. 23 December 1976; ABI specifications). A digit weighs as the letter of the same rank.
 */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23] as const;

function rank(char: string): number {
  const code = char.charCodeAt(0);
  return code >= 65 ? code - 65 : code - 48;
}

/** The check letter of a text of `0-9A-Z`; the first position is odd. */
export function checkLetter(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i += 1) {
    const value = rank(body.charAt(i));
    sum += i % 2 === 0 ? (ODD[value] ?? 0) : value;
  }
  return String.fromCharCode(65 + (sum % 26));
}
