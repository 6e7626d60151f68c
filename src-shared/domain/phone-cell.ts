/** What certainly stands between two numbers. */
const BETWEEN = /[;|\n\t]+|,(?!\d+e)|\s[-–]\s|\s+(?:e|o|oppure)\s+/iu;

/** What may stand between two numbers, or inside one: tried in this order once the whole is no number. */
const MAYBE = [/\//gu, /-/gu, /\s+/gu] as const;

const SHORTEST = 5;

/**
 * The pieces of a cell, each one number or something that is none. A piece is cut only where it is no number as a
 * whole and its parts are: "06/12345678" stays one, "3331234567/0612345678" becomes two. Nothing is dropped but the
 * separators between pieces.
 */
export function splitPhoneCell(cell: string, isNumber: (text: string) => boolean): readonly string[] {
  return cell
    .split(BETWEEN)
    .map((piece) => piece.trim())
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece))
    .flatMap((piece) => cut(piece, isNumber));
}

function cut(piece: string, isNumber: (text: string) => boolean): readonly string[] {
  if (isNumber(piece)) return [piece];
  for (const separator of MAYBE) {
    for (const match of piece.matchAll(separator)) {
      const left = piece.slice(0, match.index).trim();
      const right = piece.slice(match.index + match[0].length).trim();
      if (digitsIn(left) < SHORTEST || !isNumber(left)) continue;
      const rest = cut(right, isNumber);
      // One side must not swallow the other: the rest has a number too, or is a short tail that cannot be one.
      if (rest.some(isNumber) || digitsIn(right) < SHORTEST)
        return [left, ...rest.filter((text) => /[\p{L}\p{N}]/u.test(text))];
    }
  }
  return [piece];
}

const digitsIn = (text: string): number => text.replace(/\D/gu, '').length;
