import { newId } from '../../identity.ts';
import type { SavedLayout } from '../../../../src-shared/contract/intake.ts';
import { LayoutSpec } from '../../../../src-shared/contract/layout.ts';
import type { Context } from '../../context.ts';
import type { Sql, Tx } from '../../store/store.ts';
import type { SavedSpec } from '../job/jobs.ts';
import { fingerprintOf } from './fingerprint.ts';

type Row = {
  id: string;
  creditor_id: string;
  creditor: string;
  name: string;
  version: number;
  fingerprint: string;
  spec: string;
  comment: string;
  created_by: string;
  created_at: string;
};

const SELECT = `SELECT l.*, c.name AS creditor FROM layouts l JOIN creditors c ON c.id = l.creditor_id
  WHERE NOT EXISTS (SELECT 1 FROM layouts n WHERE n.creditor_id = l.creditor_id AND n.name = l.name AND n.version > l.version)`;

/** The latest version of each layout. */
export const listLayouts = (sql: Sql, creditorId?: string): SavedLayout[] =>
  sql
    .all<Row>(
      `${SELECT} AND (? IS NULL OR l.creditor_id = ?) ORDER BY c.name, l.created_at DESC`,
      creditorId ?? null,
      creditorId ?? null,
    )
    .map((row) => ({
      id: row.id,
      creditorId: row.creditor_id,
      creditor: row.creditor,
      name: row.name,
      version: row.version,
      comment: row.comment,
      createdBy: row.created_by,
      createdAt: row.created_at,
      spec: LayoutSpec.parse(JSON.parse(row.spec)),
    }));

/** The creditor's layouts as the reading thread compares them with a file. */
export const savedSpecs = (sql: Sql, creditorId: string): SavedSpec[] =>
  sql
    .all<Row>(`${SELECT} AND l.creditor_id = ? ORDER BY l.created_at DESC`, creditorId)
    .map(({ id, version, fingerprint, spec }) => ({
      id,
      version,
      fingerprint,
      spec: LayoutSpec.parse(JSON.parse(spec)),
    }));

/** Keeps the layout as a new version of its name; the same again is no new version. Answers the saved one. */
export const saveLayout = (
  context: Context,
  tx: Tx,
  { creditorId, spec, comment, userId }: { creditorId: string; spec: LayoutSpec; comment: string; userId: string },
): { readonly id: string; readonly version: number } => {
  const last = tx.get<Row>(
    'SELECT * FROM layouts WHERE creditor_id = ? AND name = ? ORDER BY version DESC LIMIT 1',
    creditorId,
    spec.name,
  );
  const text = JSON.stringify(spec);
  if (last?.spec === text) return { id: last.id, version: last.version };
  const id = newId();
  const version = (last?.version ?? 0) + 1;
  tx.run(
    `INSERT INTO layouts (id, creditor_id, name, version, fingerprint, spec, comment, created_by, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    creditorId,
    spec.name,
    version,
    (spec.headerRow ? fingerprintOf(spec.columns, spec.delimiter) : null) ?? '',
    text,
    comment,
    userId,
    context.clock.now(),
  );
  context.audit.record(tx, {
    userId,
    action: 'layout.save',
    subject: id,
    detail: { name: spec.name, version, comment },
  });
  return { id, version };
};
