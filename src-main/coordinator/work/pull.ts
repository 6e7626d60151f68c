import type { z } from 'zod';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import type { Change, EntityKind, PullAnswer, PullRequest } from '../../../src-shared/contract/sync.ts';
import type { Context } from '../context.ts';
import { readMeta } from '../store/meta.ts';
import type { Sql } from '../store/store.ts';
import { readCaseRows } from './case-rows.ts';
import { readCreditorRow, readMandateRow, readOutcomesRow, readSettingsRow } from './catalogue-rows.ts';
import { readDecisions } from './decisions-of-operator.ts';
import { CATALOGUE, queueScope } from './feed.ts';
import { partiesOfOperator, readPartyRows } from './party-rows.ts';

type Pull = z.output<typeof PullRequest>;
type Entry = { readonly scope: string; readonly entity: EntityKind; readonly id: string; readonly seq: number };

/** What a user may hold on a workstation: the catalogue, and the own queue where the role works cases. */
const scopesOf = (user: SessionUser): readonly string[] =>
  user.role === 'administrator' || user.role === 'auditor' ? [CATALOGUE] : [CATALOGUE, queueScope(user.id)];

/**
 * Changes after the caller's cursors, all from one snapshot (SY-05). `ackedSeq` counts only on the last page: then every
 * row that an acknowledged operation changed has been sent.
 * Errors: `device-unknown`.
 */
export const pull = (context: Context, user: SessionUser, request: Pull): PullAnswer => {
  const answer = context.store.snapshot((sql) => readPage(context, sql, user, request));
  seen(context, request.deviceId);
  return answer;
};

const readPage = (context: Context, sql: Sql, user: SessionUser, request: Pull): PullAnswer => {
  const device = sql.get<{ last_seq: number }>(
    'SELECT last_seq FROM devices WHERE id = ? AND revoked_at IS NULL',
    request.deviceId,
  );
  if (device === undefined) throw new AppError('device-unknown', { recovery: 'resync' });
  const epoch = readMeta(sql, 'epoch') ?? '';
  const scopes = scopesOf(user);
  const reset = mustReset(sql, scopes, epoch, request);
  const cursors: Record<string, number> = {};
  const entries: Entry[] = [];
  let more = false;
  let taken = 0;
  for (const scope of scopes) {
    const from = reset ? 0 : (request.cursors[scope] ?? 0);
    const room = request.limit - taken;
    const found = sql.all<Entry>(
      `SELECT scope, entity, entity_id AS id, seq FROM feed WHERE scope = ? AND seq > ? ORDER BY seq LIMIT ?`,
      scope,
      from,
      // One more than fits tells whether anything is left; where nothing fits, it is only asked whether.
      room + 1,
    );
    more ||= found.length > room;
    const page = found.slice(0, room);
    taken += page.length;
    entries.push(...latestOf(page));
    cursors[scope] = found.length > room ? (page.at(-1)?.seq ?? from) : Math.max(from, headOf(sql, scope).seq);
  }
  return {
    epoch,
    changes: rowsOf(sql, entries, user.id),
    cursors,
    more,
    ackedSeq: device.last_seq,
    reset,
    decisions: more ? [] : readDecisions(sql, user.id, context.clock.ms()),
    serverTime: context.clock.now(),
  };
};

/** Of what changed more than once the last entry: the row is read as it is now. */
const latestOf = (page: readonly Entry[]): readonly Entry[] => {
  const latest = new Map(page.map((entry) => [`${entry.entity}/${entry.id}`, entry.seq]));
  return page.filter(({ entity, id, seq }) => latest.get(`${entity}/${id}`) === seq);
};

const headOf = (sql: Sql, scope: string): { readonly seq: number; readonly pruned_to: number } =>
  sql.get<{ seq: number; pruned_to: number }>('SELECT seq, pruned_to FROM heads WHERE scope = ?', scope) ?? {
    seq: 0,
    pruned_to: 0,
  };

/** Another epoch, a cursor ahead of the head, or one that lies before what was pruned: the base starts over. */
const mustReset = (sql: Sql, scopes: readonly string[], epoch: string, { epoch: held, cursors }: Pull): boolean => {
  if (held === null) return false;
  if (held !== epoch) return true;
  return scopes.some((scope) => {
    const cursor = cursors[scope] ?? 0;
    const head = headOf(sql, scope);
    return cursor > head.seq || (cursor > 0 && cursor < head.pruned_to);
  });
};

const rowsOf = (sql: Sql, entries: readonly Entry[], userId: string): Change[] => {
  const ids = (entity: EntityKind): string[] => entries.filter((e) => e.entity === entity).map(({ id }) => id);
  const cases = readCaseRows(sql, ids('case'), userId);
  const parties = readPartyRows(sql, ids('party'));
  const mine = partiesOfOperator(sql, ids('party'), userId);
  return entries.map(({ scope, entity, id, seq }): Change => {
    const head = { scope, seq, id };
    switch (entity) {
      case 'case': {
        // What left the queue after this entry was written is a drop here already (SY-09).
        const row = cases.get(id);
        return { ...head, entity, row: row?.assignedTo === userId ? row : null };
      }
      case 'party':
        return { ...head, entity, row: mine.has(id) ? (parties.get(id) ?? null) : null };
      case 'creditor':
        return { ...head, entity, row: readCreditorRow(sql, id) };
      case 'mandate':
        return { ...head, entity, row: readMandateRow(sql, id) };
      case 'outcomes':
        return { ...head, entity, row: readOutcomesRow(sql) };
      case 'settings':
        return { ...head, entity, row: readSettingsRow(sql) };
      default:
        return entity satisfies never;
    }
  });
};

const SEEN_EVERY_MS = 60_000;

/** When a workstation was last heard of, to the minute: a pull is a read and should stay one. */
const seen = (context: Context, deviceId: string): void => {
  const before = new Date(context.clock.ms() - SEEN_EVERY_MS).toISOString();
  const known = context.store.sql.get<{ last_seen_at: string | null }>(
    'SELECT last_seen_at FROM devices WHERE id = ?',
    deviceId,
  );
  if (known !== undefined && known.last_seen_at !== null && known.last_seen_at > before) return;
  context.store.transaction((tx) =>
    tx.run('UPDATE devices SET last_seen_at = ? WHERE id = ?', context.clock.now(), deviceId),
  );
};
