import type { CaseState } from '../../../src-shared/contract/entities.ts';
import type { PaymentClaim } from '../../../src-shared/contract/payments.ts';
import type { Team } from '../assignment/team.ts';
import type { Sql } from '../store/store.ts';

type Row = {
  id: string;
  case_number: string;
  debtor: string;
  creditor: string;
  assigned_to: string | null;
  state: string;
  total: number;
  paid: number;
};

/**
 * Debtors who say that they have paid, oldest first, of the leader's own teams: the outcome still suspends the case,
 * because no payment came since (a payment takes the suspension away).
 */
export const listClaims = (sql: Sql, team: Team): PaymentClaim[] =>
  sql
    .all<Row>(
      `SELECT c.id, c.case_number, p.name AS debtor, k.name AS creditor, c.assigned_to, c.state, c.total, c.paid
       FROM cases c JOIN batches b ON b.id = c.batch_id AND b.status = 'loaded' JOIN parties p ON p.id = c.party_id
       JOIN creditors k ON k.id = c.creditor_id WHERE c.lattice = 'paid' AND c.closed_class IS NULL`,
    )
    .filter(({ assigned_to }) => team.holds(assigned_to) !== 'elsewhere')
    .flatMap((row) => {
      const { suspended } = JSON.parse(row.state) as CaseState;
      const said = suspended === null ? undefined : outcomeOf(sql, row.id, suspended);
      if (said === undefined) return [];
      const { amount } = JSON.parse(said.params) as { readonly amount?: unknown };
      return [
        {
          id: said.id,
          caseId: row.id,
          caseNumber: row.case_number,
          debtor: row.debtor,
          creditor: row.creditor,
          at: said.at,
          by: said.name ?? '',
          amount: typeof amount === 'number' ? amount : null,
          note: said.text,
          residual: Math.max(0, row.total - row.paid),
        },
      ];
    })
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

const outcomeOf = (sql: Sql, caseId: string, code: string) =>
  sql.get<{ id: string; at: string; text: string; params: string; name: string | null }>(
    `SELECT a.id, a.at, a.text, a.params, u.name FROM activities a LEFT JOIN users u ON u.id = a.user_id
     WHERE a.case_id = ? AND a.kind = 'outcome' AND a.code = ? ORDER BY a.seq DESC LIMIT 1`,
    caseId,
    code,
  );
