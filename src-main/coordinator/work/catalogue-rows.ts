import type { z } from 'zod';
import { MandateTerms } from '../../../src-shared/contract/administration.ts';
import type { CreditorRow, MandateRow, WorkspaceSettings } from '../../../src-shared/contract/entities.ts';
import type { OutcomesRow } from '../../../src-shared/contract/sync.ts';
import type { Sql } from '../store/store.ts';

/** The rows that every workstation holds. Few, so they are read one by one. Null where the row is gone. */
export const readCreditorRow = (sql: Sql, id: string): CreditorRow | null =>
  sql.get<CreditorRow>('SELECT id, name, code FROM creditors WHERE id = ?', id) ?? null;

export const readMandateRow = (sql: Sql, id: string): MandateRow | null => {
  const row = sql.get<{
    id: string;
    creditor_id: string;
    code: string;
    title: string;
    starts_on: string;
    ends_on: string;
    status: 'open' | 'closed';
    terms: string;
  }>('SELECT id, creditor_id, code, title, starts_on, ends_on, status, terms FROM mandates WHERE id = ?', id);
  if (row === undefined) return null;
  return {
    ...MandateTerms.parse(JSON.parse(row.terms)),
    id: row.id,
    creditorId: row.creditor_id,
    code: row.code,
    title: row.title,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    status: row.status,
  };
};

export const readOutcomesRow = (sql: Sql): z.infer<typeof OutcomesRow> | null => {
  const row = sql.get<{ version: number; body: string }>("SELECT version, body FROM outcomes WHERE id = 'outcomes'");
  return row === undefined
    ? null
    : { id: 'outcomes', version: row.version, outcomes: JSON.parse(row.body) as unknown[] };
};

export const readSettingsRow = (sql: Sql): z.infer<typeof WorkspaceSettings> | null => {
  const row = sql.get<{ body: string }>("SELECT body FROM settings WHERE id = 'settings'");
  return row === undefined ? null : (JSON.parse(row.body) as z.infer<typeof WorkspaceSettings>);
};
