import { assertNever } from './assert-never.ts';
import { addDays, addMinutes, instantAt, localAt, type CivilDate } from './civil-date.ts';
import { UNIREC_2017, type ContactRuleSet } from './contact-rule-set.ts';
import { nextOpening } from './contact-window.ts';
import { addWorkingDays } from './holidays.ts';
import type { OutcomeDefinition, OutcomeNext } from './outcome-definition.ts';
import { checkOn, DEFAULT_PROMISE_TERMS } from './promise.ts';

export type NextReason =
  | 'retry-other-window'
  | 'retry-soon'
  | 'retry-later'
  | 'callback-agreed'
  | 'promise-due'
  | 'back-office-check'
  | 'leader-decides'
  | 'closed';

export type NextAction = {
  readonly kind: OutcomeNext['kind'];
  /** UTC instant; null only where nothing follows. */
  readonly at: string | null;
  readonly zone: string;
  readonly reason: NextReason;
};

export type NextActionInput = {
  /** The instant of the outcome and the debtor's zone. */
  readonly at: string;
  readonly zone: string;
  /** `checkOn` where the operator chose it, otherwise the due date with the grace days decides. */
  readonly promise?: { readonly dueOn: CivilDate; readonly graceDays?: number; readonly checkOn?: CivilDate } | null;
  readonly plan?: { readonly firstOn: CivilDate; readonly graceDays?: number } | null;
  readonly callback?: { readonly at: string; readonly zone: string } | null;
  readonly ruleSet?: ContactRuleSet;
};

const OFFICE_OPENS = '09:00';
const CHECK_HOUR = '18:00';

/** When nobody answers in one part of the day, the next try is in another: from, days later, hour. */
const OTHER_WINDOWS = [
  { before: '12:00', days: 0, hour: '18:00' },
  { before: '17:00', days: 1, hour: '09:30' },
  { before: '24:00', days: 1, hour: '12:30' },
] as const;

/** What happens next to the case. Only an outcome that closes gets nothing: no open case without a next step. */
export function nextActionFor(definition: OutcomeDefinition, input: NextActionInput): NextAction {
  const { zone } = input;
  if (definition.closes) return { kind: 'none', at: null, zone, reason: 'closed' };
  // An agreed callback beats whatever the outcome would do by itself.
  if (input.callback != null && (definition.next.kind === 'callback' || definition.next.kind === 'call')) {
    return { kind: 'callback', at: input.callback.at, zone: input.callback.zone, reason: 'callback-agreed' };
  }
  const { next } = definition;
  switch (next.kind) {
    case 'call':
      return call(next, input, definition.restHours);
    case 'callback':
      return call({ kind: 'call', afterDays: 1, atHour: '09:30' }, input, definition.restHours);
    case 'promise-check':
      return promiseCheck(next, input);
    case 'back-office':
      return office(next, input, 'back-office-check');
    case 'leader':
    case 'none':
      // An outcome that says "none" without closing is a mistake in the catalogue: a person must see the case.
      return office(next, input, 'leader-decides');
    default:
      return assertNever(next.kind);
  }
}

function call(next: OutcomeNext, input: NextActionInput, restHours: number): NextAction {
  const { at, zone } = input;
  const wanted = wantedCall(next, at, zone);
  const rested = addMinutes(at, restHours * 60);
  const earliest = wanted < rested ? rested : wanted;
  const reason =
    next.otherWindow === true ? 'retry-other-window' : next.afterDays === undefined ? 'retry-soon' : 'retry-later';
  return { kind: 'call', at: nextOpening(input.ruleSet ?? UNIREC_2017, earliest, zone) ?? earliest, zone, reason };
}

function wantedCall(next: OutcomeNext, at: string, zone: string): string {
  const { date, time } = localAt(at, zone);
  if (next.otherWindow === true) {
    const other = OTHER_WINDOWS.find(({ before }) => time < before) ?? OTHER_WINDOWS[2];
    return instantAt(addDays(date, other.days), other.hour, zone);
  }
  if (next.afterDays !== undefined) return instantAt(addDays(date, next.afterDays), next.atHour ?? time, zone);
  return addMinutes(at, next.afterMinutes ?? 0);
}

function promiseCheck(next: OutcomeNext, input: NextActionInput): NextAction {
  const { zone } = input;
  const day = checkDay(input);
  if (day === null) return office({ kind: 'back-office', afterDays: 1 }, input, 'back-office-check');
  return { kind: 'promise-check', at: instantAt(day, next.atHour ?? CHECK_HOUR, zone), zone, reason: 'promise-due' };
}

function checkDay({ promise, plan }: NextActionInput): CivilDate | null {
  if (promise?.checkOn !== undefined) return promise.checkOn;
  if (promise != null) return checkOn(promise.dueOn, promise.graceDays ?? DEFAULT_PROMISE_TERMS.graceDays);
  if (plan != null) return checkOn(plan.firstOn, plan.graceDays ?? DEFAULT_PROMISE_TERMS.graceDays);
  return null;
}

function office(next: OutcomeNext, input: NextActionInput, reason: NextReason): NextAction {
  const { zone } = input;
  const day = addWorkingDays(localAt(input.at, zone).date, next.afterDays ?? 1);
  const kind = next.kind === 'back-office' ? 'back-office' : 'leader';
  return { kind, at: instantAt(day, next.atHour ?? OFFICE_OPENS, zone), zone, reason };
}
