import type { CaseState, PartyState } from '../contract/entities.ts';
import type { Disposition, Operation } from '../contract/operations.ts';
import { assertNever } from '../domain/assert-never.ts';
import {
  needsIdentity,
  nextActionFor,
  type OutcomeDefinition,
  type OutcomeField,
} from '../domain/outcome-catalogue.ts';
import { changeContactPoint, countAttempt, countConversation, raiseFlag } from './fold-party.ts';
import { graceOf, promisesMade } from './promises-made.ts';
import { instantOf, type FoldContext, type Work } from './work.ts';

/** Why an outcome cannot be taken, or its definition. One that was switched off meanwhile is taken: it was true then. */
export function outcomeOf(
  op: Operation<'outcome'>,
  outcomes: readonly OutcomeDefinition[],
): OutcomeDefinition | Disposition {
  const definition = outcomes.find(({ code }) => code === op.body.code);
  if (definition === undefined || !definition.operatorMayChoose) return { kind: 'rejected', code: 'unknown-outcome' };
  if (needsIdentity(definition) && op.body.verified !== 'verified') {
    return { kind: 'rejected', code: 'identity-not-verified' };
  }
  const missing = definition.needs.some((field) => !isGiven(field, op));
  return missing ? { kind: 'rejected', code: 'outcome-incomplete' } : definition;
}

function isGiven(field: OutcomeField, { body }: Operation<'outcome'>): boolean {
  switch (field) {
    case 'promise':
      return body.promise !== null;
    case 'callback':
      return body.callback !== null;
    case 'amount':
      return body.amount !== null;
    case 'note':
      return body.note.trim() !== '';
    case 'contactPoint':
      return body.contactPointId !== null;
    case 'representative':
      return body.representative !== null && body.representative.trim() !== '';
    case 'plan':
      return body.plan !== null;
    default:
      return assertNever(field);
  }
}

const isConversation = (definition: OutcomeDefinition, op: Operation<'outcome'>): boolean =>
  definition.rightParty === 'yes' || (definition.rightParty === 'unknown' && op.body.verified === 'verified');

/** The instant of the outcome's call: the open one, or the person's last call before it (given on a sibling case). */
function callInstant(state: CaseState, party: PartyState, op: Operation<'outcome'>, at: string): string {
  if (op.body.callOpId === null) return at;
  if (state.openCall?.opId === op.body.callOpId) return state.openCall.startedAt;
  return party.attempts.findLast((attempt) => attempt <= at) ?? at;
}

/**
 * What counts whatever becomes of the effect: conversations, promises, flags, what was learnt of the number. A promise
 * that cannot stand as it was said is none until a leader lets it be one.
 */
export function outcomeFacts(
  work: Work,
  op: Operation<'outcome'>,
  definition: OutcomeDefinition,
  context: FoldContext,
): Work {
  const at = instantOf(op);
  const { contactPointId, callOpId } = op.body;
  const called = callInstant(work.case, work.party, op, at);
  const talked = isConversation(definition, op);
  // Without the two keys of a call the outcome itself is the trace of an attempt, where it names a number.
  const unkeyed = callOpId === null && contactPointId !== null;
  let { party } = work;
  if (unkeyed) party = countAttempt(party, contactPointId, at);
  if (talked) party = countConversation(party, contactPointId, called);
  const verdict = definition.contactPoint;
  if (verdict !== null) {
    party = changeContactPoint(party, contactPointId, (p) => ({ ...p, status: verdict, statusReason: op.body.code }));
  }
  if (definition.flag !== null) {
    party = raiseFlag(party, definition.flag, { at, by: op.operatorId, note: op.body.note });
  }
  const made = context.withheld === undefined ? promisesMade(op, context) : [];
  return {
    party,
    case: {
      ...work.case,
      attempts: work.case.attempts + (unkeyed ? 1 : 0),
      conversations: work.case.conversations + (talked ? 1 : 0),
      promises: made.length === 0 ? work.case.promises : [...work.case.promises, ...made],
      openCall: work.case.openCall?.opId === callOpId ? null : work.case.openCall,
    },
  };
}

/** The effect on the state, where it is not withheld: class, next step, suspension, older promises replaced. */
export function outcomeEffect(
  state: CaseState,
  op: Operation<'outcome'>,
  definition: OutcomeDefinition,
  context: FoldContext,
): CaseState {
  const at = instantOf(op);
  const { promise, plan, callback } = op.body;
  const graceDays = graceOf(context);
  const next = nextActionFor(definition, {
    at,
    zone: context.zone,
    promise: promise === null ? null : { dueOn: promise.dueOn, graceDays },
    plan: plan === null ? null : { firstOn: plan.firstOn, graceDays },
    callback,
    ...(context.ruleSet === undefined ? {} : { ruleSet: context.ruleSet }),
  });
  const made = new Set(promisesMade(op, context).map(({ id }) => id));
  return {
    ...state,
    lattice: definition.lattice,
    lastOutcome: definition.code,
    lastOutcomeAt: at,
    next: { kind: next.kind, at: next.at, zone: next.zone, reason: definition.code },
    suspended: suspension(state, definition),
    promises: made.size === 0 ? state.promises : replaced(state.promises, made),
  };
}

/** A new promise takes the place of those still open. */
const replaced = (promises: CaseState['promises'], made: ReadonlySet<string>): CaseState['promises'] =>
  promises.map((row) => (row.status === 'open' && !made.has(row.id) ? { ...row, status: 'cancelled' } : row));

/** Only speaking with the debtor himself lifts a suspension; an unanswered call does not. */
function suspension(state: CaseState, definition: OutcomeDefinition): string | null {
  if (definition.suspends) return definition.code;
  return definition.rightParty === 'yes' ? null : state.suspended;
}
