import { MandateTerms } from '../../../src-shared/contract/administration.ts';
import { civilDateAt } from '../../../src-shared/domain/civil-date.ts';
import type { PromisePayment } from '../../../src-shared/domain/promise.ts';
import type { Settlement } from '../../../src-shared/sync/payments.ts';
import type { Context } from '../context.ts';
import type { Sql, Tx } from '../store/store.ts';
import { applyCaseEvent } from './case-events.ts';

const EVERY_MS = 3_600_000;
/** Cases looked at in one transaction: short, so that nobody waits for the clock. */
const CHUNK = 50;

/** All booked money of a case, a reversal as a negative payment that names what it reverses. */
export const promisePaymentsOf = (sql: Sql, caseId: string): PromisePayment[] =>
  sql
    .all<{ id: string; amount: number; paid_on: string; reversed_on: string | null }>(
      'SELECT id, amount, paid_on, reversed_on FROM payments WHERE case_id = ? ORDER BY seq',
      caseId,
    )
    .flatMap(({ id, amount, paid_on, reversed_on }) => [
      { id, amount, paidOn: paid_on },
      ...(reversed_on === null ? [] : [{ amount: -amount, paidOn: reversed_on, reverses: id }]),
    ]);

/** What `settlePayment` and `checkPromises` need of a case, as it stands in this transaction. */
export const readSettlement = (sql: Sql, caseId: string, at: string): Settlement | undefined => {
  const row = sql.get<{ total: number; paid: number; zone: string; terms: string }>(
    `SELECT c.total, c.paid, p.zone, m.terms FROM cases c JOIN parties p ON p.id = c.party_id
     JOIN mandates m ON m.id = c.mandate_id WHERE c.id = ?`,
    caseId,
  );
  if (row === undefined) return undefined;
  const { promiseGraceDays, promiseThresholdPercent } = MandateTerms.parse(JSON.parse(row.terms));
  return {
    at,
    zone: row.zone,
    residual: row.total - row.paid,
    payments: promisePaymentsOf(sql, caseId),
    terms: { graceDays: promiseGraceDays, thresholdPercent: promiseThresholdPercent },
  };
};

const zoneOf = (sql: Sql): string => {
  const row = sql.get<{ body: string }>("SELECT body FROM settings WHERE id = 'settings'");
  return row === undefined ? 'Europe/Rome' : (JSON.parse(row.body) as { zone: string }).zone;
};

/**
 * Cases with an open promise whose check day has passed in the workspace's zone. Promises of a closed mandate stay as
 * its return file says them; who has paid all breaks none.
 */
const due = (sql: Sql, today: string): readonly string[] =>
  sql
    .all<{ case_id: string }>(
      `SELECT DISTINCT r.case_id FROM promises r JOIN cases c ON c.id = r.case_id
       JOIN mandates m ON m.id = c.mandate_id AND m.status = 'open'
       WHERE r.status = 'open' AND r.check_on < ? AND c.closed_class IS NULL ORDER BY r.case_id`,
      today,
    )
    .map((row) => row.case_id);

const look = (context: Context, tx: Tx, caseId: string, at: string): number => {
  const settlement = readSettlement(tx, caseId, at);
  if (settlement === undefined) return 0;
  return applyCaseEvent(context, tx, caseId, '', { kind: 'promise-check', settlement })?.changes.length ?? 0;
};

/**
 * Judges every promise whose check day has passed without enough money: kept, kept in part, or broken. Answers how many
 * changed. Runs again without harm.
 */
export const checkDuePromises = (context: Context): number => {
  const at = context.clock.now();
  const cases = due(context.store.sql, civilDateAt(at, zoneOf(context.store.sql)));
  let changed = 0;
  for (let from = 0; from < cases.length; from += CHUNK) {
    changed += context.store.transaction((tx) =>
      cases.slice(from, from + CHUNK).reduce((sum, caseId) => sum + look(context, tx, caseId, at), 0),
    );
  }
  if (changed > 0) context.log.info({ changed }, 'promises judged');
  return changed;
};

/** At the start and every hour. */
export const startPromiseClock = (context: Context): { readonly stop: () => void } => {
  checkDuePromises(context);
  const timer = setInterval(() => {
    try {
      checkDuePromises(context);
    } catch (error) {
      context.log.error({ name: error instanceof Error ? error.name : '' }, 'promises could not be judged');
    }
  }, EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
};
