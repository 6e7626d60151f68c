import { sql as raw, type SqlBool } from 'kysely';
import type { z } from 'zod';
import type { CallRow, recordingRoutes } from '../../../src-shared/contract/recording.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import { addDays, instantAt } from '../../../src-shared/domain/civil-date.ts';
import { ownCase } from '../assignment/own-cases.ts';
import { liveCases } from '../assignment/selection.ts';
import type { Store } from '../store/store.ts';
import { readPolicy } from './policy.ts';
import { type Recording, rowOf } from './rows.ts';

export type CallQuery = z.output<typeof recordingRoutes.listCalls.query>;

type Params = Readonly<Record<string, unknown>>;
type Found = {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly user_id: string;
  readonly params: string;
  readonly case_id: string;
  readonly case_number: string;
  readonly debtor: string;
  readonly creditor: string;
  readonly operator: string | null;
};
type Line = { readonly kind: string; readonly code: string | null; readonly params: Params };

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Calls about the cases of the leader's own teams, the latest known first. */
export const listCalls = (
  store: Store,
  leader: SessionUser,
  zone: string,
  query: CallQuery,
): { readonly calls: CallRow[]; readonly more: boolean } => {
  const found = store.sql.rows<Found>(matching(store, leader, zone, query));
  const shown = found.slice(0, query.limit);
  const lines = linesOf(store, shown);
  const recordings = recordingsOf(store, shown);
  const policy = readPolicy(store.sql);
  const calls = shown.map((call): CallRow => {
    const params = JSON.parse(call.params) as Params;
    const startedAt = text(params['startedAt']) || call.at;
    const durationS = numberOrNull(params['durationS']) ?? 0;
    const about = (lines.get(call.case_id) ?? []).filter(({ kind }) => kind === 'outcome');
    const consent = (lines.get(call.case_id) ?? []).find(
      (line) => line.kind === 'recording-consent' && isOf(text(line.params['phoneId']), params),
    );
    return {
      id: call.id,
      seq: call.seq,
      startedAt,
      caseId: call.case_id,
      caseNumber: call.case_number,
      debtor: call.debtor,
      creditor: call.creditor,
      operator: call.operator ?? '',
      number: text(params['number']),
      direction: params['direction'] === 'in' ? 'in' : 'out',
      durationS,
      cause: textOrNull(params['cause']),
      mos: numberOrNull(params['mos']),
      silentS: Math.ceil((numberOrNull(params['silentMs']) ?? 0) / 1000),
      outcome: about.find((line) => line.params['callOpId'] === call.id)?.code ?? null,
      consent: consent === undefined ? null : consent.params['given'] === true ? 'given' : 'refused',
      recordings: recordings
        .filter((row) => row.case_id === call.case_id && row.operator_id === call.user_id)
        .filter((row) => isOf(row.phone_id, params) || isDuring(row, params, startedAt, durationS))
        .map((row) => rowOf(row, policy)),
    };
  });
  return { calls, more: found.length > query.limit };
};

const isOf = (phoneId: string, call: Params): boolean => phoneId !== '' && call['phoneId'] === phoneId;

/** A call that a crash cut off has lost its name: its recording fell into its time. */
const isDuring = (row: Recording, call: Params, startedAt: string, durationS: number): boolean => {
  if (call['phoneId'] !== undefined) return false;
  const [from, at] = [Date.parse(startedAt), Date.parse(row.started_at)];
  return at >= from && at <= from + durationS * 1000 + 5_000;
};

const matching = (store: Store, leader: SessionUser, zone: string, query: CallQuery) => {
  const { caseId, caseNumber, operatorId, from, to, before, limit, recorded } = query;
  let calls = liveCases(store.db)
    .innerJoin('activities as a', 'a.case_id', 'c.id')
    .innerJoin('creditors as k', 'k.id', 'c.creditor_id')
    .leftJoin('users as u', 'u.id', 'a.user_id')
    .where('a.kind', '=', raw.lit('call'))
    .where(raw<SqlBool>`${ownCase(leader)}`);
  if (caseId !== undefined) calls = calls.where('c.id', '=', caseId);
  if (caseNumber !== undefined && caseNumber !== '') calls = calls.where('c.case_number', '=', caseNumber);
  if (operatorId !== undefined) calls = calls.where('a.user_id', '=', operatorId);
  if (from !== undefined) calls = calls.where('a.at', '>=', instantAt(from, '00:00', zone));
  if (to !== undefined) calls = calls.where('a.at', '<', instantAt(addDays(to, 1), '00:00', zone));
  if (before !== undefined) calls = calls.where('a.seq', '<', before);
  if (recorded !== undefined) {
    calls = calls.where(
      raw<SqlBool>`EXISTS (SELECT 1 FROM recordings r WHERE r.case_id = c.id AND r.status IN ('finished', 'torn'))`,
    );
  }
  return calls
    .select(['a.id', 'a.seq', 'a.at', 'a.user_id', 'a.params', 'a.case_id', 'c.case_number'])
    .select(['p.name as debtor', 'k.name as creditor', 'u.name as operator'])
    .orderBy('a.seq', 'desc')
    .limit(limit + 1);
};

/** What else the history says of the cases: outcomes of calls, and what was answered to the question of recording. */
const linesOf = (store: Store, calls: readonly Found[]): ReadonlyMap<string, readonly Line[]> =>
  new Map(
    [...new Set(calls.map(({ case_id }) => case_id))].map((caseId) => [
      caseId,
      store.sql
        .all<{ kind: string; code: string | null; params: string }>(
          "SELECT kind, code, params FROM activities WHERE case_id = ? AND kind IN ('outcome', 'recording-consent')",
          caseId,
        )
        .map(({ kind, code, params }) => ({ kind, code, params: JSON.parse(params) as Params })),
    ]),
  );

const recordingsOf = (store: Store, calls: readonly Found[]): readonly Recording[] =>
  [...new Set(calls.map(({ case_id }) => case_id))].flatMap((caseId) =>
    store.sql.all<Recording>('SELECT * FROM recordings WHERE case_id = ? ORDER BY started_at', caseId),
  );
