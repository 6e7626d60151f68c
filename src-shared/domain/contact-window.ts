import { addDays, instantAt, localAt, weekday, type CivilDate } from './civil-date.ts';
import type { ContactRuleSet } from './contact-rule-set.ts';
import { isHoliday } from './holidays.ts';

export type WindowState =
  | { readonly open: true; readonly until: string }
  /** `opensAt` is absent only where the rule set has no window at all in the next month. */
  | { readonly open: false; readonly opensAt?: string };

/** Nothing opens later than this: a set whose windows are all empty must not loop for ever. */
const HORIZON_DAYS = 31;

type OpenSpan = { readonly from: string; readonly to: string };

function spansOf(ruleSet: ContactRuleSet, date: CivilDate, zone: string): readonly OpenSpan[] {
  if (ruleSet.extraHolidays.includes(date) || ruleSet.extraHolidays.includes(date.slice(5))) return [];
  if (ruleSet.holidays === 'italian' && isHoliday(date)) return [];
  return ruleSet.windows[weekday(date)].map(({ from, to }) => ({
    from: instantAt(date, from, zone),
    to: instantAt(date, to, zone),
  }));
}

/** Is calling allowed at this instant on the debtor's clock, until when, or from when? CR-01, CR-02. */
export function contactWindow(ruleSet: ContactRuleSet, now: string, zone: string): WindowState {
  const instant = new Date(now).toISOString();
  const today = localAt(instant, zone).date;
  for (let ahead = 0; ahead <= HORIZON_DAYS; ahead += 1) {
    for (const span of spansOf(ruleSet, addDays(today, ahead), zone)) {
      if (instant < span.from) return { open: false, opensAt: span.from };
      if (instant < span.to) return { open: true, until: span.to };
    }
  }
  return { open: false };
}

/** The first instant, not before the given one, at which calling is allowed; null where none comes. */
export function nextOpening(ruleSet: ContactRuleSet, from: string, zone: string): string | null {
  const state = contactWindow(ruleSet, from, zone);
  return state.open ? new Date(from).toISOString() : (state.opensAt ?? null);
}
