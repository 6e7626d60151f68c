import type { BatchStatus, BatchSummary } from '../../../../src-shared/contract/intake.ts';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { Sql } from '../../store/store.ts';
import { reviewOf } from './batch-row.ts';

type Row = {
  id: string;
  name: string;
  creditor_id: string;
  creditor: string;
  mandate_id: string;
  mandate: string;
  file_name: string;
  status: BatchStatus;
  report: string;
  created_by: string;
  created_at: string;
  loaded_at: string | null;
  undone_at: string | null;
  cases: number;
  worked: number;
};

const SELECT = `SELECT b.*, c.name AS creditor, m.code AS mandate, coalesce(u.name, b.created_by) AS created_by,
  CASE b.status WHEN 'loaded' THEN (SELECT count(*) FROM cases k WHERE k.batch_id = b.id) ELSE 0 END AS cases,
  CASE b.status WHEN 'loaded' THEN (SELECT count(*) FROM cases k WHERE k.batch_id = b.id AND k.worked = 1) ELSE 0 END AS worked
  FROM batches b JOIN creditors c ON c.id = b.creditor_id JOIN mandates m ON m.id = b.mandate_id
  LEFT JOIN users u ON u.id = b.created_by`;

const summaryOf = (row: Row): BatchSummary => {
  const review = reviewOf(row);
  return {
    id: row.id,
    name: row.name,
    creditorId: row.creditor_id,
    creditor: row.creditor,
    mandateId: row.mandate_id,
    mandate: row.mandate,
    fileName: row.file_name,
    status: row.status,
    layout: review?.layout ?? '',
    createdBy: row.created_by,
    createdAt: row.created_at,
    loadedAt: row.loaded_at,
    undoneAt: row.undone_at,
    rowsIn: review?.rowsIn ?? null,
    accepted: review?.accepted ?? null,
    rejected: review?.rejected ?? null,
    total: review?.totals.total ?? null,
    cases: row.cases,
    worked: row.worked,
  };
};

/** Latest first. */
export const listBatches = (sql: Sql, creditorId?: string): BatchSummary[] =>
  sql
    .all<Row>(
      `${SELECT} WHERE ? IS NULL OR b.creditor_id = ? ORDER BY b.created_at DESC, b.id DESC`,
      creditorId ?? null,
      creditorId ?? null,
    )
    .map((row) => summaryOf(row));

export const readSummary = (sql: Sql, batchId: string): BatchSummary => {
  const row = sql.get<Row>(`${SELECT} WHERE b.id = ?`, batchId);
  if (row === undefined) throw new AppError('unknown-batch', { params: { batch: batchId } });
  return summaryOf(row);
};
