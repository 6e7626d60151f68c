import type { Lang } from '../../../../src-shared/contract/basics.ts';
import { CreditorChecks } from '../../../../src-shared/contract/administration.ts';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import { ruleLevels } from '../../../../src-shared/contract/intake-rules.ts';
import type { LayoutSpec } from '../../../../src-shared/contract/layout.ts';
import { todayIn } from '../../../../src-shared/domain/civil-date.ts';
import type { Context } from '../../context.ts';
import type { Sql } from '../../store/store.ts';
import type { JudgeOrder } from '../job/jobs.ts';

/** A file with what somebody decided about it. */
export type Placement = {
  readonly path: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly spec: LayoutSpec;
  readonly corrections: JudgeOrder['corrections'];
  readonly creditorId: string;
  readonly mandate: { readonly id: string; readonly startsOn: string; readonly endsOn: string };
  readonly lang: Lang;
  readonly rejects: string | null;
  readonly rows: string | null;
};

/** Everything the judging thread needs to know of the store. */
export const judgeOrder = (context: Context, placement: Placement): JudgeOrder => {
  const { sql } = context.store;
  const creditor = sql.get<{ checks: string }>('SELECT checks FROM creditors WHERE id = ?', placement.creditorId);
  if (creditor === undefined) throw new AppError('unknown-creditor', { params: { creditor: placement.creditorId } });
  const same = sql.get<{ name: string }>(
    "SELECT name FROM batches WHERE creditor_id = ? AND sha256 = ? AND status = 'loaded' LIMIT 1",
    placement.creditorId,
    placement.sha256,
  );
  return {
    path: placement.path,
    fileName: placement.fileName,
    spec: placement.spec,
    corrections: placement.corrections,
    measure: {
      creditorId: placement.creditorId,
      today: todayIn(workspaceZone(sql), context.clock.now()),
      mandate: { startsOn: placement.mandate.startsOn, endsOn: placement.mandate.endsOn },
    },
    levels: ruleLevels(CreditorChecks.parse(JSON.parse(creditor.checks))),
    sameFile: same?.name ?? null,
    lang: placement.lang,
    rejects: placement.rejects,
    rows: placement.rows,
  };
};

/** The zone of the workspace; a folder whose workspace was not named yet counts as Italian. */
export const workspaceZone = (sql: Sql): string => {
  const row = sql.get<{ body: string }>("SELECT body FROM settings WHERE id = 'settings'");
  return row === undefined ? 'Europe/Rome' : (JSON.parse(row.body) as { zone: string }).zone;
};

export const readMandate = (sql: Sql, creditorId: string, mandateId: string): Placement['mandate'] => {
  const row = sql.get<{ id: string; starts_on: string; ends_on: string; status: string; code: string }>(
    'SELECT id, code, starts_on, ends_on, status FROM mandates WHERE id = ? AND creditor_id = ?',
    mandateId,
    creditorId,
  );
  if (row === undefined) throw new AppError('unknown-mandate', { params: { mandate: mandateId } });
  if (row.status !== 'open') throw new AppError('mandate-closed', { params: { mandate: row.code } });
  return { id: row.id, startsOn: row.starts_on, endsOn: row.ends_on };
};
