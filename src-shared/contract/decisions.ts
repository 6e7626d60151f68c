import { z } from 'zod';
import { Cents, CivilDate, Id, Instant, Ok } from './basics.ts';
import { DISPOSITIONS, OPERATION_KINDS, type OperationKind } from './operations.ts';
import { defineRoute } from './route.ts';

const LEADER = ['leader'] as const;

/**
 * `keep`: the case stays as it stands, the operation stays in its history. `apply`: the operation's effect is made good
 * now, over what stands there. `dismiss`: a refused operation has been seen; nothing comes of it.
 */
export const DECISIONS = ['keep', 'apply', 'dismiss'] as const;
export const Decision = z.enum(DECISIONS);
export type Decision = z.infer<typeof Decision>;

/** An operation that did not simply apply and that no leader has decided yet. */
export const Undecided = z.object({
  opId: Id,
  /** null where the operation does not say one that is known. */
  kind: z.enum(OPERATION_KINDS as [OperationKind, ...OperationKind[]]).nullable(),
  disposition: z.enum(DISPOSITIONS),
  /** Why: `withheld`, `took-effect`, `more-than-owed`, `mandate-ended`, `out-of-scope`, `case-closed`, `unknown-outcome` … */
  code: z.string().nullable(),
  /** Display name; empty where the author is not known. */
  operator: z.string(),
  /** When it happened by the coordinator's clock, and when it got here. */
  occurredAt: Instant,
  receivedAt: Instant,
  /** null where the case is not there (any more). */
  case: z
    .object({
      id: Id,
      caseNumber: z.string(),
      debtor: z.string(),
      creditor: z.string(),
      /** Who has it now. */
      assignedTo: z.string().nullable(),
      /** What stands there now. */
      lastOutcome: z.string().nullable(),
      lastOutcomeAt: Instant.nullable(),
      nextKind: z.string(),
      nextAt: Instant.nullable(),
    })
    .nullable(),
  /** The number of a case that is not there any more because its batch was taken back. */
  goneCase: z.string().nullable(),
  /** What the operation says; null where it cannot be read or its case was erased. */
  said: z
    .object({
      outcome: z.string().nullable(),
      note: z.string(),
      amount: Cents.nullable(),
      dueOn: CivilDate.nullable(),
      at: Instant.nullable(),
    })
    .nullable(),
  /** What may be decided, the safest first. */
  choices: z.array(Decision).min(1),
});
export type Undecided = z.infer<typeof Undecided>;

export const DECISIONS_SHOWN = 1_000;

export const decisionRoutes = {
  listUndecided: defineRoute({
    id: 'listUndecided',
    shows: 'debtors',
    method: 'GET',
    path: '/api/decisions',
    roles: LEADER,
    summary: 'Operations of one’s own team that wait for a decision, oldest first',
    response: z.object({ operations: z.array(Undecided) }),
  }),
  decide: defineRoute({
    id: 'decide',
    method: 'POST',
    path: '/api/decisions/:opId',
    roles: LEADER,
    summary: 'Decide one, with the reason; refused as stale-version when somebody else decided it first',
    params: z.object({ opId: Id }),
    body: z.object({ decision: Decision, reason: z.string().trim().min(3).max(400) }),
    response: Ok,
  }),
} as const;
