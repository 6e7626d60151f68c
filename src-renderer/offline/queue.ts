import type { CaseRow } from '../../src-shared/contract/entities.ts';
import { daysBetween, localAt } from '../../src-shared/domain/civil-date.ts';
import {
  compareRanked,
  QUEUE_FILTERS,
  queueFilter,
  rankCase,
  rankContext,
  type CaseRank,
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

export function rankNow(rows: Rows, view: View, now: string): Ranking {
  const context = rankContext({
    now,
    ruleSet: rows.ruleSet,
    endOf: (mandateId) => rows.mandates.get(mandateId)?.endsOn,
  });
  const ranked: readonly RankedCase[] = [...view.cases()]
    .map((row) => ({ row, rank: rankCase(row, view.party(row.partyId), context) }))
    .sort(compareRanked);
  const zone = rows.settings?.zone ?? 'Europe/Rome';
  const today = localAt(now, zone).date;
  const toRow = ({ row, rank }: RankedCase): QueueRow => queueRow(rows, view, row, rank, today);
  const made = new Map<QueueFilter, readonly QueueRow[]>();
  const filtered = (filter: QueueFilter): readonly QueueRow[] => {
    const known = made.get(filter);
    if (known !== undefined) return known;
    const list = ranked.filter(({ rank }) => queueFilter(rank, filter)).map(toRow);
    made.set(filter, list);
    return list;
  };
  const counts = Object.fromEntries(QUEUE_FILTERS.map((filter) => [filter, 0])) as Record<QueueFilter, number>;
  for (const { rank } of ranked) {
    for (const filter of QUEUE_FILTERS) if (queueFilter(rank, filter)) counts[filter] += 1;
  }
  return {
    queue: (filter) => ({ rows: filtered(filter), counts, total: ranked.length }),
    rowOf: (caseId) => {
      const row = view.case(caseId);
      if (row === undefined) return null;
      return toRow({ row, rank: rankCase(row, view.party(row.partyId), context) });
    },
    agenda: () => ranked.flatMap((one) => agendaRow(one, toRow, now)).sort((a, b) => (a.at < b.at ? -1 : 1)),
    today: () => todayOf(ranked, counts.suggested, (instant) => localAt(instant, zone).date === today),
    nextAfter: (caseId, filter) => {
      const list = filtered(filter);
      const at = list.findIndex((row) => row.caseId === caseId);
      const next = list[at + 1] ?? list.find((row) => row.caseId !== caseId);
      return next?.caseId ?? null;
    },
  };
}

function queueRow(rows: Rows, view: View, row: CaseRow, rank: CaseRank, today: string): QueueRow {
  return {
    caseId: row.id,
    partyId: row.partyId,
    name: view.party(row.partyId)?.name ?? row.parties[0]?.name ?? '',
    caseNumber: row.caseNumber,
    product: row.product,
    creditorName: rows.creditors.get(row.creditorId)?.name ?? '',
    residual: row.amounts.residual,
    daysPastDue: row.oldestDueOn === null ? null : daysBetween(row.oldestDueOn, today),
    masked: rows.mandates.get(row.mandateId)?.maskUntilVerified ?? false,
    pending: view.pendingOf(row.id).length,
    rank,
  };
}

/** Appointments with the debtor, and what the operator put off to a time of his own choosing. */
function agendaRow(one: RankedCase, toRow: (one: RankedCase) => QueueRow, now: string): readonly AgendaRow[] {
  const { next, closed } = one.row.state;
  if (closed !== null || next.at === null) return [];
  if (next.kind !== 'callback' && next.reason !== 'rescheduled') return [];
  return [{ ...toRow(one), at: next.at, zone: next.zone, overdue: next.at < now }];
}

function todayOf(ranked: readonly RankedCase[], workable: number, isToday: (instant: string) => boolean): Today {
  const worked = ranked.filter(({ row: { state } }) => state.lastOutcomeAt !== null && isToday(state.lastOutcomeAt));
  const made = ranked
    .flatMap(({ row }) => row.state.promises)
    .filter((promise) => promise.status !== 'cancelled' && isToday(promise.madeAt));
  return {
    worked: worked.length,
    workable,
    promises: made.length,
    promisedAmount: made.reduce((sum, { amount }) => sum + amount, 0),
  };
}
