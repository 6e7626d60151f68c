import { CAP_PREFIXES } from './province-caps.ts';

export type PostalCodeCheck =
  | { readonly ok: true; readonly cap: string; readonly warning?: 'province-mismatch' | 'unknown-province' }
  | { readonly ok: false; readonly reason: 'length' | 'pattern'; readonly suggestion?: string };

/**
 * Checks an Italian CAP: five digits, and against the province where one is named. The post office publishes no list
 * and creditors keep abolished provinces for years, so a mismatch is only ever a warning. Four digits are refused with
 * the code that a spreadsheet probably shortened.
 */
export function checkPostalCode(text: string, province?: string): PostalCodeCheck {
  const cap = text.trim();
  if (/^\d{3,4}$/u.test(cap)) return { ok: false, reason: 'length', suggestion: cap.padStart(5, '0') };
  if (cap.length !== 5) return { ok: false, reason: 'length' };
  if (!/^\d{5}$/u.test(cap) || cap === '00000') return { ok: false, reason: 'pattern' };
  const code = province?.trim().toUpperCase() ?? '';
  if (code === '') return { ok: true, cap };
  const prefixes = CAP_PREFIXES[code];
  if (prefixes === undefined) return { ok: true, cap, warning: 'unknown-province' };
  return prefixes.some((prefix) => cap.startsWith(prefix))
    ? { ok: true, cap }
    : { ok: true, cap, warning: 'province-mismatch' };
}
