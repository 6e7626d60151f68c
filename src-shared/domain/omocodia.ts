import { checkLetter } from './check-letter.ts';

/** Digits become these letters where two people would otherwise share a code. */
const SUBSTITUTES = 'LMNPQRSTUV';

/** The seven numeric positions, in the order in which the Agenzia replaces them: from the right. */
const POSITIONS = [14, 13, 12, 10, 9, 7, 6] as const;

/** The code with digits where omocodia put letters, and the check character that such a code has. */
export function undoOmocodia(code: string): string {
  if (code.length !== 16) return code;
  const chars = [...code.toUpperCase()];
  for (const at of POSITIONS) {
    const digit = SUBSTITUTES.indexOf(chars[at] ?? '');
    if (digit >= 0) chars[at] = String(digit);
  }
  return withCheck(chars);
}

/** The variant in which the `level` rightmost numeric positions (0-7) are letters. */
export function applyOmocodia(code: string, level: number): string {
  const chars = [...code];
  for (const at of POSITIONS.slice(0, level)) chars[at] = SUBSTITUTES.charAt(Number(chars[at]));
  return withCheck(chars);
}

function withCheck(chars: readonly string[]): string {
  const body = chars.slice(0, 15).join('');
  return `${body}${checkLetter(body)}`;
}
