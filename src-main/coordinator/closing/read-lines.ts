import type { ReturnConventions } from '../../../src-shared/contract/closing.ts';
import type { CaseState } from '../../../src-shared/contract/entities.ts';
import { civilDateAt } from '../../../src-shared/domain/civil-date.ts';
import { finalClass } from '../../../src-shared/domain/final-class.ts';
import type { OutcomeDefinition } from '../../../src-shared/domain/outcome-definition.ts';
import { balanceOf, type Entrusted } from '../payments/balance.ts';
import type { Sql } from '../store/store.ts';
import type { ReturnLine } from './return-line.ts';

/** A line with the state it was made of. */
export type CaseLine = { readonly line: ReturnLine; readonly state: CaseState };

type Case = {
  id: string;
  case_number: string;
  party_id: string;
  name: string;
  tax_code: string;
  vat_number: string;
  placed_on: string;
  principal: number;
  interest: number;
  fees: number;
  other: number;
  total: number;
  state: string;
};
type Position = Omit<Entrusted, 'id' | 'dueOn'> & {
  case_id: string;
  no: number;
  contract: string;
  due_on: string | null;
};

/**
 * The cases of a mandate as the creditor gets them back (of a closed one as he got them: what was taken back since is
 * not in it), in the order of their numbers. Reads only, and reads no clock:
 * the same rows give the same lines. `tolerance` is what may stay unpaid without spoiling a positive.
 */
export const readLines = (
  sql: Sql,
  mandateId: string,
  how: { readonly zone: string; readonly tolerance: ReturnConventions['tolerance'] },
  outcomes: readonly OutcomeDefinition[],
): readonly CaseLine[] => {
  const plans = new Set(outcomes.filter(({ needs }) => needs.includes('plan')).map(({ code }) => code));
  const positions = group(sql.all<Position>(POSITIONS, mandateId), (row) => row.case_id);
  const payments = byKey(
    sql.all<{ case_id: string; paid: number; last: string }>(PAYMENTS, mandateId),
    (row) => row.case_id,
  );
  const notes = byKey(sql.all<{ case_id: string; notes: number }>(NOTES, mandateId), (row) => row.case_id);
  const contacts = group(sql.all<{ party_id: string; value: string }>(CONTACTS, mandateId), (row) => row.party_id);
  const day = (instant: string | null): string | null => (instant === null ? null : civilDateAt(instant, how.zone));
  return sql
    .all<Case>(CASES, mandateId)
    .toSorted(byNumber)
    .map((row) => {
      const state = JSON.parse(row.state) as CaseState;
      const parts = positions.get(row.id) ?? [];
      const money = payments.get(row.id);
      const { split, residual, overpaid } = balanceOf(
        parts.length > 0 ? parts.map(entrusted) : [whole(row)],
        money?.paid ?? 0,
      );
      const { over: _, ...collected } = split;
      const end = finalClass({
        residual,
        due: row.total,
        collected: money?.paid ?? 0,
        planRunning: planRuns(state, plans),
        tolerance: how.tolerance,
        lastOutcome: state.lastOutcome,
      });
      const line: ReturnLine = {
        caseId: row.id,
        caseNumber: row.case_number,
        contracts: [...new Set(parts.map(({ contract }) => contract).filter((contract) => contract !== ''))],
        debtor: row.name,
        taxCode: row.tax_code === '' ? row.vat_number : row.tax_code,
        class: end.class,
        reason: end.reason,
        placedOn: row.placed_on,
        firstWorkedOn: day(state.firstWorkedAt),
        lastWorkedOn: day(state.lastWorkedAt),
        attempts: state.attempts,
        conversations: state.conversations,
        lastOutcome: state.lastOutcome,
        lastOutcomeOn: day(state.lastOutcomeAt),
        promises: promisesOf(state),
        entrusted: row.total,
        collected,
        overpaid,
        residual,
        lastPaidOn: money?.last ?? null,
        newContacts: (contacts.get(row.party_id) ?? []).map(({ value }) => value),
        notes: notes.get(row.id)?.notes ?? 0,
      };
      return { line, state };
    });
};

const LIVE = "JOIN batches b ON b.id = c.batch_id AND b.status = 'loaded' WHERE c.mandate_id = ?";
const CASES = `SELECT c.id, c.case_number, c.party_id, p.name, p.tax_code, p.vat_number, c.placed_on, c.principal, c.interest,
  c.fees, c.other, c.total, c.state FROM cases c JOIN parties p ON p.id = c.party_id ${LIVE}`;
const POSITIONS = `SELECT s.case_id, s.no, s.contract, s.due_on, s.principal, s.interest, s.fees, s.other, s.total
  FROM positions s JOIN cases c ON c.id = s.case_id ${LIVE} ORDER BY s.case_id, s.no`;
const PAYMENTS = `SELECT y.case_id, SUM(y.amount) AS paid, MAX(y.paid_on) AS last
  FROM payments y JOIN cases c ON c.id = y.case_id JOIN mandates m ON m.id = c.mandate_id ${LIVE}
  AND (y.reversed_on IS NULL OR y.reversed_at > m.closed_at) GROUP BY y.case_id`;
const NOTES = `SELECT a.case_id, COUNT(*) AS notes
  FROM activities a JOIN cases c ON c.id = a.case_id ${LIVE} AND a.text <> '' AND a.kind IN ('note', 'outcome', 'call')
  GROUP BY a.case_id`;
const CONTACTS = `SELECT DISTINCT k.party_id, k.value FROM contact_points k JOIN cases c ON c.party_id = k.party_id
  ${LIVE} AND k.source = 'operator' ORDER BY k.party_id, k.value`;

const entrusted = ({ no, due_on, ...rest }: Position): Entrusted => ({ ...rest, id: String(no), dueOn: due_on });

/** A case without positions is one of its own. */
const whole = ({ id, principal, interest, fees, other, total }: Case): Entrusted => ({
  id,
  dueOn: null,
  principal,
  interest,
  fees,
  other,
  total,
});

/** By code units: the order must not depend on a database's collation. */
const byNumber = (a: Case, b: Case): number =>
  a.case_number < b.case_number ? -1 : a.case_number > b.case_number ? 1 : a.id < b.id ? -1 : 1;

/** A plan runs when the last outcome agreed one and none of its promises failed since. */
const planRuns = (state: CaseState, plans: ReadonlySet<string>): boolean =>
  state.lastOutcome !== null && plans.has(state.lastOutcome) && state.promises.at(-1)?.status !== 'broken';

const promisesOf = ({ promises }: CaseState): ReturnLine['promises'] => {
  const count = (...statuses: readonly string[]): number =>
    promises.filter(({ status }) => statuses.includes(status)).length;
  return { made: promises.length, kept: count('kept'), broken: count('broken', 'partial'), open: count('open') };
};

const group = <T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, readonly T[]> =>
  Map.groupBy(rows, key);
const byKey = <T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [key(row), row]));
