import { ReturnTotals, type ClosingMandate, type ReturnFileRow } from '../../../src-shared/contract/closing.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Sql } from '../store/store.ts';
import { isAsWritten } from './verify-return-files.ts';

/** Mandates that have loaded cases: open ones first, the next to end before the others. */
export const listClosings = (sql: Sql): ClosingMandate[] => {
  const files = Map.groupBy(readFiles(sql), ({ mandateId }) => mandateId);
  const late = new Map(
    sql.all<Late & { mandate_id: string }>(LATE).map(({ mandate_id, ...rest }) => [mandate_id, rest]),
  );
  return sql
    .all<
      Omit<ClosingMandate, 'startsOn' | 'endsOn' | 'closedAt' | 'files' | 'late'> & {
        starts_on: string;
        ends_on: string;
        closed_at: string | null;
      }
    >(
      `SELECT m.id, m.code, m.title, k.name AS creditor, m.starts_on, m.ends_on, m.status, m.closed_at,
         COUNT(*) AS cases, SUM(c.total) AS entrusted, SUM(c.paid) AS collected
       FROM mandates m JOIN creditors k ON k.id = m.creditor_id JOIN cases c ON c.mandate_id = m.id
       JOIN batches b ON b.id = c.batch_id AND b.status = 'loaded'
       GROUP BY m.id, m.code, m.title, k.name, m.starts_on, m.ends_on, m.status, m.closed_at
       ORDER BY CASE m.status WHEN 'open' THEN 0 ELSE 1 END, m.ends_on, m.id`,
    )
    .map(({ starts_on, ends_on, closed_at, ...row }) => ({
      ...row,
      startsOn: starts_on,
      endsOn: ends_on,
      closedAt: closed_at,
      files: (files.get(row.id) ?? []).map(({ file }) => file),
      late: late.get(row.id) ?? { reversals: 0, amount: 0 },
    }));
};

type Late = ClosingMandate['late'];
const LATE = `SELECT c.mandate_id, COUNT(*) AS reversals, SUM(y.amount) AS amount FROM payments y
  JOIN cases c ON c.id = y.case_id JOIN mandates m ON m.id = c.mandate_id
  WHERE m.closed_at IS NOT NULL AND y.reversed_at > m.closed_at GROUP BY c.mandate_id`;

type Row = {
  id: string;
  mandate_id: string;
  file_name: string;
  sha256: string;
  size: number;
  totals: string;
  created_at: string;
  created_by: string;
  name: string | null;
};

const FILES = `SELECT f.id, f.mandate_id, f.file_name, f.sha256, length(f.bytes) AS size, f.totals, f.created_at, f.created_by, u.name
  FROM return_files f LEFT JOIN users u ON u.id = f.created_by`;

const fileOf = (row: Row): ReturnFileRow => ({
  id: row.id,
  fileName: row.file_name,
  sha256: row.sha256,
  size: row.size,
  createdAt: row.created_at,
  createdBy: row.name ?? row.created_by,
  totals: ReturnTotals.parse(JSON.parse(row.totals)),
});

const readFiles = (sql: Sql): { readonly mandateId: string; readonly file: ReturnFileRow }[] =>
  sql.all<Row>(`${FILES} ORDER BY f.created_at, f.id`).map((row) => ({ mandateId: row.mandate_id, file: fileOf(row) }));

/** The stored file of a mandate that is closed, or null. */
export const readFileOf = (sql: Sql, mandateId: string): ReturnFileRow | null => {
  const row = sql.get<Row>(`${FILES} WHERE f.mandate_id = ? ORDER BY f.created_at DESC, f.id DESC LIMIT 1`, mandateId);
  return row === undefined ? null : fileOf(row);
};

/** The stored bytes, or null. Errors: `return-file-damaged` where they are not those that were written. */
export const readBytes = (
  sql: Sql,
  fileId: string,
): {
  readonly mandateId: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
} | null => {
  const row = sql.get<{ mandate_id: string; file_name: string; sha256: string; bytes: Uint8Array }>(
    'SELECT mandate_id, file_name, sha256, bytes FROM return_files WHERE id = ?',
    fileId,
  );
  if (row === undefined) return null;
  if (!isAsWritten(row)) throw new AppError('return-file-damaged', { params: { file: row.file_name } });
  return { mandateId: row.mandate_id, fileName: row.file_name, sha256: row.sha256, bytes: row.bytes };
};
