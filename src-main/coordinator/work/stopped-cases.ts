import type { CaseState, FlagName, PartyState } from '../../../src-shared/contract/entities.ts';
import { FLAGS } from '../../../src-shared/contract/entities.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import { STOPPED_SHOWN, type StoppedCase } from '../../../src-shared/contract/stopped.ts';
import { teamOf } from '../assignment/team.ts';
import type { Scope } from '../performance/scope.ts';
import type { Sql } from '../store/store.ts';

type Row = {
  readonly id: string;
  readonly assigned_to: string | null;
  readonly case_number: string;
  readonly debtor: string;
  readonly creditor: string;
  readonly mandate: string;
  readonly operator: string | null;
  readonly total: number;
  readonly paid: number;
  readonly next_kind: StoppedCase['waitsFor'];
  readonly next_at: string;
  readonly state: string;
  readonly flags: string;
};

type Place = { readonly batch_id: string; readonly assigned_to: string | null };

/** Word for word the condition of the index `cases_stopped`. */
export const STOPPED = "next_kind IN ('back-office', 'leader')";

/** What a debtor says he has paid waits among the payments' claims, not here. */
export const isClaim = (state: CaseState): boolean => state.lattice === 'paid' && state.suspended !== null;

/** How many wait for this scope, as the list shows them. */
export const countStopped = (sql: Sql, scope: Scope): number => {
  const isOurs = (row: Place): boolean =>
    scope.hasBatch(row.batch_id) && scope.team.holds(row.assigned_to) !== 'elsewhere';
  const rows = sql.all<Place & { readonly n: number }>(
    `SELECT batch_id, assigned_to, count(*) AS n FROM cases WHERE ${STOPPED} GROUP BY batch_id, assigned_to`,
  );
  const claims = sql
    .all<Place & Pick<Row, 'state'>>(
      `SELECT batch_id, assigned_to, state FROM cases WHERE lattice = 'paid' AND ${STOPPED}`,
    )
    .filter((row) => isOurs(row) && isClaim(JSON.parse(row.state) as CaseState));
  return rows.reduce((sum, row) => sum + (isOurs(row) ? row.n : 0), 0) - claims.length;
};

/** Open cases of the team, and nobody's, that wait for the back-office or the leader: the oldest first. */
export const listStopped = (sql: Sql, user: Pick<SessionUser, 'teamId'>): StoppedCase[] => {
  const team = teamOf(sql, user);
  const found: StoppedCase[] = [];
  const rows = sql.iterate<Row>(
    `SELECT c.id, c.assigned_to, c.case_number, p.name AS debtor, k.name AS creditor, m.title AS mandate,
     u.name AS operator, c.total, c.paid, c.next_kind, c.next_at, c.state, p.flags
     FROM cases c JOIN batches b ON b.id = c.batch_id AND b.status = 'loaded' JOIN parties p ON p.id = c.party_id JOIN creditors k ON k.id = c.creditor_id
     JOIN mandates m ON m.id = c.mandate_id LEFT JOIN users u ON u.id = c.assigned_to
     WHERE c.${STOPPED} ORDER BY c.next_at`,
  );
  for (const row of rows) {
    const state = JSON.parse(row.state) as CaseState;
    if (team.holds(row.assigned_to) === 'elsewhere' || isClaim(state)) continue;
    found.push(shownOf(row, state, noteOf(sql, row.id)));
    if (found.length === STOPPED_SHOWN) break;
  }
  return found;
};

const noteOf = (sql: Sql, caseId: string): string =>
  sql.get<{ text: string }>(
    "SELECT text FROM activities WHERE case_id = ? AND kind = 'outcome' ORDER BY seq DESC LIMIT 1",
    caseId,
  )?.text ?? '';

const shownOf = (row: Row, state: CaseState, note: string): StoppedCase => ({
  caseId: row.id,
  caseNumber: row.case_number,
  debtor: row.debtor,
  creditor: row.creditor,
  mandate: row.mandate,
  residual: Math.max(0, row.total - row.paid),
  waitsFor: row.next_kind,
  dueAt: row.next_at,
  zone: state.next.zone,
  lastOutcome: state.lastOutcome,
  lastOutcomeAt: state.lastOutcomeAt,
  note,
  flags: standing(row.flags),
  operator: row.operator,
});

const standing = (text: string): FlagName[] => {
  const flags = JSON.parse(text) as Partial<PartyState['flags']>;
  return FLAGS.filter((flag) => flags[flag] != null);
};
