import type { CaseState, PromiseRow } from '../contract/entities.ts';
import { addWorkingDays } from '../domain/holidays.ts';
import { addMinutes, civilDateAt, instantAt } from '../domain/civil-date.ts';
import { promiseStatuses, type PromisePayment, type PromiseTerms } from '../domain/promise.ts';

/** The state of a case as booked money and the calendar leave it: what the coordinator alone writes. */
export type Settlement = {
  /** When the fact was recorded (a payment, a reversal, the daily look at promises). */
  readonly at: string;
  /** The debtor's zone. */
  readonly zone: string;
  /** Cents still owed after the fact. */
  readonly residual: number;
  /** All payments of the case so far; a reversal is a negative one that names the payment it reverses. */
  readonly payments: readonly PromisePayment[];
  readonly terms: PromiseTerms;
  /** The mandate is closed: the case ends as the return file says, whatever the bank takes back later. */
  readonly final?: boolean;
};

export type PromiseChange = {
  readonly promise: PromiseRow;
  readonly from: PromiseRow['status'];
  readonly to: PromiseRow['status'];
};

export type Settled = { readonly state: CaseState; readonly changes: readonly PromiseChange[] };

const MORNING = '09:30';
const EVENING = '18:00';

/** After a payment or its reversal. Paid in full closes the case; a reversal opens it again while the mandate runs. */
export function settlePayment(state: CaseState, money: Settlement): Settled {
  const { state: judged, changes } = judgePromises(state, money);
  const paid = isPaid(money);
  if (money.final === true) return { state: judged, changes };
  if (state.closed !== null && state.closed.reason !== 'paid') return { state: judged, changes };
  if (paid) return { state: state.closed === null ? closedAsPaid(judged, money) : judged, changes };
  if (state.closed !== null) {
    const next = { kind: 'call' as const, at: money.at, zone: money.zone, reason: 'payment' };
    return { state: written({ ...judged, closed: null, lattice: 'contact', next }), changes };
  }
  return { state: afterPromises(withoutClaim(judged, money), changes, money), changes };
}

/** The daily look: promises whose check day has passed are kept, kept in part or broken. */
export function checkPromises(state: CaseState, money: Settlement): Settled {
  const { state: judged, changes } = judgePromises(state, money);
  if (state.closed !== null) return { state: judged, changes };
  return { state: afterPromises(judged, changes, money), changes };
}

/** The mandate ends (or the creditor recalls the case): no next step any more. */
export function closeCase(state: CaseState, closed: NonNullable<CaseState['closed']>, zone: string): CaseState {
  return written({ ...state, closed, openCall: null, next: { kind: 'none', at: null, zone, reason: 'closed' } });
}

function judgePromises(state: CaseState, money: Settlement): Settled {
  const today = civilDateAt(money.at, money.zone);
  const standing = state.promises
    .filter(({ status }) => status !== 'cancelled')
    .map(({ id, amount, dueOn, madeAt }) => ({ id, amount, dueOn, madeOn: civilDateAt(madeAt, money.zone) }));
  const statuses = promiseStatuses(standing, money.payments, money.terms, today);
  const changes: PromiseChange[] = [];
  const promises = state.promises.map((promise) => {
    const found = statuses.get(promise.id) ?? promise.status;
    // Who owes nothing any more breaks no promise, whenever his money came; a reversal judges anew.
    const to = isPaid(money) && promise.status === 'open' && found !== 'kept' ? 'open' : found;
    if (to === promise.status) return promise;
    changes.push({ promise, from: promise.status, to });
    return { ...promise, status: to };
  });
  return { state: changes.length === 0 ? state : { ...state, promises }, changes };
}

const isPaid = ({ residual, payments }: Settlement): boolean =>
  residual <= 0 && payments.some(({ amount }) => amount > 0);

function closedAsPaid(state: CaseState, { at, zone }: Settlement): CaseState {
  const paid = { ...state, lattice: 'paid' as const, lastOutcome: 'PAG', lastOutcomeAt: at, suspended: null };
  return closeCase(paid, { class: 'positive', reason: 'paid', at }, zone);
}

/** Money has come: "already paid" is no longer a claim that holds the case back. */
function withoutClaim(state: CaseState, money: Settlement): CaseState {
  if (state.suspended !== 'GPA' || money.payments.every(({ amount }) => amount <= 0)) return state;
  return { ...state, suspended: null, next: nextMorning(money) };
}

function afterPromises(state: CaseState, changes: readonly PromiseChange[], money: Settlement): CaseState {
  const waits = state.next.kind === 'promise-check';
  if (changes.some(({ to }) => to === 'broken' || to === 'partial')) {
    // An agreed callback, the office and the leader come before the reminder of a broken promise.
    if (!waits && state.next.kind !== 'call') return state;
    return {
      ...state,
      next: { kind: 'call', at: addMinutes(money.at, 0), zone: money.zone, reason: 'promise-broken' },
    };
  }
  if (!waits || !changes.some(({ to }) => to === 'kept')) return state;
  const open = state.promises.filter(({ status }) => status === 'open').map(({ checkOn }) => checkOn);
  const first = open.toSorted()[0];
  if (first === undefined) return { ...state, next: nextMorning(money) };
  return { ...state, next: { ...state.next, at: instantAt(first, EVENING, money.zone) } };
}

function nextMorning({ at, zone }: Settlement): CaseState['next'] {
  const day = addWorkingDays(civilDateAt(at, zone), 1);
  return { kind: 'call', at: instantAt(day, MORNING, zone), zone, reason: 'payment' };
}

/** The coordinator's own change: whoever captured without having seen it meets it as a conflict. */
function written(state: CaseState): CaseState {
  return { ...state, version: state.version + 1, lastBy: null, runStart: state.version + 1 };
}
