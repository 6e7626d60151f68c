import { ReturnConventions } from '../../../src-shared/contract/closing.ts';
import {
  CreditorChecks,
  type CreditorDetail,
  type CreditorInput,
} from '../../../src-shared/contract/administration.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Context } from '../context.ts';
import { newId } from '../identity.ts';
import type { Sql, Tx } from '../store/store.ts';
import { CATALOGUE } from '../work/feed.ts';

type Row = {
  id: string;
  name: string;
  code: string;
  checks: string;
  conventions: string;
  created_at: string;
  mandates: number;
  open_mandates: number;
  batches: number;
};

const SELECT = `SELECT c.id, c.name, c.code, c.checks, c.conventions, c.created_at,
  (SELECT count(*) FROM mandates m WHERE m.creditor_id = c.id) AS mandates,
  (SELECT count(*) FROM mandates m WHERE m.creditor_id = c.id AND m.status = 'open') AS open_mandates,
  (SELECT count(*) FROM batches b WHERE b.creditor_id = c.id AND b.status = 'loaded') AS batches
  FROM creditors c`;

const detailOf = (row: Row): CreditorDetail => ({
  id: row.id,
  name: row.name,
  code: row.code,
  checks: CreditorChecks.parse(JSON.parse(row.checks)),
  conventions: { return: ReturnConventions.parse(conventionsOf(row.conventions)['return'] ?? {}) },
  createdAt: row.created_at,
  mandates: row.mandates,
  openMandates: row.open_mandates,
  batches: row.batches,
});

const conventionsOf = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

export const listCreditors = (sql: Sql): CreditorDetail[] =>
  sql.all<Row>(`${SELECT} ORDER BY c.name`).map((row) => detailOf(row));

const readCreditor = (sql: Sql, id: string): CreditorDetail => {
  const row = sql.get<Row>(`${SELECT} WHERE c.id = ?`, id);
  if (row === undefined) throw new AppError('unknown-creditor', { params: { creditor: id } });
  return detailOf(row);
};

/** Names are how people and the command line choose a creditor, codes how files are named: neither repeats. */
const refuseTwin = (tx: Tx, input: CreditorInput, but: string): void => {
  const twin = tx.get<{ name: string }>(
    'SELECT name FROM creditors WHERE (lower(name) = lower(?) OR code = ?) AND id <> ?',
    input.name,
    input.code,
    but,
  );
  if (twin !== undefined) throw new AppError('already-exists', { params: { name: twin.name } });
};

export const createCreditor = (context: Context, userId: string, input: CreditorInput): CreditorDetail =>
  context.store.transaction((tx) => {
    refuseTwin(tx, input, '');
    const id = newId();
    tx.run(
      'INSERT INTO creditors (id, name, code, checks, conventions, created_at) VALUES (?, ?, ?, ?, ?, ?)',
      id,
      input.name,
      input.code,
      JSON.stringify(input.checks),
      JSON.stringify(input.conventions),
      context.clock.now(),
    );
    context.audit.record(tx, { userId, action: 'creditor.create', subject: id, detail: { name: input.name } });
    context.feed.put(tx, CATALOGUE, 'creditor', id);
    return readCreditor(tx, id);
  });

/** Errors: `unknown-creditor`; `already-exists` where another creditor has the name or the code. */
export const saveCreditor = (context: Context, userId: string, id: string, input: CreditorInput): CreditorDetail =>
  context.store.transaction((tx) => {
    const before = readCreditor(tx, id);
    refuseTwin(tx, input, id);
    // Other rooms keep conventions of their own under other keys: only what was sent is replaced.
    const kept = conventionsOf(tx.get<Row>('SELECT conventions FROM creditors WHERE id = ?', id)?.conventions ?? '{}');
    tx.run(
      'UPDATE creditors SET name = ?, code = ?, checks = ?, conventions = ? WHERE id = ?',
      input.name,
      input.code,
      JSON.stringify(input.checks),
      JSON.stringify({ ...kept, ...input.conventions }),
      id,
    );
    const changed = (['name', 'code', 'checks', 'conventions'] as const).filter(
      (part) => JSON.stringify(before[part]) !== JSON.stringify(input[part]),
    );
    context.audit.record(tx, {
      userId,
      action: 'creditor.save',
      subject: id,
      detail: { changed, checks: input.checks },
    });
    context.feed.put(tx, CATALOGUE, 'creditor', id);
    return readCreditor(tx, id);
  });
