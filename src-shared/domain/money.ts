/** Integer euro cents. Never a fraction, never a float of euros. */
export type Cents = number;

export type DecimalMark = ',' | '.';

/** Digits grouped by three, one and the same separator all along; or no separator at all. */
const GROUPED = /^\d{1,3}(?:([.,' \u00a0\u202f’])\d{3})(?:\1\d{3})*$/u;
const PLAIN = /^\d+$/u;
const CURRENCY = /^(?:€|eur)\s*|\s*(?:€|eur)$/giu;
/** One mark alone, with the one or two digits of cents behind it. */
const OTHER_MARK = /^(?:(?:€|eur)\s*)?\d+[.,]\d{1,2}(?:\s*(?:€|eur))?$/iu;
const MAX_DIGITS = 15;

/**
 * Reads an amount as creditors write it and returns cents, or null where it cannot be read with certainty.
 *
 * Accepts thousands separators in correct groups, a leading or trailing sign, a euro mark and zero padding.
 * More than two decimals are refused unless the surplus is zeros: rounding would move money silently.
 */
export function parseAmount(text: string, format: { readonly decimal: DecimalMark }): Cents | null {
  const signed = takeSign(text.trim().replace(CURRENCY, '').trim());
  if (signed === null) return null;
  const at = signed.body.indexOf(format.decimal);
  const whole = at < 0 ? signed.body : signed.body.slice(0, at);
  const fraction = at < 0 ? '' : signed.body.slice(at + 1);
  if (at >= 0 && !PLAIN.test(fraction)) return null;
  if (/[1-9]/u.test(fraction.slice(2))) return null;
  const digits = ungroup(whole, at >= 0);
  if (digits === null) return null;
  const cents = `${digits}${fraction.slice(0, 2).padEnd(2, '0')}`.replace(/^0+(?=\d)/u, '');
  if (cents.length > MAX_DIGITS) return null;
  const value = Number(cents);
  return signed.negative && value !== 0 ? -value : value;
}

/**
 * Reads an amount as a person types it, whatever the keyboard's point is: the language's own way first, then the other
 * mark where it stands once before one or two digits (`13.75`, which in Italian groups no thousands). null where it
 * cannot be read with certainty, also with a minus: no debt is typed below zero.
 */
export function parseTypedAmount(text: string, decimal: DecimalMark): Cents | null {
  const other = decimal === ',' ? '.' : ',';
  const cents =
    parseAmount(text, { decimal }) ?? (OTHER_MARK.test(text.trim()) ? parseAmount(text, { decimal: other }) : null);
  return cents === null || cents < 0 || /[-−]/u.test(text) ? null : cents;
}

function takeSign(text: string): { readonly body: string; readonly negative: boolean } | null {
  const lead = /^[+\-−]/u.exec(text)?.[0];
  const trail = /[+\-−]$/u.exec(text)?.[0];
  if (lead !== undefined && trail !== undefined) return null;
  const body = text.slice(lead === undefined ? 0 : 1, trail === undefined ? text.length : -1).trim();
  if (body === '') return null;
  const sign = lead ?? trail;
  return { body, negative: sign === '-' || sign === '−' };
}

function ungroup(whole: string, hasDecimals: boolean): string | null {
  if (whole === '') return hasDecimals ? '0' : null;
  if (PLAIN.test(whole)) return whole;
  return GROUPED.test(whole) ? whole.replace(/\D/gu, '') : null;
}

/** The amount as files carry it: no grouping, always two decimals. `parseAmount` reads it back unchanged. */
export function writeAmount(cents: Cents, format: { readonly decimal: DecimalMark }): string {
  return `${cents < 0 ? '-' : ''}${wholeOf(cents)}${format.decimal}${fractionOf(cents)}`;
}

const wholeOf = (cents: Cents): string => String(Math.trunc(Math.abs(cents) / 100));
const fractionOf = (cents: Cents): string => String(Math.abs(cents) % 100).padStart(2, '0');

const euro = (locale: string): Intl.NumberFormat =>
  new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', useGrouping: 'always' });

// The two languages of the product are built once: a formatter costs more than a thousand formats.
const ITALIAN = euro('it-IT');
const ENGLISH = euro('en-IE');

/** The amount for people, in euro: `2.418,60 €` in Italian, `€2,418.60` in English. */
export function formatCents(cents: Cents, locale: string): string {
  const formatter = locale.startsWith('it') ? ITALIAN : locale.startsWith('en') ? ENGLISH : euro(locale);
  // A decimal string keeps every cent exact where a division would not.
  return formatter.format(`${cents < 0 ? '-' : ''}${wholeOf(cents)}.${fractionOf(cents)}` as `${number}`);
}

/** Exact sum. Throws RangeError where the total leaves the safe integers or an item is not whole cents. */
export function sumCents(items: Iterable<Cents>): Cents {
  let total = 0;
  for (const item of items) {
    if (!Number.isSafeInteger(item)) throw new RangeError(`not whole cents: ${item}`);
    total += item;
  }
  if (!Number.isSafeInteger(total)) throw new RangeError('the total is too large for cents');
  return total;
}
