import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { splitPhoneCell } from './phone-cell.ts';

export type PhoneType = 'mobile' | 'fixed' | 'other';

export type PhoneNumber = {
  readonly e164: string;
  readonly type: PhoneType;
  /** The digits were changed, not only their spacing: a false leading zero taken off, a missing + understood. */
  readonly repaired: boolean;
  /** What the cell said for this number, labels included. */
  readonly text: string;
};

export type PhoneRejection = 'scientific' | 'pattern' | 'length' | 'service' | 'placeholder' | 'invalid' | 'duplicate';

export type RejectedPhone = { readonly text: string; readonly reason: PhoneRejection };

export type PhoneCell = { readonly numbers: readonly PhoneNumber[]; readonly rejected: readonly RejectedPhone[] };

/** Reads one candidate; the coordinator may inject a parser with the full metadata, the default has the small one. */
export type PhoneParser = (text: string, country: string) => ParsedPhone | undefined;
type ParsedPhone = {
  readonly number: string;
  readonly nationalNumber: string;
  isValid(): boolean;
  getType(): string | undefined;
};

const smallParser: PhoneParser = (text, country) =>
  parsePhoneNumberFromString(text, { defaultCountry: country as 'IT', extract: false });

type Reading =
  | { readonly ok: true; readonly e164: string; readonly type: PhoneType; readonly repaired: boolean }
  | { readonly ok: false; readonly reason: PhoneRejection };

/**
 * Every number of a cell in E.164, and every piece of it that is none, with the reason: no character of the cell that
 * a person could dial is dropped. Service numbers (800, 199, 89x…) are nobody's home and are refused. domain.md §4.4.
 */
export function normalisePhones(cell: string, country = 'IT', parse: PhoneParser = smallParser): PhoneCell {
  const numbers: PhoneNumber[] = [];
  const rejected: RejectedPhone[] = [];
  const read = (text: string): Reading => readNumber(text, country, parse);
  for (const text of splitPhoneCell(cell, (candidate) => standsAlone(read(candidate)))) {
    const reading = read(text);
    if (!reading.ok) rejected.push({ text, reason: reading.reason });
    else if (numbers.some((known) => known.e164 === reading.e164)) rejected.push({ text, reason: 'duplicate' });
    else numbers.push({ e164: reading.e164, type: reading.type, repaired: reading.repaired, text });
  }
  return { numbers, rejected };
}

/** A service number or a placeholder is refused, but it is a number of its own and ends where it ends. */
function standsAlone(reading: Reading): boolean {
  return reading.ok || reading.reason === 'service' || reading.reason === 'placeholder';
}

/**
 * Ordinary Italian numbers, the bulk of every file, without the weight of the full parser: mobiles, and landlines of
 * the districts with a three-digit prefix, Rome and Milan. The parser agrees on all of them.
 */
const ITALIAN_MOBILE = /^(?:\+39|0039)?(3[2-9]\d{8})$/u;
const ITALIAN_FIXED = /^(?:\+39|0039)?(0(?:[13-57-9][0159]\d|[26]\d\d)\d{4,7})$/u;

/** E.164 has fifteen digits at most; the prefix may be written with two zeros. */
const LONGEST = 17;

function readNumber(text: string, country: string, parse: PhoneParser): Reading {
  if (/\d[.,]?\d*e\+?\d/iu.test(text)) return { ok: false, reason: 'scientific' };
  const bare = text.replace(/\p{L}[\p{L}.:]*/gu, ' ').replace(/[^\d+]/gu, '');
  const dialled = bare.replace(/(?!^)\+/gu, '');
  const digits = dialled.replace(/\D/gu, '');
  if (digits === '') return { ok: false, reason: 'pattern' };
  if (digits.length > LONGEST) return { ok: false, reason: 'length' };
  if (country === 'IT') {
    const mobile = ITALIAN_MOBILE.exec(dialled)?.[1];
    const national = mobile ?? ITALIAN_FIXED.exec(dialled)?.[1];
    if (national !== undefined) {
      if (isPlaceholder(national)) return { ok: false, reason: 'placeholder' };
      return { ok: true, e164: `+39${national}`, type: mobile === undefined ? 'fixed' : 'mobile', repaired: false };
    }
  }
  return readWith(dialled, country, parse);
}

function readWith(dialled: string, country: string, parse: PhoneParser): Reading {
  const international = dialled.replace(/^00(?=[1-9])/u, '+');
  for (const candidate of [international, ...repairs(international, country)]) {
    const parsed = parse(candidate, country);
    if (parsed === undefined || !parsed.isValid()) continue;
    const reason = refusalOf(parsed);
    if (reason !== null) return { ok: false, reason };
    const repaired =
      candidate !== international || !(international.startsWith('+') || endsNational(parsed, international));
    return { ok: true, e164: parsed.number, type: typeOf(parsed), repaired };
  }
  return { ok: false, reason: refusalOfInvalid(international, country) };
}

/** A number written nationally ends the E.164 form; anything else was understood, not read. */
function endsNational(parsed: ParsedPhone, dialled: string): boolean {
  return !dialled.startsWith('39') || parsed.nationalNumber === dialled;
}

/** Old habits: a zero before a mobile (0333…, +39 0333…). */
function repairs(dialled: string, country: string): readonly string[] {
  if (country !== 'IT') return [];
  const match = /^(\+39|39)?0(3\d{8,9})$/u.exec(dialled);
  return match?.[2] === undefined ? [] : [`+39${match[2]}`];
}

const SERVICE_TYPES = new Set([
  'TOLL_FREE',
  'PREMIUM_RATE',
  'SHARED_COST',
  'PERSONAL_NUMBER',
  'UAN',
  'PAGER',
  'VOICEMAIL',
]);

function refusalOf(parsed: ParsedPhone): PhoneRejection | null {
  if (SERVICE_TYPES.has(parsed.getType() ?? '')) return 'service';
  if (isPlaceholder(parsed.nationalNumber)) return 'placeholder';
  return parsed.number.startsWith('+390') && parsed.nationalNumber.length < SHORTEST_FIXED ? 'length' : null;
}

/** The plan allows six digits with the prefix; nobody has had so few at home for decades, so it is a number cut short. */
const SHORTEST_FIXED = 8;

/** 3333333333, 0000000000: what people type to get past a required field. */
function isPlaceholder(national: string): boolean {
  return /^(\d)\1+$/u.test(national.replace(/^0/u, '')) || /^0+$/u.test(national);
}

function refusalOfInvalid(dialled: string, country: string): PhoneRejection {
  const national = country === 'IT' ? dialled.replace(/^\+39/u, '') : dialled.replace(/\D/gu, '');
  if (isPlaceholder(national)) return 'placeholder';
  if (country === 'IT' && /^(?:8[0-9]{2}|1\d{2})/u.test(national)) return 'service';
  return national.length < 6 || national.length > 15 ? 'length' : 'invalid';
}

function typeOf(parsed: ParsedPhone): PhoneType {
  // The Vatican shares Rome's prefix, and the small metadata knows no types outside Italy.
  if (parsed.number.startsWith('+390')) return 'fixed';
  const type = parsed.getType();
  if (type === 'MOBILE') return 'mobile';
  return type === 'FIXED_LINE' ? 'fixed' : 'other';
}

/** The number for people, grouped as its country groups it: `+39 347 221 9084`. Unreadable text stays as it is. */
export function formatPhone(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}
