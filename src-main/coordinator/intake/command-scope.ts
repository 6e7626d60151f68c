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

export type ChosenMandate = { readonly id: string; readonly code: string; readonly opened: boolean };
type Wish = { readonly mandate: string | null; readonly mandateDays: number; readonly commit: boolean };

/**
 * The mandate named, else the creditor's open one that began last. Where there is none a load opens one, and a dry run
 * goes without (null). Errors: `unknown-mandate`, `mandate-closed`.
 */
export const chooseMandate = (context: Context, creditorId: string, wish: Wish): ChosenMandate | null => {
  const { sql } = context.store;
  const found = sql.get<{ id: string; code: string; status: string }>(
    `SELECT id, code, status FROM mandates WHERE creditor_id = ? AND (? IS NULL OR lower(code) = lower(?) OR id = ?)
     ORDER BY status = 'open' DESC, starts_on DESC, created_at DESC LIMIT 1`,
    creditorId,
    wish.mandate,
    wish.mandate,
    wish.mandate,
  );
  if (found?.status === 'open') return { id: found.id, code: found.code, opened: false };
  if (wish.mandate !== null && found === undefined)
    throw new AppError('unknown-mandate', { params: { mandate: wish.mandate } });
  if (wish.mandate !== null) throw new AppError('mandate-closed', { params: { mandate: wish.mandate } });
  return wish.commit ? openMandate(context, creditorId, wish.mandateDays) : null;
};

const openMandate = (context: Context, creditorId: string, days: number): ChosenMandate =>
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
    context.audit.record(tx, { userId: '', action: 'mandate.create', subject: id, detail: { code, days } });
    context.feed.put(tx, CATALOGUE, 'mandate', id);
    return { id, code, opened: true };
  });

const freeCode = (month: string, taken: ReadonlySet<string>): string => {
  for (let n = 1; ; n += 1) {
    const code = n === 1 ? month : `${month}-${n}`;
    if (!taken.has(code)) return code;
  }
};
