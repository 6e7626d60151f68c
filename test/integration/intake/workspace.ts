import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createWorkspace } from '../../../src-main/coordinator/administration/create-workspace.ts';
import { type Composed, openContext } from '../../../src-main/coordinator/compose.ts';
import type { Context } from '../../../src-main/coordinator/context.ts';
import { placeFile, type Placed, type PlaceFile } from '../../../src-main/coordinator/intake/place-file.ts';
import { sheetOf } from '../../unit/intake/lab.ts';

export type Workspace = {
  readonly context: Context;
  readonly composed: Composed;
  readonly dataDir: string;
  /** Writes a file beside the workspace; answers its path. */
  readonly file: (name: string, content: string | Uint8Array) => string;
  readonly place: (file: string, parts?: Partial<PlaceFile>) => Promise<Placed>;
  readonly close: () => Promise<void>;
};

export const CREDITOR = '01900000-0000-7000-8000-0000000000c1';
export const MANDATE = '01900000-0000-7000-8000-0000000000a1';

/** A real workspace in a folder of its own with a creditor and its open mandate. */
export const openWorkspace = async (): Promise<Workspace> => {
  const home = mkdtempSync(path.join(tmpdir(), 'intake-ws-'));
  const dataDir = path.join(home, 'data');
  const now = '2026-11-23T09:00:00.000Z';
  const composed = await openContext(dataDir, {
    clock: { now: () => now, ms: () => Date.parse(now) },
    config: { rendererDir: null, scryptLog2N: 8 },
  });
  const { context } = composed;
  context.store.transaction((tx) => {
    createWorkspace(context, tx, { name: 'Recuperi Prova', sample: false });
    tx.run("INSERT INTO creditors (id, name, code, created_at) VALUES (?, 'Banca Levante', 'BLEV', ?)", CREDITOR, now);
    tx.run(
      `INSERT INTO mandates (id, creditor_id, code, title, starts_on, ends_on, status, created_at)
       VALUES (?, ?, '2026-11', 'Prestiti', '2026-11-01', '2027-01-31', 'open', ?)`,
      MANDATE,
      CREDITOR,
      now,
    );
  });
  const file = (name: string, content: string | Uint8Array): string => {
    const at = path.join(home, name);
    writeFileSync(at, content);
    return at;
  };
  return {
    context,
    composed,
    dataDir,
    file,
    place: (at, parts = {}) =>
      placeFile(context, {
        path: at,
        fileName: path.basename(at),
        creditorId: CREDITOR,
        mandateId: MANDATE,
        layout: null,
        commit: true,
        userId: 'lead',
        lang: 'it',
        rejects: null,
        ...parts,
      }),
    close: async () => {
      await composed.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
};

export const TABLES = [
  'parties',
  'person_links',
  'contact_points',
  'cases',
  'case_parties',
  'positions',
  'search_tokens',
  'activities',
  'batch_additions',
] as const;

/** How many rows each table of debtors has. */
export const countsOf = ({ context }: Pick<Workspace, 'context'>): Record<string, number> =>
  Object.fromEntries(
    TABLES.map((table) => [table, context.store.sql.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? -1]),
  );

export const sheetFile = (workspace: Workspace, name: string, rows: readonly string[]): string =>
  workspace.file(name, sheetOf(rows));
