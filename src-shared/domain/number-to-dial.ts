export type DialPlan = {
  /** Digits for an outside line, or null: E.164 as it stands. */
  readonly prefix: string | null;
  /** Numbers never dialled besides the emergency ones; a trailing `*` stands for every continuation. */
  readonly refused: readonly string[];
};

export type Dialled =
  | { readonly ok: true; readonly dial: string }
  | { readonly ok: false; readonly reason: 'refused-number' | 'not-a-number' };

/**
 * Emergency and public-safety numbers (Italy's plan, the European 112 and the two that foreigners try). A contact point
 * is never one of them, and a mistyped file must not send an operator there.
 */
const EMERGENCY: readonly string[] = [
  '112',
  '113',
  '114',
  '115',
  '116000',
  '117',
  '118',
  '1515',
  '1522',
  '1530',
  '1544',
  '911',
  '999',
];

const LONGEST_EXTENSION = 6;

/** The digits as Italy writes them at home: without the country's prefix. */
const atHome = (digits: string): string => digits.replace(/^(?:\+39|0039)(?=\d)/u, '');

const matches = (pattern: string, digits: string): boolean =>
  pattern.endsWith('*') ? digits.startsWith(pattern.slice(0, -1)) : digits === pattern;

const isRefused = (digits: string, plan: DialPlan): boolean => {
  // Also behind the prefix for the outside line and behind the country's: each of them leads to the same desk.
  const bare = plan.prefix !== null && digits.startsWith(plan.prefix) ? digits.slice(plan.prefix.length) : digits;
  const forms = new Set([digits, bare, atHome(digits), atHome(bare)]);
  const patterns = [...EMERGENCY, ...plan.refused.map((entry) => entry.replace(/[^\d*+#]/gu, ''))];
  return patterns.some((pattern) => pattern !== '' && [...forms].some((form) => matches(pattern, form)));
};

/**
 * What is sent to the server for a number written for people. Without a prefix: the number with its +. With one: the
 * prefix, then the number as it is dialled from Italy (national, or 00 and the country's prefix). Short internal numbers
 * (up to six digits, no +) never get the prefix.
 */
export const numberToDial = (written: string, plan: DialPlan): Dialled => {
  const digits = written.trim().replace(/[\s().\-/]/gu, '');
  if (!/^\+?[\d*#]{1,20}$/u.test(digits)) return { ok: false, reason: 'not-a-number' };
  if (isRefused(digits, plan)) return { ok: false, reason: 'refused-number' };
  const internal = !digits.startsWith('+') && digits.length <= LONGEST_EXTENSION;
  if (plan.prefix === null || internal) return { ok: true, dial: digits };
  return { ok: true, dial: plan.prefix + atHome(digits).replace(/^\+/u, '00') };
};
