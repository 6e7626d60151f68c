import { type Role, worksCases } from '../../../src-shared/contract/basics.ts';
import type { Disposition, Operation, OperationHead } from '../../../src-shared/contract/operations.ts';
import type { PushedOperation } from '../../../src-shared/contract/sync.ts';
import {
  applyOperation,
  boundedClock,
  instantOf,
  partyOf,
  withheldOf,
  type Work,
} from '../../../src-shared/sync/fold.ts';
import { historyEntry } from '../../../src-shared/sync/history.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../store/store.ts';
import { queueScope } from './feed.ts';
import { type FoldContexts, foldContextOf, type KeptRules } from './fold-contexts.ts';
import { isStorageTrouble } from '../store/sqlite/errors.ts';
import { appendToLog } from './oplog.ts';
import { readOperation } from './read-operation.ts';
import { type CaseFacts, isPartyOf, ownerOfContact, readCase, readPartyState } from './read-state.ts';
import { touchElsewhere } from './same-person.ts';
import type { Unseal } from './unseal.ts';
import { withheldReason } from './withhold.ts';
import { writeActivity, writeCaseState, writePartyState } from './write-state.ts';

export type WorkTools = {
  readonly context: Context;
  readonly unseal: Unseal;
  readonly contexts: FoldContexts;
};

type Author = { readonly id: string; readonly role: Role };
type Placed = { readonly op: Operation; readonly found: CaseFacts; readonly partyId: string; readonly author: Author };

const rejected = (code: string): Disposition => ({ kind: 'rejected', code });

/**
 * Records one operation in the caller's transaction, with its effect and its disposition. Whatever it is, it is in the
 * log afterwards (SY-11): a refused one never holds back those behind it (SY-10).
 */
export const recordOperation = (tools: WorkTools, tx: Tx, pushed: PushedOperation, deviceId: string): Disposition => {
  try {
    // A savepoint of its own: an operation that nobody foresaw leaves no half of an effect behind.
    return tools.context.store.transaction(() => recordRead(tools, tx, pushed, deviceId));
  } catch (error) {
    if (isStorageTrouble(error)) throw error;
    tools.context.log.error(
      { opId: pushed.opId, name: error instanceof Error ? error.name : '' },
      'operation not applied',
    );
    const seq = tools.context.store.nextSeq(tx);
    const disposition = rejected('internal');
    append(tools, tx, { seq, pushed, head: null, deviceId, kept: { raw: pushed }, disposition });
    return disposition;
  }
};

const recordRead = (tools: WorkTools, tx: Tx, pushed: PushedOperation, deviceId: string): Disposition => {
  const { context } = tools;
  const read = readOperation(pushed, tools.unseal);
  const seq = context.store.nextSeq(tx);
  if (!read.ok) {
    append(tools, tx, {
      seq,
      pushed,
      head: read.head,
      deviceId,
      kept: { raw: pushed },
      disposition: rejected(read.code),
    });
    return rejected(read.code);
  }
  const receivedAt = context.clock.now();
  if (read.op.kind === 'stray-call') {
    const disposition = recordStray(context, tx, read.op);
    append(tools, tx, {
      seq,
      pushed,
      head: read.head,
      deviceId,
      kept: { body: read.op.body },
      disposition,
      receivedAt,
    });
    return disposition;
  }
  const placed = place(tx, boundedClock(read.op, receivedAt));
  if (typeof placed === 'string') {
    const disposition = rejected(placed);
    append(tools, tx, { seq, pushed, head: read.head, deviceId, kept: { body: read.op.body }, disposition });
    return disposition;
  }
  const rules = tools.contexts.current(tx, placed.found.mandateId);
  const { disposition, before, after } = fold(tx, placed, rules);
  append(tools, tx, {
    seq,
    pushed,
    head: read.head,
    deviceId,
    kept: { body: read.op.body },
    disposition,
    rules,
    receivedAt,
  });
  write(context, tx, placed, seq, { before, after, disposition });
  return disposition;
};

/** A call of nobody known is a fact of its operator's: it changes no case, and the audit says that it was. */
const recordStray = (context: Context, tx: Tx, op: Operation<'stray-call'>): Disposition => {
  const author = tx.get<Author>('SELECT id, role FROM users WHERE id = ?', op.operatorId);
  if (author === undefined) return rejected('unknown-user');
  if (!worksCases(author.role)) return rejected('forbidden');
  const { state, linkedTo } = op.body;
  context.audit.record(tx, {
    userId: author.id,
    action: 'call.stray',
    subject: op.caseId,
    ...(linkedTo === null ? {} : { caseId: linkedTo }),
    detail: { at: instantOf(op), state },
  });
  return { kind: 'applied', code: null };
};

/** The case, the party and the author an operation is about, or the code for which it is refused. */
const place = (tx: Tx, op: Operation): Placed | string => {
  const author = tx.get<Author>('SELECT id, role FROM users WHERE id = ?', op.operatorId);
  if (author === undefined) return 'unknown-user';
  if (!worksCases(author.role)) return 'forbidden';
  const found = readCase(tx, op.caseId);
  if (found === undefined) return 'unknown-case';
  const partyId = partyOf(op) ?? found.partyId;
  if (partyId !== found.partyId && !isPartyOf(tx, op.caseId, partyId)) return 'malformed-operation';
  // A new contact point takes no other person's place.
  if (op.kind === 'contact-edit' && ownerOfContact(tx, op.body.contactPointId, partyId) !== partyId) {
    return 'malformed-operation';
  }
  return { op, found, partyId, author };
};

type Effect = { readonly before: Work; readonly after: Work; readonly disposition: Disposition };

const fold = (tx: Tx, { op, found, partyId, author }: Placed, rules: KeptRules): Effect => {
  const party = readPartyState(tx, partyId, partyId === found.partyId ? found.debtor : undefined);
  if (party === undefined) throw new Error('a case names a party that is not there');
  const before: Work = { case: found.state, party };
  const leader = author.role === 'leader';
  const withheld = withheldReason(tx, op, found);
  const { work, disposition } = applyOperation(before, op, rules.outcomes, {
    zone: found.zone,
    ...foldContextOf(rules),
    leader,
    // Whoever no longer holds the case states facts; its state belongs to the one who does.
    late: found.assignedTo !== author.id && !leader,
    ...(withheld === undefined ? {} : { withheld }),
  });
  return { before, after: work, disposition };
};

const write = (context: Context, tx: Tx, placed: Placed, seq: number, effect: Effect): void => {
  const { op, found, partyId, author } = placed;
  if (op.kind === 'viewed') {
    // Law and creditors ask who looked at whom: it is in the audit, also when it was seen offline.
    const detail = { at: instantOf(op), deviceId: op.deviceId };
    context.audit.record(tx, { userId: author.id, action: 'case.view', subject: partyId, caseId: found.id, detail });
    return;
  }
  const { before, after, disposition } = effect;
  writeCaseState(tx, found, after.case);
  const entry = historyEntry(op, '', disposition.kind, before.party);
  if (entry !== null && entry.disposition !== 'pending') {
    const withheld = withheldOf(disposition.code);
    const params = withheld === undefined ? entry.params : { ...entry.params, withheld };
    writeActivity(tx, { ...entry, params, disposition: entry.disposition, caseId: found.id, seq, userId: author.id });
  }
  if (writePartyState(tx, partyId, before.party, after.party)) {
    context.feed.touchParty(tx, partyId);
    touchElsewhere(tx, context.feed, partyId, before.party, after.party);
  }
  if (found.assignedTo !== null) context.feed.put(tx, queueScope(found.assignedTo), 'case', found.id);
};

type Appending = {
  readonly seq: number;
  readonly pushed: PushedOperation;
  readonly head: OperationHead | null;
  readonly deviceId: string;
  /** The body as it was read, or the whole envelope where it could not be: no fact is thrown away. */
  readonly kept: { readonly body: unknown } | { readonly raw: unknown };
  readonly disposition: Disposition;
  readonly rules?: KeptRules;
  /** By the coordinator's clock: what its own is bounded by. */
  readonly receivedAt?: string;
};

const append = (
  tools: WorkTools,
  tx: Tx,
  { seq, pushed, head, deviceId, kept, disposition, rules, receivedAt }: Appending,
): void => {
  const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 64) : '');
  const caseId = head?.caseId ?? text(pushed['caseId']);
  const party = 'body' in kept ? (kept.body as { partyId?: unknown }).partyId : null;
  appendToLog(tx, {
    seq,
    op_id: pushed.opId,
    // As numbered by the device that delivered it.
    device_id: deviceId,
    dev_seq: pushed.devSeq,
    operator_id: head?.operatorId ?? text(pushed['operatorId']),
    kind: head?.kind ?? text(pushed['kind']),
    case_id: caseId,
    party_id: text(party),
    occurred_at: head?.occurredAt ?? '',
    received_at: receivedAt ?? tools.context.clock.now(),
    head: JSON.stringify(head ?? { opId: pushed.opId, devSeq: pushed.devSeq }),
    body: tools.context.caseKeys.seal(tx, caseId, JSON.stringify(kept), pushed.opId),
    disposition: disposition.kind,
    code: disposition.code,
    context_id: rules?.id ?? null,
  });
};
