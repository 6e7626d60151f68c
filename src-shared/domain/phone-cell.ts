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
export function splitPhoneCell(cell: string, standsAlone: (text: string) => boolean): readonly string[] {
  return cell
    .split(BETWEEN)
    .map((piece) => piece.trim())
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece))
    .flatMap((piece) => cut(piece, standsAlone));
}

function cut(piece: string, standsAlone: (text: string) => boolean): readonly string[] {
  // "0612345678/9" is short for two numbers that differ in the last digit: it is not one number of eleven digits.
  const short = /^(.{8,})\/\s*(\d{1,2})$/u.exec(piece);
  if (short?.[1] !== undefined && short[2] !== undefined && standsAlone(short[1])) return [short[1].trim(), short[2]];
  if (standsAlone(piece)) return [piece];
  for (const separator of MAYBE) {
    for (const match of piece.matchAll(separator)) {
      const left = piece.slice(0, match.index).trim();
      const right = piece.slice(match.index + match[0].length).trim();
      if (digitsIn(left) < SHORTEST || !standsAlone(left)) continue;
      const rest = cut(right, standsAlone);
      // A dash or a space may be inside one wrong number, whose beginning must not be dialled: there the rest has to be
      // a number too, or a short tail that cannot be one. A slash after a whole number always ends it.
      if (match[0] === '/' || rest.some(standsAlone) || digitsIn(right) < SHORTEST)
        return [left, ...rest.filter((text) => /[\p{L}\p{N}]/u.test(text))];
    }
  }
  return [piece];
}

const digitsIn = (text: string): number => text.replace(/\D/gu, '').length;
