import type { AuditEntry } from '../../../src-shared/contract/administration.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import { addDays, instantAt } from '../../../src-shared/domain/civil-date.ts';
import { teamOf } from '../assignment/team.ts';
import type { Sql, SqlValue } from '../store/store.ts';

export type AuditQuery = {
  readonly userId?: string | undefined;
  readonly action?: string | undefined;
  readonly caseNumber?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
};

type Row = {
  seq: number;
  at: string;
  user_id: string;
  user_name: string | null;
  action: string;
  subject: string;
  case_id: string | null;
  case_number: string | null;
  assigned_to: string | null;
  detail: string;
};

type Condition = { readonly text: string; readonly params: readonly SqlValue[] };

/** Rows read at a time while looking for enough that a leader may see. */
const SCAN = 2_000;

/**
 * The audit, latest first, paged by `before`. Administrator and auditor see every entry; an administrator no debtor's
 * data (neither case numbers nor what was said of a case). A leader sees what concerns cases, as far as nobody of
 * another team holds them.
 */
export const listAudit = (
  sql: Sql,
  reader: SessionUser,
  zone: string,
  query: AuditQuery,
): { readonly entries: AuditEntry[]; readonly more: boolean } => {
  const conditions = conditionsOf(sql, reader, zone, query);
  if (conditions === null) return { entries: [], more: false };
  const team = reader.role === 'leader' ? teamOf(sql, reader) : null;
  const found: Row[] = [];
  let before = query.before ?? Number.MAX_SAFE_INTEGER;
  while (found.length <= query.limit) {
    const page = readPage(sql, conditions, before);
    found.push(...page.filter((row) => team === null || team.holds(row.assigned_to) !== 'elsewhere'));
    const last = page.at(-1);
    if (last === undefined || page.length < SCAN) break;
    before = last.seq;
  }
  return {
    entries: found.slice(0, query.limit).map((row) => entryOf(sql, row, reader)),
    more: found.length > query.limit,
  };
};

const readPage = (sql: Sql, conditions: readonly Condition[], before: number): readonly Row[] =>
  sql.all<Row>(
    `SELECT a.seq, a.at, a.user_id, u.name AS user_name, a.action, a.subject, a.case_id, c.case_number, c.assigned_to, a.detail
     FROM audit a LEFT JOIN users u ON u.id = a.user_id LEFT JOIN cases c ON c.id = a.case_id
     WHERE ${['a.seq < ?', ...conditions.map(({ text }) => text)].join(' AND ')} ORDER BY a.seq DESC LIMIT ${SCAN}`,
    before,
    ...conditions.flatMap(({ params }) => params),
  );

/** null where the filter names a case that does not exist: nothing can be found. */
const conditionsOf = (sql: Sql, reader: SessionUser, zone: string, query: AuditQuery): readonly Condition[] | null => {
  const { userId, action, caseNumber, from, to } = query;
  const cases = caseNumber === undefined || caseNumber === '' ? null : caseIds(sql, caseNumber);
  if (cases !== null && cases.length === 0) return null;
  const say = (on: unknown, text: string, ...params: readonly SqlValue[]): readonly Condition[] =>
    on === undefined || on === null || on === false ? [] : [{ text, params }];
  return [
    ...say(userId, 'a.user_id = ?', userId ?? null),
    ...(action?.endsWith('.') === true
      ? say(action, 'a.action >= ? AND a.action < ?', action, `${action}\uffff`)
      : say(action, 'a.action = ?', action ?? null)),
    ...say(cases, `a.case_id IN (${(cases ?? []).map(() => '?').join(', ')})`, ...(cases ?? [])),
    ...(from === undefined ? [] : since(sql, instantAt(from, '00:00', zone))),
    ...(to === undefined ? [] : until(sql, instantAt(addDays(to, 1), '00:00', zone))),
    ...say(reader.role === 'leader', 'a.case_id IS NOT NULL'),
  ];
};

/**
 * Entries are written in the order of time: the sequence number at which a period begins or ends is looked up once, so
 * that a day of last year is found without reading backwards to it.
 */
const since = (sql: Sql, at: string): readonly Condition[] => {
  const first = sql.get<{ seq: number }>('SELECT seq FROM audit WHERE at >= ? ORDER BY at, seq LIMIT 1', at);
  return [{ text: 'a.seq >= ? AND a.at >= ?', params: [first?.seq ?? Number.MAX_SAFE_INTEGER, at] }];
};
const until = (sql: Sql, at: string): readonly Condition[] => {
  const last = sql.get<{ seq: number }>('SELECT seq FROM audit WHERE at < ? ORDER BY at DESC, seq DESC LIMIT 1', at);
  return [{ text: 'a.seq <= ? AND a.at < ?', params: [last?.seq ?? 0, at] }];
};

/** A number may be used by several creditors. */
const caseIds = (sql: Sql, caseNumber: string): readonly string[] =>
  sql
    .all<{ id: string }>(
      `SELECT c.id FROM creditors k JOIN cases c ON c.creditor_id = k.id AND c.case_number = ? LIMIT 50`,
      caseNumber,
    )
    .map(({ id }) => id);

const entryOf = (sql: Sql, row: Row, reader: SessionUser): AuditEntry => {
  const hidden = reader.role === 'administrator' && row.case_id !== null;
  return {
    seq: row.seq,
    at: row.at,
    userId: row.user_id,
    user: row.user_name ?? '',
    action: row.action,
    subject: row.subject,
    about: row.case_id === null ? nameOf(sql, row.subject) : '',
    caseId: row.case_id,
    caseNumber: hidden ? null : row.case_number,
    detail: hidden ? {} : detailOf(row.detail),
  };
};

const NAMES = [
  'SELECT name FROM users WHERE id = ?',
  'SELECT name FROM creditors WHERE id = ?',
  'SELECT code AS name FROM mandates WHERE id = ?',
  'SELECT name FROM batches WHERE id = ?',
  'SELECT name FROM teams WHERE id = ?',
  'SELECT name FROM layouts WHERE id = ?',
] as const;

const nameOf = (sql: Sql, subject: string): string => {
  for (const text of NAMES) {
    const row = sql.get<{ name: string }>(text, subject);
    if (row !== undefined) return row.name;
  }
  return '';
};

/** An erased entry keeps its hash and has no text any more. */
const detailOf = (text: string): Record<string, unknown> => {
  if (text === '') return {};
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
};

/** The actions that occur, for the filter: one look per action through the index, however long the audit is. */
export const auditActions = (sql: Sql): string[] => {
  const actions: string[] = [];
  for (;;) {
    const next = sql.get<{ action: string | null }>(
      'SELECT min(action) AS action FROM audit WHERE action > ?',
      actions.at(-1) ?? '',
    )?.action;
    if (next === null || next === undefined) return actions;
    actions.push(next);
  }
};
