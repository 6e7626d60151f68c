import type { ContactPoint, PartyState } from '../contract/entities.ts';
import type { Disposition, Operation, OperationBody } from '../contract/operations.ts';
import { APPLIED, instantOf, later, type FoldContext } from './work.ts';

/** Contact limits look back a calendar month at most. */
const KEEP_MS = 31 * 86_400_000;

/**
 * Adds an instant to a sorted list that holds each instant once and nothing older than 31 days before its newest: the
 * same set whatever the order in which they come.
 */
export function withInstant(list: readonly string[], instant: string): string[] {
  const all = list.includes(instant) ? [...list] : [...list, instant].sort();
  const newest = all.at(-1) ?? instant;
  const oldest = new Date(Date.parse(newest) - KEEP_MS).toISOString();
  return all[0] !== undefined && all[0] < oldest ? all.filter((at) => at >= oldest) : all;
}

/** Both lists as one, as `withInstant` would have made it. */
export function joinInstants(list: readonly string[], more: readonly string[]): string[] {
  return more.reduce<string[]>(withInstant, [...list]);
}

export function changeContactPoint(
  party: PartyState,
  id: string | null,
  change: (point: ContactPoint) => ContactPoint,
): PartyState {
  if (id === null || !party.contactPoints.some((point) => point.id === id)) return party;
  return { ...party, contactPoints: party.contactPoints.map((point) => (point.id === id ? change(point) : point)) };
}

/** A call placed: counted on the person (contact limits) and on the number. */
export function countAttempt(party: PartyState, contactPointId: string | null, at: string): PartyState {
  const counted = { ...party, attempts: withInstant(party.attempts, at) };
  return changeContactPoint(counted, contactPointId, (point) => ({
    ...point,
    attempts: point.attempts + 1,
    lastAt: later(point.lastAt, at),
  }));
}

/**
 * A conversation stands at the instant of its call, so that outcomes given on several cases after one call count one
 * conversation of the person.
 */
export function countConversation(party: PartyState, contactPointId: string | null, at: string): PartyState {
  const counted = { ...party, conversations: withInstant(party.conversations, at) };
  return changeContactPoint(counted, contactPointId, (point) => ({
    ...point,
    answers: point.answers + 1,
    lastAt: later(point.lastAt, at),
  }));
}

/** Flags only rise; the first one stays. `by` is the operator's id: names change, the log does not. */
export function raiseFlag(
  party: PartyState,
  flag: keyof PartyState['flags'],
  value: { readonly at: string; readonly by: string; readonly note: string },
): PartyState {
  return party.flags[flag] ? party : { ...party, flags: { ...party.flags, [flag]: value } };
}

export function foldFlag(
  party: PartyState,
  op: Operation<'flag'>,
  context: FoldContext,
): { readonly party: PartyState; readonly disposition: Disposition } {
  const { flag, set, note } = op.body;
  if (set) {
    return { party: raiseFlag(party, flag, { at: instantOf(op), by: op.operatorId, note }), disposition: APPLIED };
  }
  if (context.leader !== true) return { party, disposition: { kind: 'rejected', code: 'forbidden' } };
  return { party: { ...party, flags: { ...party.flags, [flag]: null } }, disposition: APPLIED };
}

export function foldContactEdit(
  party: PartyState,
  op: Operation<'contact-edit'>,
): { readonly party: PartyState; readonly disposition: Disposition } {
  const { body } = op;
  const known = party.contactPoints.some((point) => point.id === body.contactPointId);
  if (known) {
    return { party: changeContactPoint(party, body.contactPointId, (p) => edited(p, body)), disposition: APPLIED };
  }
  if (!body.add || body.kind === undefined || body.value === undefined || body.value.trim() === '') {
    return { party, disposition: { kind: 'rejected', code: 'malformed-operation' } };
  }
  const point: ContactPoint = {
    id: body.contactPointId,
    kind: body.kind,
    value: body.value,
    label: body.label ?? '',
    status: body.status ?? 'ok',
    statusReason: body.statusReason ?? '',
    source: 'operator',
    attempts: 0,
    answers: 0,
    lastAt: null,
  };
  return { party: { ...party, contactPoints: [...party.contactPoints, point] }, disposition: APPLIED };
}

/** Per field, the last in the coordinator's order; the history keeps what stood there before. */
function edited(point: ContactPoint, body: OperationBody<'contact-edit'>): ContactPoint {
  return {
    ...point,
    kind: body.kind ?? point.kind,
    value: body.value ?? point.value,
    label: body.label ?? point.label,
    status: body.status ?? point.status,
    statusReason: body.statusReason ?? point.statusReason,
    source: body.value !== undefined && body.value !== point.value ? 'operator' : point.source,
  };
}
