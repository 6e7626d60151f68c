import { type RawBuilder, sql as raw, type SqlBool } from 'kysely';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Sql, Store } from '../store/store.ts';
import { liveCases } from './selection.ts';

export type Leader = { readonly id: string; readonly teamId: string | null };

/**
 * What a leader of a team may see and decide: the cases in the queues of the own team and those in nobody's. A case of a
 * closed mandate is in no queue any more: it stays with the team whose leader closed the mandate. A leader without a
 * team answers for the whole workspace. A condition on `cases as c` and `mandates as m`.
 */
export const ownCase = ({ teamId }: Leader): RawBuilder<SqlBool> =>
  teamId === null
    ? raw`1 = 1`
    : raw`(c.assigned_to IN (SELECT o.id FROM users o WHERE o.role = 'operator' AND o.team_id = ${teamId})
        OR (c.assigned_to IS NULL AND m.status = 'open')
        OR (m.status <> 'open' AND EXISTS (SELECT 1 FROM return_files f JOIN users x ON x.id = f.created_by
            WHERE f.mandate_id = m.id AND x.team_id = ${teamId})))`;

type Of = { readonly caseId: string } | { readonly mandateId: string } | { readonly batchId: string };

/**
 * Errors: `other-team` where another team has the case, or any case of the mandate or the
 * batch: its leader decides, or one without a team, who answers for all.
 */
export const refuseOthers = (sql: Sql, db: Store['db'], leader: Leader, of: Of): void => {
  if (leader.teamId === null) return;
  const cases = liveCases(db);
  const named =
    'caseId' in of
      ? cases.where('c.id', '=', of.caseId)
      : 'mandateId' in of
        ? cases.where('c.mandate_id', '=', of.mandateId)
        : cases.where('c.batch_id', '=', of.batchId);
  const others = named
    .where(raw<SqlBool>`${ownCase(leader)} IS NOT TRUE`)
    .select('c.id')
    .limit(1);
  if (sql.rows(others).length > 0) throw new AppError('other-team');
};
