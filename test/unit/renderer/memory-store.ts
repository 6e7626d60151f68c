import type { CaseRow, MandateRow, PartyRow } from '../../../src-shared/contract/entities.ts';
import type { Operation, OperationBody, OperationKind } from '../../../src-shared/contract/operations.ts';
import { daysBetween } from '../../../src-shared/domain/civil-date.ts';
import { UNIREC_2017 } from '../../../src-shared/domain/contact-rules.ts';
import { DEFAULT_OUTCOMES } from '../../../src-shared/domain/outcome-catalogue.ts';
import {
  QUEUE_FILTERS,
  queueFilter,
  rankContext,
  rankQueue,
  type QueueFilter,
} from '../../../src-shared/domain/ranking.ts';
import { matchScore } from '../../../src-shared/domain/search.ts';
import { viewOf } from '../../../src-shared/sync/overlay.ts';
import type { Draft, QueueRow, SyncStatus, WorkstationStore } from '../../../src-renderer/offline/api.ts';
import { CREDITOR, MANDATE, ZONE } from './rows.ts';

/** The store's interface over plain maps, for tests of what stands on it. The real one is tested where it lives. */
export const memoryStore = (input: {
  readonly cases: readonly CaseRow[];
  readonly parties: readonly PartyRow[];
  readonly mandate?: MandateRow;
  readonly now?: () => string;
  readonly status?: Partial<SyncStatus>;
}) => {
  const now = input.now ?? (() => new Date().toISOString());
  const mandate = input.mandate ?? MANDATE;
  const cases = new Map(input.cases.map((row) => [row.id, row]));
  const parties = new Map(input.parties.map((row) => [row.id, row]));
  const drafts = new Map<string, Draft>();
  const operations: Operation[] = [];
  const listeners = new Set<() => void>();
  const changed = (): void => listeners.forEach((listener) => listener());
  const status: SyncStatus = {
    phase: 'idle',
    reachable: true,
    unsent: 0,
    progress: null,
    lastSyncAt: now(),
    clockSkewMs: 0,
    persisted: true,
    shell: true,
    decisions: [],
    error: null,
    ...input.status,
  };
  const view = (id: string) => {
    const row = cases.get(id);
    const party = row === undefined ? undefined : parties.get(row.partyId);
    if (row === undefined || party === undefined) return null;
    return viewOf({ case: row, party }, operations, { outcomes: DEFAULT_OUTCOMES, by: 'Giulia Bianchi' });
  };
  const ranked = () => {
    const views = [...cases.keys()].flatMap((id) => view(id) ?? []);
    const byParty = new Map(views.map((item) => [item.party.id, item.party]));
    return rankQueue(
      views.map((item) => item.case),
      (id) => byParty.get(id),
      rankContext({ now: now() }),
    );
  };
  const rowOf = ({ row, rank }: ReturnType<typeof ranked>[number]): QueueRow => ({
    caseId: row.id,
    partyId: row.partyId,
    name: parties.get(row.partyId)?.name ?? '',
    caseNumber: row.caseNumber,
    product: row.product,
    creditorName: CREDITOR.name,
    residual: row.amounts.residual,
    daysPastDue: row.oldestDueOn === null ? null : Math.max(0, daysBetween(row.oldestDueOn, now().slice(0, 10))),
    masked: mandate.maskUntilVerified,
    pending: operations.filter((op) => op.caseId === row.id && op.kind !== 'viewed').length,
    rank,
  });
  const store: WorkstationStore = {
    operatorId: 'u1',
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    queue: (filter) => {
      const all = ranked();
      const count = (id: QueueFilter): number => all.filter(({ rank }) => queueFilter(rank, id)).length;
      return Promise.resolve({
        caseIds: all.filter(({ rank }) => queueFilter(rank, filter)).map(({ row }) => row.id),
        counts: Object.fromEntries(QUEUE_FILTERS.map((id) => [id, count(id)])) as Record<QueueFilter, number>,
        total: cases.size,
      });
    },
    queueRows: (caseIds) =>
      Promise.resolve(caseIds.flatMap((id) => ranked().filter(({ row }) => row.id === id)).map(rowOf)),
    search: (text, limit = 20) =>
      Promise.resolve(
        ranked()
          .filter(({ row }) => {
            const party = parties.get(row.partyId);
            return (
              matchScore(text, {
                names: [party?.name ?? ''],
                caseNumbers: [row.caseNumber],
                phones: party?.state.contactPoints.map(({ value }) => value) ?? [],
                taxCodes: [party?.taxCode ?? ''],
              }) > 0
            );
          })
          .slice(0, limit)
          .map(rowOf),
      ),
    agenda: () =>
      Promise.resolve(
        ranked()
          .filter(({ row }) => row.state.next.kind === 'callback' && row.state.next.at !== null)
          .map((item) => {
            const at = item.row.state.next.at ?? '';
            return { ...rowOf(item), at, zone: ZONE, overdue: at < now() };
          }),
      ),
    today: () => Promise.resolve({ worked: 47, workable: 90, promises: 7, promisedAmount: 184_000 }),
    open: (id) => {
      const found = view(id);
      if (found === null) return Promise.resolve(null);
      return Promise.resolve({
        ...found,
        mandate,
        creditor: CREDITOR,
        others: new Map(),
        pending: operations.filter((op) => op.caseId === id),
      });
    },
    nextAfter: (id, filter) => {
      const rows = ranked().filter(({ rank }) => queueFilter(rank, filter));
      return Promise.resolve(rows.find(({ row }) => row.id !== id)?.row.id ?? null);
    },
    outcomes: () => Promise.resolve(DEFAULT_OUTCOMES),
    settings: () => Promise.resolve({ name: 'Prova', zone: ZONE, contactRules: UNIREC_2017, wrapUpSeconds: 30 }),
    capture: <K extends OperationKind>(kind: K, caseId: string, body: OperationBody<K>, opId?: string) => {
      const known = operations.find((operation) => operation.opId === opId);
      if (known !== undefined) return Promise.resolve(known);
      const operation = {
        opId: opId ?? crypto.randomUUID(),
        deviceId: 'd1',
        devSeq: operations.length + 1,
        operatorId: 'u1',
        kind,
        caseId,
        baseVersion: view(caseId)?.case.state.version ?? 0,
        leaseToken: null,
        occurredAt: now(),
        clockOffsetMs: 0,
        wireVersion: 1,
        body,
      } as unknown as Operation;
      operations.push(operation);
      changed();
      return Promise.resolve(operation);
    },
    readDraft: (id) => Promise.resolve(drafts.get(id) ?? null),
    saveDraft: (draft) => {
      drafts.set(draft.caseId, draft);
      return Promise.resolve();
    },
    dropDraft: (id) => {
      drafts.delete(id);
      return Promise.resolve();
    },
    callers: () => Promise.resolve([]),
    strays: () => Promise.resolve([]),
    saveStray: () => Promise.resolve(),
    dropStray: () => Promise.resolve(),
    drafts: () => Promise.resolve([...drafts.values()]),
    status: () => status,
    syncNow: () => Promise.resolve(),
    lock: () => Promise.resolve(),
  };
  return { store, operations, savedDrafts: drafts, changed };
};
