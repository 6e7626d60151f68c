import { civilDateAt, instantAt } from '../../../src-shared/domain/civil-date.ts';
import type { Sql } from '../store/store.ts';

/**
 * Workstations that may hold work not sent yet: used by operators who have cases of the mandate or the batch, and not
 * heard of since midnight. What a workstation keeps only it knows; a silent one is the sign.
 */
export const silentDevicesOf = (
  sql: Sql,
  of: { readonly mandateId: string } | { readonly batchId: string },
  { now, zone }: { readonly now: string; readonly zone: string },
): number => {
  const since = instantAt(civilDateAt(now, zone), '00:00', zone);
  const [column, id] = 'mandateId' in of ? ['c.mandate_id', of.mandateId] : ['c.batch_id', of.batchId];
  return (
    sql.get<{ n: number }>(
      `SELECT COUNT(*) AS n FROM devices d
       WHERE d.revoked_at IS NULL AND (d.last_seen_at IS NULL OR d.last_seen_at < ?) AND d.id IN (
         SELECT s.device_id FROM sessions s WHERE s.device_id IS NOT NULL AND s.user_id IN (
           SELECT c.assigned_to FROM cases c WHERE ${column} = ? AND c.assigned_to IS NOT NULL)
         UNION SELECT q.id FROM devices q WHERE (q.last_seen_at IS NULL OR q.last_seen_at < ?) AND EXISTS (
           SELECT 1 FROM oplog o JOIN cases c ON c.id = o.case_id WHERE o.device_id = q.id AND ${column} = ?))`,
      since,
      id,
      since,
      id,
    )?.n ?? 0
  );
};
