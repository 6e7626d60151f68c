import type { Decision, Undecided } from '../../../src-shared/contract/decisions.ts';
import { DECISIONS_SHOWN } from '../../../src-shared/contract/decisions.ts';
import {
  type Operation,
  OPERATION_KINDS,
  type OperationHead,
  type OperationKind,
} from '../../../src-shared/contract/operations.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import type { CaseState } from '../../../src-shared/contract/entities.ts';
import { boundedClock, instantOf, withheldOf } from '../../../src-shared/sync/fold.ts';
import { historyEntry } from '../../../src-shared/sync/history.ts';
import type { CaseKeys } from '../administration/keys/case-keys.ts';
import { scopeOf } from '../performance/scope.ts';
import type { Sql } from '../store/store.ts';
import type { LogRow } from './oplog.ts';

type Row = Pick<LogRow, 'op_id' | 'kind' | 'case_id' | 'head' | 'body' | 'disposition' | 'code' | 'received_at'> & {
  readonly operator_id: string;
  readonly context_id: number | null;
  readonly operator: string | null;
  readonly case_number: string | null;
  readonly gone: string | null;
  readonly debtor: string | null;
  readonly creditor: string | null;
  readonly assigned_to: string | null;
  readonly state: string | null;
};

/** An operation that waits, with what is needed to decide it. */
export type Waiting = {
  readonly row: Row;
  /** null where it was never readable, or its case was erased. */
  readonly op: Operation | null;
  /** null where the case is not there (any more). */
  readonly state: CaseState | null;
  readonly choices: readonly [Decision, ...Decision[]];
};

const SELECT = `SELECT o.op_id, o.kind, o.case_id, o.operator_id, o.head, o.body, o.disposition, o.code, o.context_id,
  o.received_at, u.name AS operator, c.case_number, g.case_number AS gone, c.state, p.name AS debtor, k.name AS creditor,
  h.name AS assigned_to
  FROM oplog o LEFT JOIN users u ON u.id = o.operator_id
  LEFT JOIN cases c ON c.id = o.case_id AND EXISTS (SELECT 1 FROM batches b WHERE b.id = c.batch_id AND b.status = 'loaded')
  LEFT JOIN gone_cases g ON g.case_id = o.case_id
  LEFT JOIN parties p ON p.id = c.party_id LEFT JOIN creditors k ON k.id = c.creditor_id
  LEFT JOIN users h ON h.id = c.assigned_to
  WHERE o.disposition <> 'applied' AND o.decided_at IS NULL`;

/** The operation as it was sealed away, where it can still be opened. */
const openOperation = (sql: Sql, caseKeys: CaseKeys, row: Row): Operation | null => {
  const content = row.body === '' ? null : caseKeys.open(sql, row.case_id, row.body, row.op_id);
  const kept = content === null ? {} : (JSON.parse(content) as { body?: unknown });
  if (kept.body === undefined) return null;
  return boundedClock({ ...(JSON.parse(row.head) as OperationHead), body: kept.body } as Operation, row.received_at);
};

/**
 * What a leader may decide. Only an effect that was withheld can be made good: an outcome's or a postponement's, on a
 * case that is still open. What was refused had no effect to withhold.
 */
const choicesFor = (row: Row, op: Operation | null, state: CaseState | null): Waiting['choices'] => {
  if (row.disposition === 'rejected') return ['dismiss'];
  const withheld = row.code === 'withheld' || row.code === 'out-of-scope' || withheldOf(row.code) !== undefined;
  const effect = op !== null && (op.kind === 'outcome' || op.kind === 'reschedule');
  return withheld && effect && state !== null && state.closed === null ? ['keep', 'apply'] : ['keep'];
};

const waitingOf = (sql: Sql, caseKeys: CaseKeys, row: Row): Waiting => {
  const op = openOperation(sql, caseKeys, row);
  const state = row.state === null ? null : (JSON.parse(row.state) as CaseState);
  return { row, op, state, choices: choicesFor(row, op, state) };
};

/** One of the operations that this leader may decide; undefined where it is none, or was decided. */
export const findUndecided = (sql: Sql, caseKeys: CaseKeys, user: SessionUser, opId: string): Waiting | undefined => {
  const { text, params } = scopeOf(sql, user, undefined).authorOn('o.operator_id');
  const row = sql.get<Row>(`${SELECT} AND o.op_id = ? ${text}`, opId, ...params);
  return row === undefined ? undefined : waitingOf(sql, caseKeys, row);
};

/** What waits for this leader, oldest first; the board counts the same (performance/to-decide.ts). */
export const listUndecided = (sql: Sql, caseKeys: CaseKeys, user: SessionUser): Undecided[] => {
  const { text, params } = scopeOf(sql, user, undefined).authorOn('o.operator_id');
  return sql
    .all<Row>(`${SELECT} ${text} ORDER BY o.seq LIMIT ${DECISIONS_SHOWN}`, ...params)
    .map((row) => shownOf(waitingOf(sql, caseKeys, row)));
};

const kindOf = (text: string): OperationKind | null => OPERATION_KINDS.find((kind) => kind === text) ?? null;

const shownOf = ({ row, op, state, choices }: Waiting): Undecided => ({
  opId: row.op_id,
  kind: kindOf(row.kind),
  disposition: row.disposition,
  code: row.code,
  operator: row.operator ?? '',
  occurredAt: op === null ? row.received_at : instantOf(op),
  receivedAt: row.received_at,
  case:
    state === null
      ? null
      : {
          id: row.case_id,
          caseNumber: row.case_number ?? '',
          debtor: row.debtor ?? '',
          creditor: row.creditor ?? '',
          assignedTo: row.assigned_to,
          lastOutcome: state.lastOutcome,
          lastOutcomeAt: state.lastOutcomeAt,
          nextKind: state.next.kind,
          nextAt: state.next.at,
        },
  goneCase: row.gone,
  said: op === null ? null : saidOf(op),
  choices: [...choices],
});

/** The sentence of the history, in the few words of a list. */
const saidOf = (op: Operation): NonNullable<Undecided['said']> => {
  const outcome = op.kind === 'outcome' ? op.body : null;
  return {
    outcome: outcome?.code ?? null,
    note: historyEntry(op, '', 'pending')?.text ?? '',
    amount: outcome?.promise?.amount ?? outcome?.plan?.amount ?? outcome?.amount ?? null,
    dueOn: outcome?.promise?.dueOn ?? outcome?.plan?.firstOn ?? null,
    at: op.kind === 'reschedule' ? op.body.at : (outcome?.callback?.at ?? null),
  };
};
