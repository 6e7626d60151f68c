import { AppError } from '../../src-shared/contract/errors.ts';
import type { WorkstationStore } from './api.ts';
import { callersOf } from './callers.ts';
import { partiesOf } from './held-cases.ts';
import { createRanker, type Ranking } from './queue.ts';
import { createSearchIndex } from './search-index.ts';
import type { StatusStore } from './status.ts';
import type { Workspace } from './workspace.ts';

export type StoreDeps = {
  readonly workspace: Workspace;
  readonly status: StatusStore;
  /** Milliseconds by the coordinator's clock. */
  readonly now: () => number;
  readonly subscribe: (listener: () => void) => () => void;
  /** An operation was captured: deliver it. */
  readonly captured: () => void;
  readonly syncNow: () => Promise<void>;
  readonly lock: () => Promise<void>;
};

export type OpenStore = {
  readonly store: WorkstationStore;
  /** A row changed: the ranking is made anew when next asked for. */
  readonly stale: () => void;
  readonly revision: () => string;
  readonly warmSearch: (count: number) => number;
  /** Resolves when what was being saved is on the disk, or refused. */
  readonly end: () => Promise<void>;
};

const MINUTE_MS = 60_000;
const SEARCH_LIMIT = 30;

/** What the screens ask, over one unlocked workspace. After `end` every question is refused: the keys are gone. */
export function openStore(deps: StoreDeps): OpenStore {
  const { workspace, status } = deps;
  const { rows, view, drafts, strays, user } = workspace;
  const index = createSearchIndex(view);
  const ranker = createRanker(rows, view);
  let ranking: { readonly made: Ranking; readonly minute: number } | null = null;
  let over = false;
  let changes = 0;
  const minuteNow = (): number => Math.floor(deps.now() / MINUTE_MS);

  const going = new Set<Promise<unknown>>();
  /** Something that is being written: whoever locks waits for it, or its words would be lost with the key. */
  const writing = async <T>(written: Promise<T>): Promise<T> => {
    going.add(written);
    try {
      return await written;
    } finally {
      going.delete(written);
    }
  };

  const opened = (): void => {
    if (over) throw new AppError('not-signed-in');
  };
  const ranked = (): Ranking => {
    opened();
    const minute = minuteNow();
    if (ranking === null || ranking.minute !== minute) {
      ranking = { made: ranker.rank(new Date(deps.now()).toISOString()), minute };
    }
    return ranking.made;
  };
  // Every method is async so that a refusal is a rejection, here as well as over a worker's port.
  const store: WorkstationStore = {
    operatorId: user.id,
    subscribe: deps.subscribe,
    queue: async (filter) => ranked().queue(filter),
    queueRows: async (caseIds) => {
      const { rowOf } = ranked();
      return caseIds.flatMap((id) => rowOf(id) ?? []);
    },
    search: async (text, limit = SEARCH_LIMIT) => {
      const found = ranked();
      return index.search(text, limit).flatMap((id) => found.rowOf(id) ?? []);
    },
    callers: async (number) => {
      const found = ranked();
      return callersOf(view, number)
        .flatMap(({ caseId, ...caller }) => {
          const row = found.rowOf(caseId);
          return row === null ? [] : [{ row, ...caller }];
        })
        .sort((a, b) => b.row.rank.score - a.row.rank.score);
    },
    strays: async () => {
      opened();
      return strays.all();
    },
    saveStray: async (stray) => {
      opened();
      await writing(strays.save(stray));
    },
    dropStray: async (id) => {
      opened();
      await writing(strays.drop(id));
    },
    agenda: async () => ranked().agenda(),
    today: async () => ranked().today(),
    open: async (caseId) => {
      opened();
      await workspace.opened(caseId);
      const row = view.case(caseId);
      const party = row === undefined ? undefined : view.party(row.partyId);
      if (row === undefined || party === undefined) return null;
      const others = partiesOf(row).flatMap((id) => (id === row.partyId ? [] : (view.party(id) ?? [])));
      return {
        case: row,
        party,
        mandate: rows.mandates.get(row.mandateId) ?? null,
        creditor: rows.creditors.get(row.creditorId) ?? null,
        others: new Map(others.map((other) => [other.id, other])),
        pending: view.pendingOf(caseId),
      };
    },
    nextAfter: async (caseId, filter) => ranked().nextAfter(caseId, filter),
    outcomes: async () => {
      opened();
      return rows.outcomes?.list ?? [];
    },
    settings: async () => {
      opened();
      return rows.settings;
    },
    capture: async (kind, caseId, body, opId) => {
      opened();
      const op = await writing(workspace.capture(kind, caseId, body, opId));
      deps.captured();
      return op;
    },
    readDraft: async (caseId) => {
      opened();
      return drafts.read(caseId);
    },
    saveDraft: async (draft) => {
      opened();
      await writing(drafts.save(draft));
    },
    dropDraft: async (caseId) => {
      opened();
      await writing(drafts.drop(caseId));
    },
    drafts: async () => {
      opened();
      return drafts.all();
    },
    status: status.get,
    syncNow: deps.syncNow,
    lock: deps.lock,
  };
  return {
    store,
    stale: () => {
      changes += 1;
      ranking = null;
    },
    revision: () => `${user.id}.${changes}.${minuteNow()}`,
    warmSearch: index.warm,
    end: async () => {
      over = true;
      ranking = null;
      await Promise.allSettled(going);
    },
  };
}
