import type { CaseState, PartyState } from '../contract/entities.ts';
import type { Disposition, Operation, OperationKind } from '../contract/operations.ts';
import type { CommitmentProblem } from '../domain/commitment.ts';
import type { ContactRuleSet } from '../domain/contact-rules.ts';

/** What one operation changes: the case's state and the state of the party that its body names. */
export type Work = { readonly case: CaseState; readonly party: PartyState };

export type FoldContext = {
  /** The debtor's zone: next steps stand on his wall clock. */
  readonly zone: string;
  /** The workspace's contact rules; without them the shipped ones. */
  readonly ruleSet?: ContactRuleSet;
  /** Days after a due date on which the mandate looks at a promise; without them the usual ones. */
  readonly graceDays?: number;
  /** Is the author a leader? Only a leader takes back a flag. */
  readonly leader?: boolean;
  /** The author no longer holds the case: facts count, the effect on the state is withheld for the leader. */
  readonly late?: boolean;
  /** It cannot stand as it was said: who spoke with whom counts, its promises and its effect wait for the leader. */
  readonly withheld?: Withheld;
};

/**
 * Why the coordinator withholds what an operation says. The commitment cannot stand (domain/commitment.ts), or it was
 * said after the mandate had ended.
 */
export type Withheld = CommitmentProblem | 'mandate-ended';

const WITHHELD = {
  'more-than-owed': 'conflict',
  'not-what-is-owed': 'conflict',
  'in-the-past': 'conflict',
  'after-mandate': 'conflict',
  'mandate-ended': 'late',
} as const satisfies Record<Withheld, Disposition['kind']>;

export const withheldAs = (code: Withheld): Disposition => ({ kind: WITHHELD[code], code });

/** Was it withheld for one of these reasons? So the log says it, when it is folded again. */
export const withheldOf = (code: string | null): Withheld | undefined =>
  (Object.keys(WITHHELD) as Withheld[]).find((known) => known === code);

export type Folded = { readonly work: Work; readonly disposition: Disposition };

export const APPLIED: Disposition = { kind: 'applied', code: null };

export function initialCaseState(input: { readonly zone: string; readonly at: string }): CaseState {
  return {
    version: 0,
    lastBy: null,
    runStart: 0,
    lattice: null,
    lastOutcome: null,
    lastOutcomeAt: null,
    attempts: 0,
    conversations: 0,
    firstWorkedAt: null,
    lastWorkedAt: null,
    next: { kind: 'call', at: input.at, zone: input.zone, reason: 'new' },
    suspended: null,
    closed: null,
    promises: [],
    openCall: null,
  };
}

export function initialPartyState(): PartyState {
  return {
    contactPoints: [],
    flags: { doNotContact: null, consentWithdrawn: null, deceased: null, lawyer: null },
    conversations: [],
    attempts: [],
  };
}

/** The device's clock put right by the offset measured at its last handshake. */
export function corrected(instant: string, op: Pick<Operation, 'clockOffsetMs'>): string {
  if (op.clockOffsetMs === 0) return instant;
  return new Date(Date.parse(instant) - op.clockOffsetMs).toISOString();
}

/** What a clock may be ahead by without being wrong; beyond it the workstation shows its warning (sync.md, Conflicts). */
const CLOCK_TOLERANCE_MS = 120_000;

/**
 * The operation as it counts: nothing has happened after it was received. An instant that lies ahead of it, by a clock
 * that nobody has put right, is that of the receipt; the log keeps what the workstation wrote.
 */
export function boundedClock(op: Operation, receivedAt: string): Operation {
  const latest = Date.parse(receivedAt) + CLOCK_TOLERANCE_MS;
  const ahead = (instant: string): boolean => Date.parse(corrected(instant, op)) > latest;
  const bound = (instant: string): string =>
    ahead(instant) ? corrected(receivedAt, { clockOffsetMs: -op.clockOffsetMs }) : instant;
  const head = { ...op, occurredAt: bound(op.occurredAt) };
  if (head.kind !== 'call') return head.occurredAt === op.occurredAt ? op : head;
  const { startedAt, endedAt } = head.body;
  return { ...head, body: { ...head.body, startedAt: bound(startedAt), endedAt: bound(endedAt) } };
}

/** When it happened, by the coordinator's clock. */
export const instantOf = (op: Pick<Operation, 'occurredAt' | 'clockOffsetMs'>): string => corrected(op.occurredAt, op);

/** The party that the operation is about, or null for one that is about the case alone. */
export function partyOf(op: Operation): string | null {
  return 'partyId' in op.body ? op.body.partyId : null;
}

/**
 * Kinds that carry `baseVersion` to be compared. Every recorded one of them advances the case's version by one, also
 * where its effect is withheld or refused: so a client that counts its own pending ones counts as the coordinator does.
 */
export const changesState = (kind: OperationKind): boolean => kind === 'outcome' || kind === 'reschedule';

/** One base per operator and device: what another operator did on the same computer was not in this one's view. */
export const authorOf = (op: Pick<Operation, 'deviceId' | 'operatorId'>): string => `${op.deviceId}.${op.operatorId}`;

export const earlier = (a: string | null, b: string): string => (a === null || b < a ? b : a);
export const later = (a: string | null, b: string): string => (a === null || b > a ? b : a);
