import type { BatchCurve, BoardMandate, Funnel } from '../../../src-shared/contract/board.ts';
import { civilDateAt, daysBetween } from '../../../src-shared/domain/civil-date.ts';
import { readWorkspace } from '../administration/workspace.ts';
import type { Sql } from '../store/store.ts';
import type { Scope } from './scope.ts';

/** Latest batches first; the screen draws a few and lists the others. */
const CURVES_MAX = 24;

export const readFunnel = (sql: Sql, scope: Scope): Funnel => {
  const { text, params } = scope.mandateOn('mandate_id');
  const sums = sql.get<Record<'cases' | 'entrusted' | 'worked' | 'reached' | 'promised' | 'paying', number>>(
    `SELECT coalesce(sum(cases), 0) AS cases, coalesce(sum(entrusted), 0) AS entrusted,
     coalesce(sum(worked), 0) AS worked, coalesce(sum(reached), 0) AS reached,
     coalesce(sum(promised), 0) AS promised, coalesce(sum(paying), 0) AS paying FROM tally_batches WHERE 1 = 1 ${text}`,
    ...params,
  );
  const collected = sql.get<{ amount: number }>(
    `SELECT coalesce(sum(t.amount), 0) AS amount FROM tally_collected t JOIN tally_batches b ON b.batch_id = t.batch_id
     WHERE 1 = 1 ${text}`,
    ...params,
  );
  return {
    entrusted: { cases: sums?.cases ?? 0, amount: sums?.entrusted ?? 0 },
    worked: sums?.worked ?? 0,
    reached: sums?.reached ?? 0,
    promised: sums?.promised ?? 0,
    paying: { cases: sums?.paying ?? 0, amount: collected?.amount ?? 0 },
  };
};

/** Open mandates, the one that closes first on top. */
export const readMandates = (sql: Sql): BoardMandate[] =>
  sql
    .all<BoardMandate>(
      `SELECT m.id, m.title, k.name AS creditor, m.starts_on AS startsOn, m.ends_on AS endsOn,
       coalesce(sum(b.cases), 0) AS cases, coalesce(sum(b.entrusted), 0) AS entrusted,
       coalesce(sum(b.worked), 0) AS worked, coalesce(sum(b.paying), 0) AS paying,
       coalesce(sum((SELECT sum(t.amount) FROM tally_collected t WHERE t.batch_id = b.batch_id)), 0) AS collected
       FROM mandates m JOIN creditors k ON k.id = m.creditor_id LEFT JOIN tally_batches b ON b.mandate_id = m.id
       WHERE m.status = 'open' GROUP BY m.id, m.title, k.name, m.starts_on, m.ends_on ORDER BY m.ends_on, m.title`,
    )
    .map((row) => ({ ...row }));

type BatchRow = {
  id: string;
  name: string;
  creditor: string;
  mandate_id: string;
  loaded_at: string | null;
  entrusted: number;
};

/** What came in up to each day since the batch was placed, as the day of its loading stands on the workspace's clock. */
export const readCurves = (sql: Sql, scope: Scope, today: string): BatchCurve[] => {
  const { zone } = readWorkspace(sql);
  const { text, params } = scope.mandateOn('b.mandate_id');
  return sql
    .all<BatchRow>(
      `SELECT b.id, b.name, k.name AS creditor, b.mandate_id, b.loaded_at, t.entrusted FROM batches b
       JOIN tally_batches t ON t.batch_id = b.id JOIN creditors k ON k.id = b.creditor_id WHERE b.status = 'loaded' ${text}
       ORDER BY b.loaded_at DESC, b.id DESC LIMIT ${CURVES_MAX}`,
      ...params,
    )
    .map((batch) => {
      const placedOn = batch.loaded_at === null ? today : civilDateAt(batch.loaded_at, zone);
      return {
        id: batch.id,
        name: batch.name,
        creditor: batch.creditor,
        mandateId: batch.mandate_id,
        placedOn,
        entrusted: batch.entrusted,
        points: pointsOf(sql, batch.id, placedOn, today),
      };
    });
};

const pointsOf = (sql: Sql, batchId: string, placedOn: string, today: string): BatchCurve['points'] => {
  const days = sql.all<{ paid_on: string; amount: number }>(
    'SELECT paid_on, amount FROM tally_collected WHERE batch_id = ? AND amount <> 0 ORDER BY paid_on',
    batchId,
  );
  const points = [{ day: 0, collected: 0 }];
  let collected = 0;
  for (const { paid_on, amount } of days) {
    collected += amount;
    // A payment that was under way before the placement counts from its first day.
    const day = Math.max(0, daysBetween(placedOn, paid_on));
    if (points.at(-1)?.day === day) points.pop();
    points.push({ day, collected });
  }
  const now = Math.max(0, daysBetween(placedOn, today));
  if ((points.at(-1)?.day ?? 0) < now) points.push({ day: now, collected });
  return points;
};
