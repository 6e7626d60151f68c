import type { CaseState, FlagName, HistoryEntry, PartyState } from '../../../src-shared/contract/entities.ts';
import type { Operation } from '../../../src-shared/contract/operations.ts';
import { assertNever } from '../../../src-shared/domain/assert-never.ts';
import { applyOperation, initialPartyState } from '../../../src-shared/sync/fold.ts';
import {
  checkPromises,
  closeCase,
  type PromiseChange,
  type Settled,
  type Settlement,
  settlePayment,
} from '../../../src-shared/sync/payments.ts';
import { liftFlags, resumeCase } from '../../../src-shared/sync/resume.ts';
import { sha256 } from '../administration/audit/chain.ts';
import type { Context } from '../context.ts';
import { newId } from '../identity.ts';
import { noteChain } from '../store/chain-heads.ts';
import type { Tx } from '../store/store.ts';
import { foldContextOf, type FoldRules } from './fold-contexts.ts';
import { readCase, readPartyState } from './read-state.ts';
import { writeActivity, writeCaseState, writePartyState } from './write-state.ts';

/**
 * What the coordinator itself changes of a case's state. The whole input is kept, so that folding the log again gives
 * the same state whatever the settings, payments and dates have become since (SY-12).
 */
export type CaseEvent =
  /** Money was booked or reversed; the caller has written the payment and the balances. */
  | { readonly kind: 'payment'; readonly settlement: Settlement }
  /** The daily look at promises whose check day has passed. */
  | { readonly kind: 'promise-check'; readonly settlement: Settlement }
  /** The mandate ends, or the creditor recalls the case. */
  | { readonly kind: 'close'; readonly closed: NonNullable<CaseState['closed']>; readonly zone: string }
  /** A leader puts a case back to work, and takes away what stood against contacting its debtor. */
  | {
      readonly kind: 'resumed';
      readonly at: string;
      readonly zone: string;
      readonly partyId: string;
      readonly lift: readonly FlagName[];
    }
  /** A leader lets an operation take effect that came too late or met another. */
  | {
      readonly kind: 'decision';
      readonly op: Operation;
      readonly zone: string;
      readonly rules: FoldRules;
    };

/** Pure: the same when it happens and when the log is folded again. */
export const foldEvent = (state: CaseState, event: CaseEvent): Settled => {
  switch (event.kind) {
    case 'payment':
      return settlePayment(state, event.settlement);
    case 'promise-check':
      return checkPromises(state, event.settlement);
    case 'close':
      return { state: closeCase(state, event.closed, event.zone), changes: [] };
    case 'resumed':
      return { state: resumeCase(state, event), changes: [] };
    case 'decision':
      return { state: foldDecision(state, event), changes: [] };
    default:
      return assertNever(event);
  }
};

/** What an event changes of a person: most change nothing. Pure, like the rest. */
export const foldPartyEvent = (party: PartyState, event: CaseEvent): PartyState =>
  event.kind === 'resumed' ? liftFlags(party, event.lift) : party;

/**
 * Only the effect is made good: the facts (attempts, conversations, promises) counted when the operation came. A promise
 * that could not stand was none then; it is one from now on.
 */
const foldDecision = (state: CaseState, { op, zone, rules }: Extract<CaseEvent, { kind: 'decision' }>): CaseState => {
  const asSeen = { ...op, baseVersion: state.version };
  const context = { zone, ...foldContextOf(rules) };
  const { work } = applyOperation({ case: state, party: initialPartyState() }, asSeen, rules.outcomes, context);
  return {
    ...work.case,
    attempts: state.attempts,
    conversations: state.conversations,
    promises: isPromised(state, op) ? state.promises : work.case.promises,
    openCall: state.openCall,
    lastBy: null,
    runStart: work.case.version,
  };
};

const isPromised = ({ promises }: CaseState, { opId }: Operation): boolean =>
  promises.some(({ id }) => id === opId || id.startsWith(`${opId}.`));

type EventRow = { readonly seq: number; readonly hash: string };
export const EVENT_GENESIS = sha256('sollecito case events');

export const eventLink = (
  previous: string,
  row: { seq: number; case_id: string; kind: string; at: string; user_id: string; input_hash: string },
): string => sha256([previous, row.seq, row.case_id, row.kind, row.at, row.user_id, row.input_hash].join('\n'));

/** What a promise became, as a line of the history (`partial` and `broken` are the same sentence with other numbers). */
const promiseLine = ({ promise, to }: PromiseChange): Pick<HistoryEntry, 'kind' | 'code' | 'text' | 'params'> | null =>
  to === 'open' || to === 'cancelled'
    ? null
    : {
        kind: to === 'kept' ? 'promise-kept' : 'promise-broken',
        code: to,
        text: '',
        params: { promiseId: promise.id, amount: promise.amount, dueOn: promise.dueOn },
      };

/**
 * Applies an event in the caller's transaction: the state, the columns and promises drawn from it, the lines that
 * promises add to the history, the queue of whoever has the case. The caller writes its own line and its audit entry.
 * Undefined where the case is not there (any more).
 */
export const applyCaseEvent = (
  context: Context,
  tx: Tx,
  caseId: string,
  userId: string,
  event: CaseEvent,
): Settled | undefined => {
  const found = readCase(tx, caseId);
  if (found === undefined) return undefined;
  const settled = foldEvent(found.state, event);
  appendEvent(context, tx, caseId, userId, event);
  writeCaseState(tx, found, settled.state);
  if (event.kind === 'resumed') changeParty(context, tx, event);
  for (const change of settled.changes) {
    const line = promiseLine(change);
    if (line === null) continue;
    const seq = context.store.nextSeq(tx);
    const at = context.clock.now();
    writeActivity(tx, { id: newId(), caseId, seq, at, userId: '', disposition: 'applied', ...line });
  }
  context.feed.touchCase(tx, caseId);
  return settled;
};

const changeParty = (context: Context, tx: Tx, event: Extract<CaseEvent, { kind: 'resumed' }>): void => {
  const before = readPartyState(tx, event.partyId);
  if (before === undefined) return;
  if (writePartyState(tx, event.partyId, before, foldPartyEvent(before, event)))
    context.feed.touchParty(tx, event.partyId);
};

const appendEvent = (context: Context, tx: Tx, caseId: string, userId: string, event: CaseEvent): void => {
  const previous = tx.get<EventRow>('SELECT seq, hash FROM case_events ORDER BY seq DESC LIMIT 1')?.hash;
  const input = context.caseKeys.seal(tx, caseId, JSON.stringify(event), `event|${caseId}`);
  const row = {
    seq: context.store.nextSeq(tx),
    case_id: caseId,
    kind: event.kind,
    at: context.clock.now(),
    user_id: userId,
    input_hash: sha256(input),
  };
  noteChain(tx);
  tx.run(
    'INSERT INTO case_events (seq, case_id, kind, at, user_id, input, input_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    row.seq,
    row.case_id,
    row.kind,
    row.at,
    row.user_id,
    input,
    row.input_hash,
    eventLink(previous ?? EVENT_GENESIS, row),
  );
};
