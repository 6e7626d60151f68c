import type { CaseRow, PartyRow } from '../../src-shared/contract/entities.ts';
import { daysBetween, localAt } from '../../src-shared/domain/civil-date.ts';
import {
  compareRanked,
  QUEUE_FILTERS,
  queueFilter,
  rankCase,
  rankContext,
  type RankCode,
  type RankContext,
  type RankedCase,
} from '../../src-shared/domain/ranking.ts';
import type { AgendaRow, Queue, QueueFilter, QueueRow, Today } from './api.ts';
import type { Rows } from './rows.ts';
import type { View } from './view.ts';

/** The ranked queue of one moment; made again when a row changes or a minute has passed. */
export type Ranking = {
  readonly queue: (filter: QueueFilter) => Queue;
  readonly rowOf: (caseId: string) => QueueRow | null;
  readonly agenda: () => readonly AgendaRow[];
  readonly today: () => Today;
  readonly nextAfter: (caseId: string | null, filter: QueueFilter) => string | null;
};

/**
 * Ranks again and again. Within a minute a case keeps its rank while its rows are the same objects (rows are never
 * changed in place), so that after an outcome one case is ranked and not ten thousand.
 */
export type Ranker = { readonly rank: (now: string) => Ranking };

/** A case with everything that the queue, the agenda and the day say of it, reckoned once while it stays as it is. */
type Ranked = RankedCase & {
  readonly party: PartyRow | undefined;
  readonly pending: number;
  readonly appointed: boolean;
  readonly workedToday: boolean;
  readonly promisedToday: readonly number[];
};
type Kept = {
  readonly minute: string;
  /** What every rank and row of the queue also depends on. */
  readonly shared: readonly unknown[];
  readonly order: readonly Ranked[];
  readonly byId: Map<string, Ranked>;
  readonly shown: WeakMap<Ranked, QueueRow>;
};

/** Up to this share of all, changed cases are put in their places one by one; more of them are sorted with all the others. */
const FEW = 0.25;
const LONGEST_DAY_MS = 25 * 3_600_000;
const MINUTE_LENGTH = '2026-11-22T08:15'.length;

export function createRanker(rows: Rows, view: View): Ranker {
  const contextAt = (now: string): RankContext =>
    rankContext({ now, ruleSet: rows.ruleSet, endOf: (mandateId) => rows.mandates.get(mandateId)?.endsOn });
  let kept: Kept | null = null;
  /** Ranks what is new or has changed; null where a case has left since `before`. */
  const ordered = (before: Pick<Kept, 'order' | 'byId'>, context: RankContext): readonly Ranked[] | null => {
    const { byId } = before;
    const isToday = todayAt(context.now, zoneOf(rows));
    const replaced = new Set<Ranked>();
    const fresh: Ranked[] = [];
    let seen = 0;
    for (const row of view.cases()) {
      seen += 1;
      const party = view.party(row.partyId);
      const pending = view.pendingOf(row.id).length;
      const known = byId.get(row.id);
      if (known?.row === row && known.party === party && known.pending === pending) continue;
      if (known !== undefined) replaced.add(known);
      const one = rankedCase(row, party, pending, context, isToday);
      byId.set(row.id, one);
      fresh.push(one);
    }
    if (byId.size !== seen) return null;
    if (fresh.length === 0) return before.order;
    const rest = before.order.filter((one) => !replaced.has(one));
    if (fresh.length > FEW * rest.length) return [...rest, ...fresh].sort(compareRanked);
    for (const one of fresh) rest.splice(placeOf(one, rest), 0, one);
    return rest;
  };
  return {
    rank: (now) => {
      const minute = now.slice(0, MINUTE_LENGTH);
      const shared = [rows.ruleSet, rows.settings, ...rows.creditors.values(), ...rows.mandates.values()];
      const context = contextAt(now);
      const still = kept !== null && kept.minute === minute && alike(kept.shared, shared) ? kept : null;
      const order = still === null ? null : ordered(still, context);
      if (still !== null && order !== null) {
        kept = { ...still, order };
      } else {
        const byId = new Map<string, Ranked>();
        kept = { minute, shared, byId, shown: new WeakMap(), order: ordered({ order: [], byId }, context) ?? [] };
      }
      return rankingOf(kept, now);
    },
  };

  function rankingOf({ order: ranked, byId, shown }: Kept, now: string): Ranking {
    const today = localAt(now, zoneOf(rows)).date;
    const toRow = (one: Ranked): QueueRow => {
      const known = shown.get(one);
      if (known !== undefined) return known;
      const made = queueRow(rows, one, today);
      shown.set(one, made);
      return made;
    };
    let tally: ReadonlyMap<RankCode, number> | null = null;
    /** How many cases there are of each reason: which of them a filter shows is asked once per reason. */
    const byCode = (): ReadonlyMap<RankCode, number> => (tally ??= countCodes(ranked));
    const codesUnder = (filter: QueueFilter): readonly RankCode[] =>
      [...byCode().keys()].filter((code) => queueFilter({ reason: { code } }, filter));
    const count = (filter: QueueFilter): number =>
      codesUnder(filter).reduce((sum, code) => sum + (byCode().get(code) ?? 0), 0);
    const made = new Map<QueueFilter, readonly Ranked[]>();
    const filtered = (filter: QueueFilter): readonly Ranked[] => {
      const known = made.get(filter);
      if (known !== undefined) return known;
      const codes = new Set(codesUnder(filter));
      const list = ranked.filter(({ rank }) => codes.has(rank.reason.code));
      made.set(filter, list);
      return list;
    };
    return {
      queue: (filter) => ({
        caseIds: filtered(filter).map(({ row }) => row.id),
        counts: Object.fromEntries(QUEUE_FILTERS.map((one) => [one, count(one)])) as Queue['counts'],
        total: ranked.length,
      }),
      rowOf: (caseId) => {
        const known = byId.get(caseId);
        if (known !== undefined) return toRow(known);
        // A case that left the scope while it was open is in no queue and is still shown.
        const row = view.case(caseId);
        if (row === undefined) return null;
        const party = view.party(row.partyId);
        const rank = rankCase(row, party, contextAt(now));
        return queueRow(rows, { row, party, rank, pending: view.pendingOf(caseId).length }, today);
      },
      agenda: () =>
        ranked
          .filter(({ appointed }) => appointed)
          .flatMap((one) => agendaRow(one, toRow, now))
          .sort((a, b) => (a.at < b.at ? -1 : 1)),
      today: () => todayOf(ranked, count('suggested')),
      nextAfter: (caseId, filter) => {
        const list = filtered(filter);
        const one = caseId === null ? undefined : byId.get(caseId);
        const place = one === undefined ? -1 : placeOf(one, list);
        const next = list[list[place] === one ? place + 1 : 0] ?? list.find(({ row }) => row.id !== caseId);
        return next?.row.id ?? null;
      },
    };
  }
}

const alike = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((value, n) => value === other[n]);

/** Where the case comes among others that are in order. */
function placeOf(one: Ranked, order: readonly Ranked[]): number {
  let [from, to] = [0, order.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const there = order[middle];
    if (there !== undefined && compareRanked(there, one) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

const zoneOf = ({ settings }: Rows): string => settings?.zone ?? 'Europe/Rome';

/** Does an instant lie in the office's day? The zone is only asked about the last of them. */
function todayAt(now: string, zone: string): (instant: string) => boolean {
  const today = localAt(now, zone).date;
  const earliest = new Date(Date.parse(now) - LONGEST_DAY_MS).toISOString();
  return (instant) => instant > earliest && localAt(instant, zone).date === today;
}

function rankedCase(
  row: CaseRow,
  party: PartyRow | undefined,
  pending: number,
  context: RankContext,
  isToday: (instant: string) => boolean,
): Ranked {
  const rank = rankCase(row, party, context);
  const { lastOutcomeAt, promises } = row.state;
  const promised = promises.filter(({ status, madeAt }) => status !== 'cancelled' && isToday(madeAt));
  return {
    row,
    party,
    pending,
    rank,
    appointed: isAppointed(row),
    workedToday: lastOutcomeAt !== null && isToday(lastOutcomeAt),
    promisedToday: promised.map(({ amount }) => amount),
  };
}

function countCodes(ranked: readonly Ranked[]): ReadonlyMap<RankCode, number> {
  const counts = new Map<RankCode, number>();
  for (const { rank } of ranked) counts.set(rank.reason.code, (counts.get(rank.reason.code) ?? 0) + 1);
  return counts;
}

function queueRow(
  rows: Rows,
  { row, party, rank, pending }: Pick<Ranked, 'row' | 'party' | 'rank' | 'pending'>,
  today: string,
): QueueRow {
  return {
    caseId: row.id,
    partyId: row.partyId,
    name: party?.name ?? row.parties[0]?.name ?? '',
    caseNumber: row.caseNumber,
    product: row.product,
    creditorName: rows.creditors.get(row.creditorId)?.name ?? '',
    residual: row.amounts.residual,
    daysPastDue: row.oldestDueOn === null ? null : daysBetween(row.oldestDueOn, today),
    masked: rows.mandates.get(row.mandateId)?.maskUntilVerified ?? false,
    pending,
    rank,
  };
}

/** Appointments with the debtor, and what the operator put off to a time of his own choosing. */
function isAppointed({ state: { next, closed } }: CaseRow): boolean {
  return closed === null && next.at !== null && (next.kind === 'callback' || next.reason === 'rescheduled');
}

function agendaRow(one: Ranked, toRow: (one: Ranked) => QueueRow, now: string): readonly AgendaRow[] {
  const { at, zone } = one.row.state.next;
  return at === null ? [] : [{ ...toRow(one), at, zone, overdue: at < now }];
}

function todayOf(ranked: readonly Ranked[], workable: number): Today {
  const day = { worked: 0, workable, promises: 0, promisedAmount: 0 };
  for (const { workedToday, promisedToday } of ranked) {
    if (workedToday) day.worked += 1;
    day.promises += promisedToday.length;
    for (const amount of promisedToday) day.promisedAmount += amount;
  }
  return day;
}
