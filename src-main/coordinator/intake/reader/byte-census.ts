import type { Encoding } from '../../../../src-shared/contract/layout.ts';
import { assertNever } from '../../../../src-shared/domain/assert-never.ts';

/** What the bytes above 127 say about the encoding. Filled chunk by chunk. */
export type ByteCensus = {
  readonly seen: Uint32Array;
  /** Well-formed UTF-8 sequences of two bytes or more, and bytes that are none. */
  sequences: number;
  strays: number;
  /**
   * Occurrences inside a word or at its beginning (no digit before, a letter behind), by byte: a letter of ISO-8859-15
   * (`Šimić`, `Œuvre`) where CP1252 has a sign. `½l` behind a digit or a blank is too rare to be told apart.
   */
  readonly inWords: Uint32Array;
};

export const emptyCensus = (): ByteCensus => ({
  seen: new Uint32Array(256),
  sequences: 0,
  strays: 0,
  inWords: new Uint32Array(256),
});

const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte >= 0xc0);

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

const lengthOf = (lead: number): number =>
  lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;

/** Adds a chunk. A sequence cut by the chunk's end counts as strays: a handful among millions decides nothing. */
export const addToCensus = (census: ByteCensus, chunk: Uint8Array): void => {
  for (let i = 0; i < chunk.length; i += 1) {
    const byte = chunk[i] ?? 0;
    if (byte < 0x80) continue;
    census.seen[byte] = (census.seen[byte] ?? 0) + 1;
    if (!isDigit(chunk[i - 1]) && isLetter(chunk[i + 1])) census.inWords[byte] = (census.inWords[byte] ?? 0) + 1;
    const length = lengthOf(byte);
    let good = length > 0;
    for (let k = 1; k < length && good; k += 1) good = ((chunk[i + k] ?? 0) & 0xc0) === 0x80;
    if (!good) {
      census.strays += 1;
      continue;
    }
    census.sequences += 1;
    i += length - 1;
  }
};

/** Where the two 8-bit encodings differ above 0x9F: ¤ ¦ ¨ ¸ ¼ ½ ¾ in CP1252, € Š š ž Œ œ Ÿ in ISO-8859-15. */
const LETTERS_OF_15 = [0xa6, 0xa8, 0xb8, 0xbc, 0xbd, 0xbe];

/**
 * The encoding of a file that is not valid UTF-8. Where almost every sequence is good UTF-8 it is UTF-8 with damaged
 * rows; otherwise one of the 8-bit encodings, CP1252 where they agree on every byte seen.
 */
export const encodingOf = (census: ByteCensus): Encoding => {
  if (census.sequences >= 4 && census.sequences > census.strays * 8) return 'utf-8';
  let controls = 0;
  for (let byte = 0x80; byte <= 0x9f; byte += 1) controls += census.seen[byte] ?? 0;
  if (controls > 0) return 'windows-1252';
  if ((census.seen[0xa4] ?? 0) > 0) return 'iso-8859-15';
  return LETTERS_OF_15.some((byte) => (census.inWords[byte] ?? 0) > 0) ? 'iso-8859-15' : 'windows-1252';
};

const UNDEFINED_IN_CP1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/** Could a cell hold what `DAMAGED` (text.ts) finds? UTF-8 writes those characters with the leads C2 and EF. */
export const mayBeDamaged = (census: ByteCensus, encoding: Encoding, isValidUtf8: boolean): boolean => {
  const has = (byte: number): boolean => (census.seen[byte] ?? 0) > 0;
  switch (encoding) {
    case 'utf-8':
      return !isValidUtf8 || has(0xc2) || has(0xef);
    case 'windows-1252':
      return UNDEFINED_IN_CP1252.some(has);
    case 'iso-8859-15':
      return Array.from({ length: 32 }, (_, i) => 0x80 + i).some(has);
    case 'utf-16le':
    case 'utf-16be':
      return true;
    default:
      return assertNever(encoding);
  }
};
