import type { OpenWork } from '../../../src-shared/contract/closing.ts';
import type { Sql } from '../store/store.ts';
import { silentDevicesOf } from '../work/silent-devices.ts';
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
    silentDevices: silentDevicesOf(sql, { mandateId }, { now, zone }),
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
