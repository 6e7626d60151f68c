import type { CaseRow, PartyRow } from '../contract/entities.ts';
import type { CivilDate } from './civil-date.ts';
import { UNIREC_2017, type ContactRuleSet } from './contact-rule-set.ts';
import { contactDay, type ContactDay } from './contact-day.ts';
import { nextOpening } from './contact-window.ts';
import { holdOf } from './may-call.ts';
import { CASE_TIERS, weightInTier, type RankCode, type RankTone } from './ranking-tiers.ts';

export type { RankCode, RankTone } from './ranking-tiers.ts';
export { queueFilter, QUEUE_FILTERS, type QueueFilter } from './queue-filter.ts';

export type RankReason = {
  readonly code: RankCode;
  readonly tone: RankTone;
  /** The instant the sentence speaks of: when a callback is due, when a limit ends. */
  readonly at?: string;
  /** The number the sentence speaks of: which attempt the next call will be. */
  readonly n?: number;
};

export type CaseRank = { readonly score: number; readonly reason: RankReason };

export type RankContext = {
  readonly now: string;
  /** The rule set's day in a debtor's zone, worked out once per zone. */
  readonly dayIn: (zone: string) => ContactDay;
  /** A mandate's last day as it is now; where it is not known the case's own is taken. */
  readonly endOf: (mandateId: string) => CivilDate | undefined;
};

/** Everything about the moment that all cases share. Make one per ranking, not per case. */
export function rankContext(input: {
  readonly now: string;
  readonly ruleSet?: ContactRuleSet;
  readonly endOf?: RankContext['endOf'];
}): RankContext {
  const days = new Map<string, ContactDay>();
  const now = new Date(input.now).toISOString();
  return {
    now,
    endOf: input.endOf ?? (() => undefined),
    dayIn: (zone) => {
      const known = days.get(zone);
      if (known !== undefined) return known;
      const day = contactDay(input.ruleSet ?? UNIREC_2017, now, zone);
      days.set(zone, day);
      return day;
    },
  };
}

/** A callback is called due this long before its time: the card wants reading first. */
const DUE_AHEAD_MS = 5 * 60_000;
const OVERDUE_AFTER_MS = 15 * 60_000;

/** Where the case stands in the queue and why: the higher the score, the sooner. Pure; microseconds per case. */
export function rankCase(row: CaseRow, party: PartyRow | undefined, context: RankContext): CaseRank {
  const reason = reasonOf(row, party, context);
  return { score: CASE_TIERS[reason.code].score + weightInTier(row, reason, context.now), reason };
}

function reasonOf(row: CaseRow, party: PartyRow | undefined, context: RankContext): RankReason {
  const { state } = row;
  if (state.closed !== null) return reason('closed');
  if (state.openCall !== null) return reason('open-call', { at: state.openCall.startedAt });
  const stop = stopReason(row, party) ?? endReason(row, party, context);
  if (stop !== null) return stop;
  const office = state.next.kind === 'back-office' || state.next.kind === 'leader';
  if (office) return reason('office', state.next.at === null ? {} : { at: state.next.at });
  if (
    party !== undefined &&
    !party.state.contactPoints.some(({ kind, status }) => kind === 'phone' && status === 'ok')
  ) {
    return reason('no-phone');
  }
  return callReason(row, party, context);
}

function stopReason(row: CaseRow, party: PartyRow | undefined): RankReason | null {
  if (row.blocked !== null) return reason('blocked');
  const flags = party?.state.flags;
  if (flags?.deceased || flags?.doNotContact || flags?.lawyer || flags?.consentWithdrawn) return reason('stopped');
  return row.state.suspended === null ? null : reason('suspended');
}

/** The day is the debtor's: his mandate ends with it. */
function endReason(row: CaseRow, party: PartyRow | undefined, context: RankContext): RankReason | null {
  const { today } = context.dayIn(party?.zone ?? row.state.next.zone);
  return today > (context.endOf(row.mandateId) ?? row.endsOn) ? reason('ended') : null;
}

function callReason(row: CaseRow, party: PartyRow | undefined, context: RankContext): RankReason {
  const { next } = row.state;
  // The debtor asked for a callback: the counts do not hold it back.
  if (next.kind === 'callback') return callbackReason(next.at, context.now);
  const held = party === undefined ? null : holdReason(party, context);
  if (held !== null && !(next.at !== null && held.at !== undefined && next.at > held.at)) return held;
  if (next.at !== null && next.at > context.now) {
    return reason(next.kind === 'promise-check' ? 'promise-open' : 'scheduled', { at: next.at });
  }
  if (next.kind === 'promise-check') return reason('promise-check', next.at === null ? {} : { at: next.at });
  if (next.reason === 'promise-broken' || row.state.lastOutcome === 'PNM') return reason('broken-promise');
  if (row.state.attempts === 0) return reason('new');
  return reason('attempt', { n: row.state.attempts + 1 });
}

function callbackReason(at: string | null, now: string): RankReason {
  if (at === null) return reason('callback-due');
  const late = Date.parse(now) - Date.parse(at);
  if (late < -DUE_AHEAD_MS) return reason('callback-later', { at });
  return reason(late > OVERDUE_AFTER_MS ? 'callback-overdue' : 'callback-due', { at });
}

function holdReason(party: PartyRow, context: RankContext): RankReason | null {
  const { conversations, attempts } = party.state;
  const day = context.dayIn(party.zone);
  const hold = holdOf(day, { conversations, attempts, flags: {} });
  if (hold === null) return null;
  const at = nextOpening(day.ruleSet, hold.until, day.zone) ?? hold.until;
  return reason(hold.reason === 'rest' ? 'rest' : 'limit', { at });
}

function reason(code: RankCode, more: { readonly at?: string; readonly n?: number } = {}): RankReason {
  return { code, tone: CASE_TIERS[code].tone, ...more };
}

export type RankedCase = { readonly row: CaseRow; readonly rank: CaseRank };

/** Best first; equal scores in the order of the case number, so that the queue does not flicker. */
export function compareRanked(a: RankedCase, b: RankedCase): number {
  const [first, second] = [a.row.caseNumber, b.row.caseNumber];
  return b.rank.score - a.rank.score || (first < second ? -1 : first > second ? 1 : 0);
}

/** The whole queue, best first. */
export function rankQueue(
  rows: readonly CaseRow[],
  partyOf: (partyId: string) => PartyRow | undefined,
  context: RankContext,
): readonly RankedCase[] {
  return rows.map((row) => ({ row, rank: rankCase(row, partyOf(row.partyId), context) })).sort(compareRanked);
}
