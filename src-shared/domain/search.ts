/** Letters that Unicode does not take apart into a base and a mark. */
const BASES: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** The text for comparing: small letters, no accents, no apostrophes, single spaces. "D’Amicò" becomes "damico". */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}'’‘`´ʼ]/gu, '')
    .replace(/[ßæœøłđðþı]/gu, (letter) => BASES[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The words of a text under which it is found; "D’Amico" is found as damico, d and amico. */
export function searchTokens(text: string): readonly string[] {
  const joined = fold(text);
  const apart = /['’‘`´ʼ]/u.test(text) ? fold(text.replace(/['’‘`´ʼ]/gu, ' ')) : '';
  return [...new Set(`${joined} ${apart}`.split(' ').filter((word) => word !== ''))];
}

export type SearchTarget = {
  readonly names: readonly string[];
  readonly caseNumbers: readonly string[];
  readonly phones: readonly string[];
  readonly taxCodes: readonly string[];
};

/** A target made ready once, for a search on every key press. */
export type Searchable = {
  readonly words: readonly string[];
  readonly cases: readonly string[];
  readonly phones: readonly string[];
  readonly codes: readonly string[];
};

/** Letters and digits only, so that spacing and dashes do not matter. */
const compact = (text: string): string => fold(text).replace(/ /gu, '');

/** National digits: the country code and the international 00 are taken off, they are rarely typed. */
function phoneDigits(text: string): string {
  const digits = text.replace(/\D/gu, '');
  if (/^\s*\+39/u.test(text)) return digits.slice(2);
  return digits.startsWith('0039') ? digits.slice(4) : digits;
}

export function searchable(target: SearchTarget): Searchable {
  return {
    words: [...new Set(target.names.flatMap((name) => searchTokens(name)))],
    cases: target.caseNumbers.map(compact),
    phones: target.phones.map(phoneDigits).filter((digits) => digits !== ''),
    codes: target.taxCodes.map(compact).filter((code) => code !== ''),
  };
}

export type SearchQuery = {
  readonly words: readonly string[];
  readonly whole: string;
  /** Digits of a query that has nothing but digits and phone punctuation; empty otherwise. */
  readonly digits: string;
};

const SHORTEST_DIGITS = 4;

export function searchQuery(text: string): SearchQuery {
  const numeric = /^[\d\s+().\-/]+$/u.test(text);
  return {
    words: fold(text)
      .split(' ')
      .filter((word) => word !== ''),
    whole: compact(text),
    digits: numeric ? phoneDigits(text) : '',
  };
}

/** How well the query fits, 0 (not at all) to 100 (the very number or name). */
export function scoreSearchable(query: SearchQuery, target: Searchable): number {
  if (query.whole === '') return 0;
  let best = wordScore(query.words, target.words);
  for (const number of target.cases) best = Math.max(best, caseScore(query.whole, number));
  for (const code of target.codes) best = Math.max(best, codeScore(query.whole, code));
  if (query.digits.length >= SHORTEST_DIGITS) {
    for (const phone of target.phones) best = Math.max(best, phoneScore(query.digits, phone));
  }
  return best;
}

/** The same for one comparison; for many targets make them `searchable` first. */
export function matchScore(query: string, target: SearchTarget): number {
  return scoreSearchable(searchQuery(query), searchable(target));
}

/** Every word of the query must begin a word of the name; whole words and few words left over count more. */
function wordScore(words: readonly string[], target: readonly string[]): number {
  let whole = 0;
  for (const word of words) {
    if (target.includes(word)) whole += 1;
    else if (!target.some((candidate) => candidate.startsWith(word))) return 0;
  }
  if (words.length === 0) return 0;
  const left = Math.max(0, target.length - words.length);
  return 50 + Math.round((whole / words.length) * 35) + Math.max(0, 10 - left * 5);
}

function caseScore(whole: string, number: string): number {
  if (number === whole) return 100;
  if (whole.length < 3) return 0;
  if (number.endsWith(whole)) return 80;
  return number.startsWith(whole) ? 75 : number.includes(whole) ? 60 : 0;
}

function codeScore(whole: string, code: string): number {
  if (code === whole) return 100;
  return whole.length >= 3 && code.startsWith(whole) ? 70 : 0;
}

function phoneScore(digits: string, phone: string): number {
  if (phone === digits) return 98;
  // 39 without its plus, and the zero that people put before a mobile.
  if (digits === `39${phone}` || digits === `0${phone}`) return 95;
  if (phone.endsWith(digits)) return 70 + Math.min(20, digits.length);
  return digits.length >= 6 && phone.startsWith(digits) ? 65 : 0;
}
