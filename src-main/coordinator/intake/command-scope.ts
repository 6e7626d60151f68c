import { AppError } from '../../../src-shared/contract/errors.ts';
import { MandateTerms } from '../../../src-shared/contract/administration.ts';
import { addDays, todayIn } from '../../../src-shared/domain/civil-date.ts';
import type { Context } from '../context.ts';
import { newId } from '../identity.ts';
import type { Sql } from '../store/store.ts';
import { CATALOGUE } from '../work/feed.ts';
import { workspaceZone } from './batch/judge-order.ts';

/** By name or code, whatever the capitals. Errors: `unknown-creditor`. */
export const chooseCreditor = (sql: Sql, name: string): string => {
  const row = sql.get<{ id: string }>(
    'SELECT id FROM creditors WHERE lower(name) = lower(?) OR lower(code) = lower(?) OR id = ?',
    name,
    name,
    name,
  );
  if (row === undefined) throw new AppError('unknown-creditor', { params: { creditor: name } });
  return row.id;
};

export type ChosenMandate = { readonly id: string; readonly code: string };

/**
 * The mandate named, else the creditor's open one that began last; null where there is none.
 * Errors: `unknown-mandate`, `mandate-closed`.
 */
export const chooseMandate = (sql: Sql, creditorId: string, wanted: string | null): ChosenMandate | null => {
  const found = sql.get<{ id: string; code: string; status: string }>(
    `SELECT id, code, status FROM mandates WHERE creditor_id = ? AND (? IS NULL OR lower(code) = lower(?) OR id = ?)
     ORDER BY status = 'open' DESC, starts_on DESC, created_at DESC LIMIT 1`,
    creditorId,
    wanted,
    wanted,
    wanted,
  );
  if (found?.status === 'open') return { id: found.id, code: found.code };
  if (wanted !== null && found === undefined) throw new AppError('unknown-mandate', { params: { mandate: wanted } });
  if (wanted !== null) throw new AppError('mandate-closed', { params: { mandate: wanted } });
  return null;
};

/** A mandate that begins today, named after the month. */
export const openMandate = (context: Context, userId: string, creditorId: string, days: number): ChosenMandate =>
  context.store.transaction((tx) => {
    const today = todayIn(workspaceZone(tx), context.clock.now());
    const taken = tx.all<{ code: string }>('SELECT code FROM mandates WHERE creditor_id = ?', creditorId);
    const month = today.slice(0, 7);
    const code = freeCode(month, new Set(taken.map((row) => row.code)));
    const id = newId();
    tx.run(
      `INSERT INTO mandates (id, creditor_id, code, title, starts_on, ends_on, status, terms, created_at)
       VALUES (?, ?, ?, ?, ?, ?, 'open', ?, ?)`,
      id,
      creditorId,
      code,
      code,
      today,
      addDays(today, days),
      JSON.stringify(MandateTerms.parse({})),
      context.clock.now(),
    );
    context.audit.record(tx, { userId, action: 'mandate.create', subject: id, detail: { code, days } });
    context.feed.put(tx, CATALOGUE, 'mandate', id);
    return { id, code };
  });

const freeCode = (month: string, taken: ReadonlySet<string>): string => {
  for (let n = 1; ; n += 1) {
    const code = n === 1 ? month : `${month}-${n}`;
    if (!taken.has(code)) return code;
  }
};
