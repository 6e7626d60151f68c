import { addDays, civilDateAt, instantAt } from './civil-date.ts';
import { contactDay, countedIn, limitEnd, type ContactDay } from './contact-day.ts';
import type { ContactPeriod, ContactRuleSet } from './contact-rule-set.ts';
import { nextOpening } from './contact-window.ts';

export type CallRefusal =
  | 'deceased'
  | 'do-not-contact'
  | 'lawyer'
  | 'consent-withdrawn'
  | 'suspended'
  | 'mandate-ended'
  | 'number-invalid'
  | 'number-dead'
  | 'number-wrong-person'
  | 'number-blocked'
  | 'outside-window'
  | 'day-limit'
  | 'week-limit'
  | 'month-limit'
  | 'attempt-limit'
  | 'rest';

export type CallPermission =
  /** What is left before this call, of the set's limits per day and per week; null where it has no such limit. */
  | { readonly allowed: true; readonly left: { readonly day: number | null; readonly week: number | null } }
  /** `until` is the first instant at which nothing stands in the way any more; absent for stops that a person lifts. */
  | { readonly allowed: false; readonly reason: CallRefusal; readonly until?: string };

export type CallFacts = {
  /** UTC instants (ISO, as `toISOString` writes them), over all the debtor's cases. */
  readonly conversations: readonly string[];
  /** All calls placed, also those that were answered. */
  readonly attempts: readonly string[];
  readonly flags: {
    readonly deceased?: boolean;
    readonly doNotContact?: boolean;
    readonly lawyer?: boolean;
    readonly consentWithdrawn?: boolean;
    readonly suspended?: boolean;
    /** The mandate's last day is over: the data must not be worked any more (domain.md §2.2). */
    readonly mandateEnded?: boolean;
  };
  readonly contactPointStatus?: 'ok' | 'invalid' | 'dead' | 'wrong-person' | 'blocked';
  /** The debtor asked for this call (an agreed callback): counts and rests do not hold it back, hours and stops do. */
  readonly agreed?: boolean;
};

export type MayCallInput = CallFacts & {
  readonly ruleSet: ContactRuleSet;
  readonly now: string;
  readonly zone: string;
};

/** May this number of this debtor be called now? Stops before counts, counts before hours. CR-03 … CR-12. */
export function mayCall(input: MayCallInput): CallPermission {
  return mayCallOn(contactDay(input.ruleSet, input.now, input.zone), input);
}

/** The same for many debtors at one moment: the day is worked out once. */
export function mayCallOn(day: ContactDay, facts: CallFacts): CallPermission {
  const stop = stopOf(facts);
  if (stop !== null) return { allowed: false, reason: stop };
  const hold = facts.agreed === true ? null : holdOf(day, facts);
  if (hold !== null) return refuse(hold.reason, nextOpening(day.ruleSet, hold.until, day.zone));
  if (!day.window.open) return refuse('outside-window', day.window.opensAt ?? null);
  return { allowed: true, left: { day: leftOf(day, facts, ['day']), week: leftOf(day, facts, WEEKS) } };
}

const WEEKS: readonly ContactPeriod[] = ['calendar-week', 'rolling-7-days'];

function refuse(reason: CallRefusal, until: string | null): CallPermission {
  return until === null ? { allowed: false, reason } : { allowed: false, reason, until };
}

function stopOf({ flags, contactPointStatus }: CallFacts): CallRefusal | null {
  if (flags.deceased === true) return 'deceased';
  if (flags.doNotContact === true) return 'do-not-contact';
  if (flags.lawyer === true) return 'lawyer';
  if (flags.consentWithdrawn === true) return 'consent-withdrawn';
  if (flags.suspended === true) return 'suspended';
  if (flags.mandateEnded === true) return 'mandate-ended';
  if (contactPointStatus === 'invalid') return 'number-invalid';
  if (contactPointStatus === 'dead') return 'number-dead';
  if (contactPointStatus === 'wrong-person') return 'number-wrong-person';
  return contactPointStatus === 'blocked' ? 'number-blocked' : null;
}

export type CallHold = { readonly reason: CallRefusal; readonly until: string };

/** The limit or rest that holds the debtor back longest (`until` not yet moved into opening hours), or null. */
export function holdOf(day: ContactDay, facts: CallFacts): CallHold | null {
  if (facts.conversations.length === 0 && facts.attempts.length === 0) return null;
  let longest: CallHold | null = null;
  const keep = (reason: CallRefusal, until: string | null): void => {
    if (until !== null && (longest === null || until > longest.until)) longest = { reason, until };
  };
  for (const limit of day.limits) keep(LIMIT_REASON[limit.period], limitEnd(limit, counted(day, facts), day));
  for (const limit of day.attemptCap) keep('attempt-limit', limitEnd(limit, facts.attempts, day));
  keep('rest', restEnd(day, facts.conversations));
  return longest;
}

const LIMIT_REASON = {
  day: 'day-limit',
  'calendar-week': 'week-limit',
  'rolling-7-days': 'week-limit',
  'calendar-month': 'month-limit',
} as const satisfies Record<ContactPeriod, CallRefusal>;

function restEnd(day: ContactDay, conversations: readonly string[]): string | null {
  const last = conversations.toSorted().at(-1);
  if (day.ruleSet.restDays === 0 || last === undefined) return null;
  const until = instantAt(addDays(civilDateAt(last, day.zone), day.ruleSet.restDays), '00:00', day.zone);
  return until > day.now ? until : null;
}

function counted(day: ContactDay, facts: CallFacts): readonly string[] {
  return day.ruleSet.counter === 'conversation' ? facts.conversations : facts.attempts;
}

function leftOf(day: ContactDay, facts: CallFacts, periods: readonly ContactPeriod[]): number | null {
  const lefts = day.limits
    .filter(({ period }) => periods.includes(period))
    .map((limit) => Math.max(0, limit.max - countedIn(limit, counted(day, facts)).length));
  return lefts.length === 0 ? null : Math.min(...lefts);
}
