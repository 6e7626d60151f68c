import { ReturnConventions } from '../../../src-shared/contract/closing.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Sql } from '../store/store.ts';

/** A mandate as its closing needs it. */
export type Mandate = {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly status: 'open' | 'closed';
  readonly endsOn: string;
  readonly creditor: string;
  readonly creditorCode: string;
  readonly conventions: ReturnConventions;
};

/** Errors: `unknown-mandate`. */
export const readMandate = (sql: Sql, id: string): Mandate => {
  const row = sql.get<{
    id: string;
    code: string;
    title: string;
    status: 'open' | 'closed';
    ends_on: string;
    creditor: string;
    creditor_code: string;
    conventions: string;
  }>(
    `SELECT m.id, m.code, m.title, m.status, m.ends_on, k.name AS creditor, k.code AS creditor_code, k.conventions
     FROM mandates m JOIN creditors k ON k.id = m.creditor_id WHERE m.id = ?`,
    id,
  );
  if (row === undefined) throw new AppError('unknown-mandate', { params: { mandate: id } });
  const stored = JSON.parse(row.conventions) as { readonly return?: unknown };
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    status: row.status,
    endsOn: row.ends_on,
    creditor: row.creditor,
    creditorCode: row.creditor_code,
    conventions: ReturnConventions.parse(stored.return ?? {}),
  };
};

/** `RESTITUZIONE_BLV_2026-11-B_20261130.csv`: letters that some file system refuses become a dash. */
export const fileNameOf = (mandate: Mandate, closedOn: string): string => {
  const title = mandate.conventions.language === 'it' ? 'RESTITUZIONE' : 'RETURN';
  const part = (text: string): string => text.replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return `${title}_${part(mandate.creditorCode)}_${part(mandate.code)}_${closedOn.replaceAll('-', '')}.csv`;
};
