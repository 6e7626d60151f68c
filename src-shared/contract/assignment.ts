import { z } from 'zod';
import { Cents, CivilDate, Id, Instant } from './basics.ts';
import { defineRoute } from './route.ts';

const LEADER = ['leader'] as const;

/** A case that a leader sees stands in exactly one of these; `blocked` wins over the others. */
export const ASSIGNMENT_STANDINGS = ['unassigned', 'assigned', 'blocked'] as const;
export const AssignmentStanding = z.enum(ASSIGNMENT_STANDINGS);
export type AssignmentStanding = z.infer<typeof AssignmentStanding>;

/** Which cases are meant. Every field narrows; amounts are residual cents, both ends included. */
export const AssignmentFilter = z.object({
  mandateId: Id.optional(),
  batchId: Id.optional(),
  standing: AssignmentStanding.optional(),
  operatorId: Id.optional(),
  residualFrom: z.coerce.number().int().nonnegative().optional(),
  residualTo: z.coerce.number().int().nonnegative().optional(),
  product: z.string().max(120).optional(),
  /** Two letters, `MI`. */
  province: z.string().length(2).toUpperCase().optional(),
  postalCode: z
    .string()
    .regex(/^\d{1,5}$/)
    .optional(),
  worked: z.enum(['yes', 'no']).optional(),
  /** Beginning of the case number or of the debtor's name. */
  text: z.string().max(80).optional(),
});
export type AssignmentFilter = z.infer<typeof AssignmentFilter>;

/** Cases, euro and people of one heap of cases. `residual` is what is still owed, in cents. */
export const Heap = z.object({ cases: z.int(), residual: Cents, debtors: z.int() });
export type Heap = z.infer<typeof Heap>;
const Pile = Heap.omit({ debtors: true });

/** How the open cases of a batch or mandate stand: `all` is the sum of the other piles. */
export const Standing = z.object({
  all: Pile,
  unassigned: Pile,
  assigned: Pile,
  blocked: Pile,
  /** Held by operators of other teams. */
  elsewhere: Pile,
  worked: z.int(),
});
export type Standing = z.infer<typeof Standing>;

export const AssignmentBatch = z.object({
  id: Id,
  name: z.string(),
  loadedAt: Instant.nullable(),
  standing: Standing,
});
export const AssignmentMandate = z.object({
  id: Id,
  code: z.string(),
  title: z.string(),
  creditor: z.string(),
  endsOn: CivilDate,
  standing: Standing,
  batches: z.array(AssignmentBatch),
});
export const AssignmentOperator = z.object({
  id: Id,
  name: z.string(),
  team: z.string().nullable(),
  disabled: z.boolean(),
  holds: Heap,
  worked: z.int(),
});
export const AssignmentOverview = z.object({
  mandates: z.array(AssignmentMandate),
  operators: z.array(AssignmentOperator),
});
export type AssignmentBatch = z.infer<typeof AssignmentBatch>;
export type AssignmentMandate = z.infer<typeof AssignmentMandate>;
export type AssignmentOperator = z.infer<typeof AssignmentOperator>;
export type AssignmentOverview = z.infer<typeof AssignmentOverview>;

export const AssignmentCase = z.object({
  id: Id,
  caseNumber: z.string(),
  debtor: z.string(),
  partyId: Id,
  batch: z.string(),
  product: z.string(),
  province: z.string(),
  postalCode: z.string(),
  residual: Cents,
  oldestDueOn: CivilDate.nullable(),
  attempts: z.int(),
  lastOutcome: z.string().nullable(),
  operatorId: Id.nullable(),
  blocked: z.object({ rule: z.string(), field: z.string(), value: z.string() }).nullable(),
});
export type AssignmentCase = z.infer<typeof AssignmentCase>;

export const ASSIGNMENT_PAGE_MAX = 10_000;
export const AssignmentCases = z.object({
  rows: z.array(AssignmentCase),
  /** Of the whole filter, not of the rows answered. */
  total: Heap,
  products: z.array(z.string()),
});
export type AssignmentCases = z.infer<typeof AssignmentCases>;

/** Cases by hand or by filter; never both. */
export const Selection = z.union([
  z.object({ caseIds: z.array(Id).min(1).max(ASSIGNMENT_PAGE_MAX) }).strict(),
  z.object({ filter: AssignmentFilter }).strict(),
]);
export type Selection = z.infer<typeof Selection>;

export const ShareOrder = z.object({
  selection: Selection,
  operatorIds: z.array(Id).min(1).max(200),
  by: z.enum(['number', 'value']),
  /** Even out the queues, counting what each operator already holds, instead of the cases dealt now. */
  countHeld: z.boolean().default(false),
  /** Cases that somebody already holds are dealt again too; otherwise they stay where they are. */
  again: z.boolean().default(false),
});
export type ShareOrder = z.infer<typeof ShareOrder>;

/** Cases of the selection that no deal touches, with the reason. */
export const LeftOut = z.object({
  blocked: z.int(),
  closed: z.int(),
  held: z.int(),
  elsewhere: z.int(),
  /** Blocked cases by the rule that blocked them. */
  rules: z.array(z.object({ rule: z.string(), cases: z.int() })),
});
export type LeftOut = z.infer<typeof LeftOut>;

export const SharePlan = z.object({
  operators: z.array(
    z.object({
      id: Id,
      name: z.string(),
      /** False for an operator who was not chosen and gets cases only of debtors he already has. */
      chosen: z.boolean(),
      gets: Heap,
      /** Cases and cents in his queue after the deal. */
      holds: Pile,
    }),
  ),
  total: Heap,
  /** Debtors who follow an operator that already has another case of theirs. */
  followed: z.int(),
  leftOut: LeftOut,
  /** Of exactly these cases and operators: confirming another plan than the one seen is refused. */
  fingerprint: z.string(),
});
export type SharePlan = z.infer<typeof SharePlan>;

export const MoveOrder = z.object({
  selection: Selection,
  /** null takes the cases back: nobody holds them. */
  to: Id.nullable(),
  /** With the other open cases of the same debtors, whoever of one's own teams holds them. */
  wholeDebtor: z.boolean(),
});
export type MoveOrder = z.infer<typeof MoveOrder>;

export const MovePlan = z.object({
  moves: Heap,
  /** Cases added by `wholeDebtor`. */
  siblings: z.int(),
  alreadyThere: z.int(),
  /** Moved cases that have activity. */
  worked: z.int(),
  openPromises: z.int(),
  from: z.array(z.object({ id: Id.nullable(), name: z.string(), cases: z.int() })),
  leftOut: LeftOut,
  fingerprint: z.string(),
});
export type MovePlan = z.infer<typeof MovePlan>;

/** What was done; `moved` counts cases whose operator changed. */
export const AssignmentDone = z.object({ moved: z.int(), operators: z.int() });
export type AssignmentDone = z.infer<typeof AssignmentDone>;

export const assignmentRoutes = {
  assignmentOverview: defineRoute({
    id: 'assignmentOverview',
    method: 'GET',
    path: '/api/assignment',
    roles: LEADER,
    summary: 'How cases stand per mandate, batch and operator of one’s own teams',
    response: AssignmentOverview,
  }),
  assignmentCases: defineRoute({
    id: 'assignmentCases',
    shows: 'debtors',
    // What is searched for may be a name: it travels in the body, which no proxy writes down.
    method: 'POST',
    path: '/api/assignment/cases',
    roles: LEADER,
    summary: 'The open cases of a filter, highest residual first',
    body: AssignmentFilter.extend({
      offset: z.coerce.number().int().nonnegative().default(0),
      limit: z.coerce.number().int().min(1).max(ASSIGNMENT_PAGE_MAX).default(1000),
    }),
    response: AssignmentCases,
  }),
  previewShare: defineRoute({
    id: 'previewShare',
    method: 'POST',
    path: '/api/assignment/share/preview',
    roles: LEADER,
    summary: 'Who would get what; changes nothing',
    body: ShareOrder,
    response: SharePlan,
  }),
  share: defineRoute({
    id: 'share',
    method: 'POST',
    path: '/api/assignment/share',
    roles: LEADER,
    summary: 'Deal the cases as previewed; refused as stale-version when the cases changed meanwhile',
    body: ShareOrder.extend({ fingerprint: z.string() }),
    response: AssignmentDone,
  }),
  previewMove: defineRoute({
    id: 'previewMove',
    method: 'POST',
    path: '/api/assignment/move/preview',
    roles: LEADER,
    summary: 'What moving the cases would change; changes nothing',
    body: MoveOrder,
    response: MovePlan,
  }),
  move: defineRoute({
    id: 'move',
    method: 'POST',
    path: '/api/assignment/move',
    roles: LEADER,
    summary: 'Give cases to an operator, or take them back',
    body: MoveOrder.extend({ fingerprint: z.string() }),
    response: AssignmentDone,
  }),
  unblockCases: defineRoute({
    id: 'unblockCases',
    method: 'POST',
    path: '/api/assignment/unblock',
    roles: LEADER,
    summary: 'Let blocked cases be worked, with the reason',
    body: z.object({
      caseIds: z.array(Id).min(1).max(ASSIGNMENT_PAGE_MAX),
      reason: z.string().trim().min(3).max(400),
    }),
    response: z.object({ unblocked: z.int() }),
  }),
} as const;
