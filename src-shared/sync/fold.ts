import { LATTICE, type CaseState, type Lattice } from '../contract/entities.ts';
import type { Disposition, Operation } from '../contract/operations.ts';
import { assertNever } from '../domain/assert-never.ts';
import type { OutcomeDefinition } from '../domain/outcome-catalogue.ts';
import { outcomeEffect, outcomeFacts, outcomeOf } from './fold-outcome.ts';
import { countAttempt, foldContactEdit, foldFlag } from './fold-party.ts';
import {
  APPLIED,
  authorOf,
  changesState,
  corrected,
  earlier,
  instantOf,
  later,
  type FoldContext,
  type Folded,
  type Work,
  withheldAs,
} from './work.ts';

export {
  authorOf,
  boundedClock,
  initialCaseState,
  initialPartyState,
  instantOf,
  partyOf,
  type FoldContext,
  type Folded,
  type Withheld,
  withheldOf,
  type Work,
} from './work.ts';

/**
 * One operation on the state, the same on both sides of the wire. `work.party` is the party that the body names
 * (`partyOf`), the case's own where it names none. Never throws: what cannot be taken is `rejected` and still a fact.
 * Who may work the case and whether the opId was seen before is the coordinator's question, asked earlier.
 */
export function applyOperation(
  work: Work,
  op: Operation,
  outcomes: readonly OutcomeDefinition[],
  context: FoldContext,
): Folded {
  const { work: done, disposition } = fold(work, op, outcomes, context);
  if (op.kind === 'viewed' || op.kind === 'stray-call') return { work: done, disposition };
  const at = instantOf(op);
  const state = {
    ...done.case,
    version: done.case.version + (changesState(op.kind) ? 1 : 0),
    firstWorkedAt: earlier(done.case.firstWorkedAt, at),
    lastWorkedAt: later(done.case.lastWorkedAt, at),
  };
  return { work: { case: state, party: done.party }, disposition: lateOr(disposition, context) };
}

const lateOr = (disposition: Disposition, { late }: FoldContext): Disposition =>
  late === true && disposition.kind === 'applied' ? { kind: 'late', code: 'out-of-scope' } : disposition;

function fold(work: Work, op: Operation, outcomes: readonly OutcomeDefinition[], context: FoldContext): Folded {
  switch (op.kind) {
    case 'call':
      return { work: foldCall(work, op), disposition: APPLIED };
    case 'outcome':
      return foldOutcome(work, op, outcomes, context);
    case 'reschedule':
      return foldReschedule(work, op, context);
    case 'contact-edit': {
      const { party, disposition } = foldContactEdit(work.party, op);
      return { work: { ...work, party }, disposition };
    }
    case 'flag': {
      const { party, disposition } = foldFlag(work.party, op, context);
      return { work: { ...work, party }, disposition };
    }
    case 'note':
    case 'recording-consent':
    case 'viewed':
    case 'stray-call':
      return { work, disposition: APPLIED };
    default:
      return assertNever(op);
  }
}

/** An attempt is a call that we placed; a call that came in only waits for its outcome. */
function foldCall(work: Work, op: Operation<'call'>): Work {
  const startedAt = corrected(op.body.startedAt, op);
  const openCall = { opId: op.opId, startedAt, number: op.body.number };
  if (op.body.direction === 'in') return { ...work, case: { ...work.case, openCall } };
  return {
    case: { ...work.case, attempts: work.case.attempts + 1, openCall },
    party: countAttempt(work.party, op.body.contactPointId, startedAt),
  };
}

function foldOutcome(
  work: Work,
  op: Operation<'outcome'>,
  outcomes: readonly OutcomeDefinition[],
  context: FoldContext,
): Folded {
  const definition = outcomeOf(op, outcomes);
  if ('kind' in definition) return { work, disposition: definition };
  const known = outcomeFacts(work, op, definition, context);
  const verdict = judge(work.case, op, definition.lattice, context);
  if (!verdict.takesEffect) return { work: known, disposition: verdict.disposition };
  const state = outcomeEffect(known.case, op, definition, context);
  return { work: { ...known, case: written(state, op) }, disposition: verdict.disposition };
}

/** An operator's own postponement counts as a contact where two states meet. */
function foldReschedule(work: Work, op: Operation<'reschedule'>, context: FoldContext): Folded {
  const verdict = judge(work.case, op, 'contact', context);
  if (!verdict.takesEffect) return { work, disposition: verdict.disposition };
  const { at, zone } = op.body;
  const state = { ...work.case, next: { kind: 'call' as const, at, zone, reason: 'rescheduled' } };
  return { work: { ...work, case: written(state, op) }, disposition: verdict.disposition };
}

/** Marks the author's uninterrupted run of changes; the version itself advances for every operation, once. */
function written(state: CaseState, op: Operation): CaseState {
  const author = authorOf(op);
  return state.lastBy === author ? state : { ...state, lastBy: author, runStart: state.version };
}

type Verdict = { readonly takesEffect: boolean; readonly disposition: Disposition };

/**
 * Was the state, as the author saw it, the state that stands? If not the class decides (sync.md, conflicts): a weaker
 * one is withheld, an equal or stronger one takes effect, and either way both are shown. An author's own run is his.
 */
function judge(state: CaseState, op: Operation, lattice: Lattice, context: FoldContext): Verdict {
  if (state.closed !== null) return { takesEffect: false, disposition: { kind: 'late', code: 'case-closed' } };
  if (context.withheld !== undefined) return { takesEffect: false, disposition: withheldAs(context.withheld) };
  if (context.late === true) return { takesEffect: false, disposition: { kind: 'late', code: 'out-of-scope' } };
  const own = state.lastBy === authorOf(op);
  const mismatch = op.baseVersion < (own ? state.runStart : state.version);
  if (!mismatch) return { takesEffect: true, disposition: APPLIED };
  const takesEffect = own || state.lattice === null || LATTICE.indexOf(lattice) >= LATTICE.indexOf(state.lattice);
  return { takesEffect, disposition: { kind: 'conflict', code: takesEffect ? 'took-effect' : 'withheld' } };
}
