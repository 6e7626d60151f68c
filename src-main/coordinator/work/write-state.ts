import type { CaseState, ContactPoint, HistoryEntry, PartyState } from '../../../src-shared/contract/entities.ts';
import type { Tx } from '../store/store.ts';
import type { CaseFacts } from './read-state.ts';

/**
 * The only place that writes what operations and the coordinator's own events change: a case's state and the columns
 * drawn from it, promises, a party's flags and contact points, history.
 */

/** What the log is folded over is kept at the first change (SY-12). */
const keepBase = (tx: Tx, entity: 'case' | 'party', id: string, body: string): void =>
  void tx.run(
    'INSERT INTO fold_bases (entity, id, body) VALUES (?, ?, ?) ON CONFLICT (entity, id) DO NOTHING',
    entity,
    id,
    body,
  );

/** Writes `after` where it differs from the state that was read. */
export const writeCaseState = (
  tx: Tx,
  before: Pick<CaseFacts, 'id' | 'state' | 'stateText'>,
  after: CaseState,
): void => {
  const text = JSON.stringify(after);
  if (text === before.stateText) return;
  // A version above 0 says that an earlier change has kept it.
  if (before.state.version === 0) keepBase(tx, 'case', before.id, before.stateText);
  tx.run(
    'UPDATE cases SET state = ?, next_kind = ?, next_at = ?, lattice = ?, last_outcome = ?, worked = ? WHERE id = ?',
    text,
    after.next.kind,
    after.next.at,
    after.lattice,
    after.lastOutcome,
    after.firstWorkedAt === null ? 0 : 1,
    before.id,
  );
  // Named only when it changes: a column that an index has costs its rewriting, also where the value stays.
  const closed = after.closed?.class ?? null;
  if (closed !== (before.state.closed?.class ?? null)) {
    tx.run('UPDATE cases SET closed_class = ? WHERE id = ?', closed, before.id);
  }
  writePromises(tx, before.id, before.state, after);
};

const writePromises = (tx: Tx, caseId: string, before: CaseState, after: CaseState): void => {
  if (before.promises === after.promises) return;
  const known = new Map(before.promises.map((promise) => [promise.id, promise.status]));
  for (const promise of after.promises) {
    if (known.get(promise.id) === promise.status) continue;
    tx.run(
      `INSERT INTO promises (id, case_id, amount, due_on, method, check_on, made_at, status)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET status = excluded.status`,
      promise.id,
      caseId,
      promise.amount,
      promise.dueOn,
      promise.method,
      promise.checkOn,
      promise.madeAt,
      promise.status,
    );
  }
};

/** Answers whether anything of the party has changed. */
export const writePartyState = (tx: Tx, partyId: string, before: PartyState, after: PartyState): boolean => {
  if (before === after) return false;
  // So do calls that were counted.
  if (before.attempts.length === 0 && before.conversations.length === 0) {
    keepBase(tx, 'party', partyId, JSON.stringify(before));
  }
  if (
    before.flags !== after.flags ||
    before.attempts !== after.attempts ||
    before.conversations !== after.conversations
  ) {
    const recent = { conversations: after.conversations, attempts: after.attempts };
    tx.run(
      'UPDATE parties SET flags = ?, recent = ? WHERE id = ?',
      JSON.stringify(after.flags),
      JSON.stringify(recent),
      partyId,
    );
  }
  const known = new Map(before.contactPoints.map((point) => [point.id, point]));
  for (const point of after.contactPoints) if (known.get(point.id) !== point) writeContactPoint(tx, partyId, point);
  return true;
};

const writeContactPoint = (tx: Tx, partyId: string, point: ContactPoint): void =>
  void tx.run(
    `INSERT INTO contact_points (id, party_id, kind, value, label, status, status_reason, source, attempts, answers, last_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (party_id, id) DO UPDATE SET kind = excluded.kind,
     value = excluded.value, label = excluded.label, status = excluded.status, status_reason = excluded.status_reason,
     source = excluded.source, attempts = excluded.attempts, answers = excluded.answers, last_at = excluded.last_at`,
    point.id,
    partyId,
    point.kind,
    point.value,
    point.label,
    point.status,
    point.statusReason,
    point.source,
    point.attempts,
    point.answers,
    point.lastAt,
  );

/** One line of a case's history. `userId` is empty for the coordinator itself. */
export type Activity = Pick<HistoryEntry, 'id' | 'at' | 'kind' | 'code' | 'text' | 'params'> & {
  readonly caseId: string;
  readonly seq: number;
  readonly userId: string;
  readonly disposition: Exclude<HistoryEntry['disposition'], 'pending'>;
};

export const writeActivity = (tx: Tx, activity: Activity): void =>
  void tx.run(
    `INSERT INTO activities (id, case_id, seq, at, kind, user_id, code, text, params, disposition)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    activity.id,
    activity.caseId,
    activity.seq,
    activity.at,
    activity.kind,
    activity.userId,
    activity.code,
    activity.text,
    JSON.stringify(activity.params),
    activity.disposition,
  );
