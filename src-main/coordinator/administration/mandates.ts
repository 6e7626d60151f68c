import { type MandateDetail, type MandateInput, MandateTerms } from '../../../src-shared/contract/administration.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Context } from '../context.ts';
import { newId } from '../identity.ts';
import type { Sql, Tx } from '../store/store.ts';
import { CATALOGUE } from '../work/feed.ts';

type Row = {
  id: string;
  creditor_id: string;
  creditor: string;
  code: string;
  title: string;
  starts_on: string;
  ends_on: string;
  status: 'open' | 'closed';
  terms: string;
  created_at: string;
  closed_at: string | null;
  batches: number;
};

const SELECT = `SELECT m.*, c.name AS creditor,
  (SELECT count(*) FROM batches b WHERE b.mandate_id = m.id AND b.status = 'loaded') AS batches
  FROM mandates m JOIN creditors c ON c.id = m.creditor_id`;

const detailOf = (row: Row): MandateDetail => ({
  ...MandateTerms.parse(JSON.parse(row.terms)),
  id: row.id,
  creditorId: row.creditor_id,
  creditor: row.creditor,
  code: row.code,
  title: row.title,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  status: row.status,
  createdAt: row.created_at,
  closedAt: row.closed_at,
  batches: row.batches,
});

export const listMandates = (sql: Sql, creditorId?: string): MandateDetail[] =>
  sql
    .all<Row>(
      `${SELECT} WHERE ? IS NULL OR m.creditor_id = ? ORDER BY m.status DESC, m.ends_on, m.code`,
      creditorId ?? null,
      creditorId ?? null,
    )
    .map((row) => detailOf(row));

const readMandate = (sql: Sql, id: string): MandateDetail => {
  const row = sql.get<Row>(`${SELECT} WHERE m.id = ?`, id);
  if (row === undefined) throw new AppError('unknown-mandate', { params: { mandate: id } });
  return detailOf(row);
};

const termsOf = (input: MandateInput): string => JSON.stringify(MandateTerms.parse(input));

/** The command line and the creditor's files name a mandate by its code: it is one of its creditor's only. */
const refuseTwin = (tx: Tx, input: MandateInput, but: string): void => {
  if (tx.get('SELECT 1 AS found FROM creditors WHERE id = ?', input.creditorId) === undefined) {
    throw new AppError('unknown-creditor', { params: { creditor: input.creditorId } });
  }
  const twin = tx.get(
    'SELECT 1 AS found FROM mandates WHERE creditor_id = ? AND lower(code) = lower(?) AND id <> ?',
    input.creditorId,
    input.code,
    but,
  );
  if (twin !== undefined) throw new AppError('already-exists', { params: { name: input.code } });
};

/** Errors: `unknown-creditor`; `already-exists` where the creditor has a mandate of the same code. */
export const createMandate = (context: Context, userId: string, input: MandateInput): MandateDetail =>
  context.store.transaction((tx) => {
    refuseTwin(tx, input, '');
    const id = newId();
    tx.run(
      `INSERT INTO mandates (id, creditor_id, code, title, starts_on, ends_on, status, terms, created_at)
       VALUES (?, ?, ?, ?, ?, ?, 'open', ?, ?)`,
      id,
      input.creditorId,
      input.code,
      input.title,
      input.startsOn,
      input.endsOn,
      termsOf(input),
      context.clock.now(),
    );
    context.audit.record(tx, { userId, action: 'mandate.create', subject: id, detail: { code: input.code } });
    context.feed.put(tx, CATALOGUE, 'mandate', id);
    return readMandate(tx, id);
  });

/**
 * Changes an open mandate; its creditor stays. Terms count for what happens from now on: a promise keeps the check day
 * that was told to the debtor. Errors: `unknown-mandate`, `mandate-closed`, `already-exists`.
 */
export const saveMandate = (context: Context, userId: string, id: string, input: MandateInput): MandateDetail =>
  context.store.transaction((tx) => {
    const before = readMandate(tx, id);
    if (before.status === 'closed') throw new AppError('mandate-closed', { params: { mandate: before.code } });
    if (before.creditorId !== input.creditorId) {
      throw new AppError('unknown-mandate', { params: { mandate: before.code } });
    }
    refuseTwin(tx, input, id);
    tx.run(
      'UPDATE mandates SET code = ?, title = ?, starts_on = ?, ends_on = ?, terms = ? WHERE id = ?',
      input.code,
      input.title,
      input.startsOn,
      input.endsOn,
      termsOf(input),
      id,
    );
    const after = readMandate(tx, id);
    const changed = Object.keys(input).filter((part) => textOf(before, part) !== textOf(after, part));
    context.audit.record(tx, { userId, action: 'mandate.save', subject: id, detail: { code: after.code, changed } });
    context.feed.put(tx, CATALOGUE, 'mandate', id);
    return after;
  });

const textOf = (mandate: MandateDetail, part: string): string =>
  JSON.stringify((mandate as Record<string, unknown>)[part] ?? null);
