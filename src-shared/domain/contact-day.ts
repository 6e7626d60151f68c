import { addDays, civilDateAt, instantAt, mondayOf, type CivilDate } from './civil-date.ts';
import type { ContactLimit, ContactPeriod, ContactRuleSet } from './contact-rule-set.ts';
import { contactWindow, type WindowState } from './contact-window.ts';

/** A limit with its period laid out around one moment: what counts from `from` on, and when it starts afresh. */
export type LaidLimit = ContactLimit & {
  readonly from: string;
  /** Null for a rolling period: it depends on which call falls out of it. */
  readonly renewsAt: string | null;
};

/** All that a rule set says of one moment in one zone: worked out once, used for every debtor of the zone. */
export type ContactDay = {
  readonly ruleSet: ContactRuleSet;
  readonly now: string;
  readonly zone: string;
  readonly today: CivilDate;
  readonly window: WindowState;
  readonly limits: readonly LaidLimit[];
  readonly attemptCap: readonly LaidLimit[];
};

export function contactDay(ruleSet: ContactRuleSet, instant: string, zone: string): ContactDay {
  const now = new Date(instant).toISOString();
  const today = civilDateAt(now, zone);
  const lay = (limit: ContactLimit): LaidLimit => layOut(limit, today, zone);
  return {
    ruleSet,
    now,
    zone,
    today,
    window: contactWindow(ruleSet, now, zone),
    limits: ruleSet.limits.map(lay),
    attemptCap: ruleSet.attemptCap.map(lay),
  };
}

function layOut(limit: ContactLimit, today: CivilDate, zone: string): LaidLimit {
  const renews = firstDayAfter(limit.period, today);
  return {
    ...limit,
    from: instantAt(firstDay(limit.period, today), '00:00', zone),
    renewsAt: renews === null ? null : instantAt(renews, '00:00', zone),
  };
}

function firstDay(period: ContactPeriod, today: CivilDate): CivilDate {
  switch (period) {
    case 'day':
      return today;
    case 'calendar-week':
      return mondayOf(today);
    case 'rolling-7-days':
      return addDays(today, -6);
    case 'calendar-month':
      return `${today.slice(0, 7)}-01`;
  }
}

function firstDayAfter(period: ContactPeriod, today: CivilDate): CivilDate | null {
  switch (period) {
    case 'day':
      return addDays(today, 1);
    case 'calendar-week':
      return addDays(mondayOf(today), 7);
    case 'rolling-7-days':
      return null;
    case 'calendar-month':
      return `${addDays(`${today.slice(0, 7)}-01`, 31).slice(0, 7)}-01`;
  }
}

/** The instants that the limit counts. Later ones than now count too: devices' clocks differ. */
export function countedIn(limit: LaidLimit, instants: readonly string[]): readonly string[] {
  return instants.filter((at) => at >= limit.from);
}

/** When the limit frees the debtor again, or null where it is not reached. */
export function limitEnd(limit: LaidLimit, instants: readonly string[], day: ContactDay): string | null {
  const inside = countedIn(limit, instants);
  if (inside.length < limit.max) return null;
  if (limit.renewsAt !== null) return limit.renewsAt;
  // The call that has to fall out of the seven days before there is room again; with a maximum of none, never soon.
  const leaving = inside.toSorted().at(-Math.max(limit.max, 1));
  return instantAt(addDays(leaving === undefined ? day.today : civilDateAt(leaving, day.zone), 7), '00:00', day.zone);
}
