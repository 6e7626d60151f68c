import { z } from 'zod';
import { Cents, Id, Instant, Zone } from './basics.ts';
import { FlagName } from './entities.ts';
import { defineRoute } from './route.ts';

const LEADER = ['leader'] as const;

/** An open case that no operator can go on with: its outcome handed it to the back-office or to the leader. */
export const StoppedCase = z.object({
  caseId: Id,
  caseNumber: z.string(),
  debtor: z.string(),
  creditor: z.string(),
  mandate: z.string(),
  residual: Cents,
  waitsFor: z.enum(['back-office', 'leader']),
  /** When somebody was to look at it. */
  dueAt: Instant,
  zone: Zone,
  lastOutcome: z.string().nullable(),
  lastOutcomeAt: Instant.nullable(),
  /** What the operator wrote with it. */
  note: z.string(),
  /** What stands against contacting the debtor; it stays until a leader lifts it. */
  flags: z.array(FlagName),
  /** Who has the case in the queue; null where nobody has. */
  operator: z.string().nullable(),
});
export type StoppedCase = z.infer<typeof StoppedCase>;

export const STOPPED_SHOWN = 2_000;
export const RESUMED_AT_ONCE = 200;

export const stoppedRoutes = {
  listStopped: defineRoute({
    id: 'listStopped',
    shows: 'debtors',
    method: 'GET',
    path: '/api/decisions/cases',
    roles: LEADER,
    summary: 'Open cases of one’s own team that wait for the back-office or the leader, the oldest first',
    response: z.object({ cases: z.array(StoppedCase) }),
  }),
  resumeCases: defineRoute({
    id: 'resumeCases',
    method: 'POST',
    path: '/api/decisions/cases/resume',
    roles: LEADER,
    summary: 'Put stopped cases back to work, with the reason; `lift` takes away what stood against contacting',
    body: z.object({
      caseIds: z.array(Id).min(1).max(RESUMED_AT_ONCE),
      reason: z.string().trim().min(3).max(400),
      lift: z.array(FlagName),
    }),
    response: z.object({ resumed: z.int() }),
  }),
} as const;
