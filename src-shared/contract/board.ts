import { z } from 'zod';
import { Cents, CivilDate, Id, Instant, Zone } from './basics.ts';
import { defineRoute } from './route.ts';

/**
 * Sums only: a screen makes its rates of them with domain/kpi.ts and shows their denominators. No figure here belongs
 * to one operator: without a recorded legal basis (L. 300/1970 art. 4, domain.md §2.3) only teams are counted.
 */

/** Calls of a team. `attempts` are all of them, also received ones and those without keys; `rightParty` reached the debtor. */
export const WorkSums = z.object({
  attempts: z.int(),
  /** Calls that reached a person, whoever it was. */
  contacts: z.int(),
  rightParty: z.int(),
  promises: z.int(),
});
export type WorkSums = z.infer<typeof WorkSums>;

export const PeriodSums = WorkSums.extend({
  from: CivilDate,
  to: CivilDate,
  /** Booked and not reversed, by the day the money moved. */
  collected: Cents,
  payments: z.int(),
  promisedAmount: Cents,
  /** Promises whose check day lies in the period, and those of them that were kept. */
  promisesDue: z.int(),
  promisesKept: z.int(),
  casesWorked: z.int(),
});
export type PeriodSums = z.infer<typeof PeriodSums>;

/** What waits for a person; every number leads to where it is decided. */
export const ToDecide = z.object({
  conflicts: z.int(),
  late: z.int(),
  rejected: z.int(),
  /** Files read and reviewed but not loaded. */
  drafts: z.int(),
  blocked: z.int(),
  unassigned: z.int(),
  claims: z.int(),
  overdueCallbacks: z.int(),
  /** Open cases that wait for the back-office or the leader. */
  stopped: z.int(),
});
export type ToDecide = z.infer<typeof ToDecide>;

export const HourSums = z.object({
  /** Hour of the day in the workspace's zone, 0-23. */
  hour: z.int().min(0).max(23),
  today: WorkSums,
  /** The 30 days before today together. */
  before: WorkSums,
});
export type HourSums = z.infer<typeof HourSums>;

export const Funnel = z.object({
  entrusted: z.object({ cases: z.int(), amount: Cents }),
  worked: z.int(),
  reached: z.int(),
  promised: z.int(),
  paying: z.object({ cases: z.int(), amount: Cents }),
});
export type Funnel = z.infer<typeof Funnel>;

export const BoardMandate = z.object({
  id: Id,
  title: z.string(),
  creditor: z.string(),
  startsOn: CivilDate,
  endsOn: CivilDate,
  cases: z.int(),
  entrusted: Cents,
  collected: Cents,
  worked: z.int(),
  paying: z.int(),
});
export type BoardMandate = z.infer<typeof BoardMandate>;

/** Liquidation curve of one batch: what was collected up to each day since its placement. */
export const BatchCurve = z.object({
  id: Id,
  name: z.string(),
  /** Batches of two creditors may have the same name. */
  creditor: z.string(),
  mandateId: Id,
  placedOn: CivilDate,
  entrusted: Cents,
  /** Days since placement on which something changed; cumulative cents. The last point is today. */
  points: z.array(z.object({ day: z.int(), collected: Cents })),
});
export type BatchCurve = z.infer<typeof BatchCurve>;

export const Board = z.object({
  asOf: Instant,
  zone: Zone,
  /** Activities written but not yet counted: the figures are still catching up. */
  behind: z.int(),
  today: PeriodSums,
  month: PeriodSums,
  /** The same days of the month before. */
  monthBefore: z.object({ from: CivilDate, to: CivilDate, collected: Cents }),
  /** The seven days before today. */
  week: WorkSums,
  /** Open cases in the queues of the team. */
  assigned: z.int(),
  toDecide: ToDecide,
  team: z.object({ name: z.string().nullable(), operators: z.int() }),
  /** Workstations connected now, all teams. */
  workstations: z.int(),
  hours: z.array(HourSums),
  funnel: Funnel,
  /** Open mandates; the filter chooses one. */
  mandates: z.array(BoardMandate),
  curves: z.array(BatchCurve),
});
export type Board = z.infer<typeof Board>;

/** A callback whose hour has passed: what was promised to a debtor waits, and somebody else may be given it. */
export const OverdueCallback = z.object({
  caseId: Id,
  caseNumber: z.string(),
  debtor: z.string(),
  creditor: z.string(),
  mandate: z.string(),
  residual: Cents,
  at: Instant,
  zone: Zone,
  /** Who has the case in the queue. */
  operator: z.string(),
});
export type OverdueCallback = z.infer<typeof OverdueCallback>;

export const OVERDUE_SHOWN = 2_000;

export const boardRoutes = {
  overdueCallbacks: defineRoute({
    id: 'overdueCallbacks',
    shows: 'debtors',
    method: 'GET',
    path: '/api/board/callbacks',
    roles: ['leader'],
    summary: 'Callbacks of one’s own team whose hour has passed, the oldest first',
    response: z.object({ callbacks: z.array(OverdueCallback) }),
  }),
  board: defineRoute({
    id: 'board',
    method: 'GET',
    path: '/api/board',
    roles: ['leader'],
    summary: 'The leader’s board: one’s own team’s work, the mandates’ money, what waits',
    query: z.object({ mandateId: Id.optional() }),
    response: Board,
  }),
} as const;
