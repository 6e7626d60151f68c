import type { HistoryEntry, PartyState } from '../contract/entities.ts';
import type { Disposition, Operation } from '../contract/operations.ts';
import { assertNever } from '../domain/assert-never.ts';
import { corrected, instantOf } from './work.ts';

type Params = HistoryEntry['params'];
type Told = Pick<HistoryEntry, 'kind' | 'code' | 'text' | 'params'>;

/**
 * The operation as one line of the case's history (id = opId), or null for what the history does not show. `by` is the
 * author's display name. `before` is the party as it stood before a contact edit: the old values are kept in the line.
 */
export function historyEntry(
  op: Operation,
  by: string,
  disposition: Disposition['kind'] | 'pending',
  before?: PartyState,
): HistoryEntry | null {
  const told = tell(op, before);
  return told === null ? null : { id: op.opId, at: instantOf(op), by, disposition, ...told };
}

function tell(op: Operation, before: PartyState | undefined): Told | null {
  switch (op.kind) {
    case 'viewed':
    case 'stray-call':
      return null;
    case 'call':
      return { kind: 'call', code: null, text: '', params: callParams(op) };
    case 'outcome':
      return { kind: 'outcome', code: op.body.code, text: op.body.note, params: outcomeParams(op) };
    case 'note':
      return { kind: 'note', code: null, text: op.body.text, params: {} };
    case 'contact-edit':
      return { kind: 'contact-edit', code: null, text: op.body.statusReason ?? '', params: editParams(op, before) };
    case 'flag': {
      const { flag, note, partyId, set } = op.body;
      return { kind: 'flag', code: flag, text: note, params: { partyId, set } };
    }
    case 'recording-consent': {
      const { partyId, phoneId, given } = op.body;
      return { kind: 'recording-consent', code: null, text: '', params: { partyId, phoneId, given } };
    }
    case 'reschedule':
      return { kind: 'rescheduled', code: null, text: op.body.note, params: { at: op.body.at, zone: op.body.zone } };
    default:
      return assertNever(op);
  }
}

function callParams(op: Operation<'call'>): Params {
  const { partyId, contactPointId, number, direction, via, durationS } = op.body;
  const params = { partyId, contactPointId, number, direction, via, durationS };
  return { ...params, startedAt: corrected(op.body.startedAt, op), ...phoneParams(op.body) };
}

/** Only what our own telephone knows, and only where it does. */
function phoneParams({ phoneId, cause, answeredAt, quality }: Operation<'call'>['body']): Params {
  return {
    ...(phoneId === undefined ? {} : { phoneId }),
    ...(cause === undefined ? {} : { cause }),
    ...(answeredAt === undefined ? {} : { answered: answeredAt !== null }),
    ...(quality === undefined || quality === null ? {} : { mos: quality.mos }),
    ...(quality?.silentMs === undefined || quality.silentMs === 0 ? {} : { silentMs: quality.silentMs }),
  };
}

/** Only what was given: an empty parameter would be a word in the sentence. */
function outcomeParams(op: Operation<'outcome'>): Params {
  const { partyId, contactPointId, callOpId, verified, promise, plan, callback, amount, representative } = op.body;
  const params: Record<string, string | number> = { partyId, verified };
  if (contactPointId !== null) params['contactPointId'] = contactPointId;
  if (callOpId !== null) params['callOpId'] = callOpId;
  if (promise !== null) {
    params['promiseAmount'] = promise.amount;
    params['promiseDueOn'] = promise.dueOn;
    params['promiseMethod'] = promise.method;
    params['promiseCheckOn'] = promise.checkOn;
  }
  if (plan !== null) {
    params['planInstalments'] = plan.instalments;
    params['planAmount'] = plan.amount;
    if (plan.lastAmount !== undefined && plan.lastAmount !== plan.amount) params['planLast'] = plan.lastAmount;
    params['planFirstOn'] = plan.firstOn;
  }
  if (callback !== null) {
    params['callbackAt'] = callback.at;
    params['callbackZone'] = callback.zone;
  }
  if (amount !== null) params['amount'] = amount;
  if (representative !== null) params['representative'] = representative;
  return params;
}

const EDITED = ['kind', 'value', 'label', 'status', 'statusReason'] as const;

function editParams({ body }: Operation<'contact-edit'>, before: PartyState | undefined): Params {
  const old = before?.contactPoints.find((point) => point.id === body.contactPointId);
  const { partyId, contactPointId, add } = body;
  const params: Record<string, string | boolean> = { partyId, contactPointId, add };
  for (const field of EDITED) {
    const value = body[field];
    if (value === undefined) continue;
    params[field] = value;
    if (old !== undefined && old[field] !== value) params[`old.${field}`] = old[field];
  }
  return params;
}
