import type { OpenWork } from '../../../src-shared/contract/closing.ts';
import { civilDateAt, instantAt } from '../../../src-shared/domain/civil-date.ts';
import type { Sql } from '../store/store.ts';
import type { CaseLine } from './read-lines.ts';

/** What is still going on in a mandate at the moment `now`. Reads only. */
export const readOpenWork = (
  sql: Sql,
  mandateId: string,
  lines: readonly CaseLine[],
  now: string,
  zone: string,
): OpenWork => {
  const open = lines.filter(({ state }) => state.closed === null);
  const promises = open.flatMap(({ state }) => state.promises.filter(({ status }) => status === 'open'));
  const count = (test: (item: CaseLine) => boolean): number => open.filter(test).length;
  return {
    openPromises: promises.length,
    openPromisesAmount: promises.reduce((sum, { amount }) => sum + amount, 0),
    futureCallbacks: count(({ state }) => state.next.kind === 'callback' && (state.next.at ?? '') > now),
    openCalls: count(({ state }) => state.openCall !== null),
    undecided: undecidedOf(sql, mandateId),
    silentDevices: silentDevicesOf(sql, mandateId, instantAt(civilDateAt(now, zone), '00:00', zone)),
    claims: count(({ state }) => state.lattice === 'paid' && state.suspended !== null),
    unworked: count(({ state }) => state.firstWorkedAt === null),
  };
};

/** Does the closing cut anything short? Cases never worked are told, but wait for nothing. */
export const isOpen = (work: OpenWork): boolean =>
  work.openPromises + work.futureCallbacks + work.openCalls + work.undecided + work.silentDevices + work.claims > 0;

const undecidedOf = (sql: Sql, mandateId: string): number =>
  sql.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM oplog o JOIN cases c ON c.id = o.case_id
     WHERE c.mandate_id = ? AND o.disposition <> 'applied' AND o.decided_at IS NULL`,
    mandateId,
  )?.n ?? 0;

/**
 * Workstations that may hold work not sent yet: used by operators who have cases of the mandate, and not heard of since
 * midnight. What a workstation keeps only it knows; a silent one is the sign.
 */
const silentDevicesOf = (sql: Sql, mandateId: string, since: string): number =>
  sql.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM devices d
     WHERE d.revoked_at IS NULL AND (d.last_seen_at IS NULL OR d.last_seen_at < ?) AND d.id IN (
       SELECT s.device_id FROM sessions s WHERE s.device_id IS NOT NULL AND s.user_id IN (
         SELECT c.assigned_to FROM cases c WHERE c.mandate_id = ? AND c.assigned_to IS NOT NULL)
       UNION SELECT q.id FROM devices q WHERE (q.last_seen_at IS NULL OR q.last_seen_at < ?) AND EXISTS (
         SELECT 1 FROM oplog o JOIN cases c ON c.id = o.case_id WHERE o.device_id = q.id AND c.mandate_id = ?))`,
    since,
    mandateId,
    since,
    mandateId,
  )?.n ?? 0;
