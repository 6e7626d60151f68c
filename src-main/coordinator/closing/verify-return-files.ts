import { hash } from 'node:crypto';
import type { Sql } from '../store/store.ts';

type Stored = { readonly id: string; readonly sha256: string; readonly bytes: Uint8Array };
type Written = { readonly mandate: string; readonly file: string | null; readonly sha256: string | null };

/** Whether the bytes are those whose hash was recorded when they were written. */
export const isAsWritten = ({ bytes, sha256 }: Pick<Stored, 'bytes' | 'sha256'>): boolean =>
  hash('sha256', bytes) === sha256;

/** Every closing in the audit has its file still, with the hash that was written down then. */
const CLOSINGS = `SELECT subject AS mandate, detail ->> 'fileId' AS file, detail ->> 'sha256' AS sha256 FROM audit
  WHERE action = 'mandate.close' AND detail <> '' ORDER BY seq`;

/** The first return file that is not what was written at its closing, for a person; null where all are. */
export const returnFileDifference = (sql: Sql): string | null => {
  for (const row of sql.iterate<Stored>('SELECT id, sha256, bytes FROM return_files ORDER BY id')) {
    if (!isAsWritten(row)) return `return file ${row.id} is not what was written: its bytes have another hash`;
  }
  for (const { mandate, file, sha256 } of sql.iterate<Written>(CLOSINGS)) {
    const kept = sql.get<{ sha256: string }>('SELECT sha256 FROM return_files WHERE id = ?', file);
    if (kept === undefined) return `mandate ${mandate} was closed and its return file is gone`;
    if (kept.sha256 !== sha256) return `return file ${file ?? ''} has another hash than the audit has of its closing`;
  }
  return null;
};
