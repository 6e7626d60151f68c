import type { Operation, OperationBody, OperationKind } from '../../src-shared/contract/operations.ts';
import type { SessionUser } from '../../src-shared/contract/session.ts';
import type { PullAnswer, PullRequest } from '../../src-shared/contract/sync.ts';
import type { BaseStore, Loaded } from './base-store.ts';
import { captureOperation, openRecord } from './capture.ts';
import {
  readOperatorValue,
  readValue,
  type BaseMark,
  type Decision,
  type DeviceDb,
  type JournalRecord,
  type OperatorDb,
} from './databases.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { createStrays, type Strays } from './strays.ts';
import { createHeldCases, partiesOf } from './held-cases.ts';
import { finishSaving } from './finish-saving.ts';
import { operationOf, type Journal } from './journal.ts';
import { applyChange, changesOf, emptyRows, rowCount, type Rows } from './rows.ts';
import type { OperationSealer } from './seal.ts';
import { createView, type View } from './view.ts';

export type WorkspaceDeps = {
  readonly user: SessionUser;
  readonly db: OperatorDb;
  readonly deviceDb: DeviceDb;
  readonly journal: Journal;
  readonly dataKey: CryptoKey;
  readonly base: BaseStore;
  readonly seal: OperationSealer;
  readonly now: () => number;
  readonly clockOffsetMs: () => number;
  /** Something that a screen shows has changed. */
  readonly changed: () => void;
};

/** One operator's rows, operations and drafts, unlocked and in memory. */
export type Workspace = {
  readonly user: SessionUser;
  readonly rows: Rows;
  readonly view: View;
  readonly drafts: Drafts;
  readonly strays: Strays;
  readonly mark: () => BaseMark | null;
  readonly position: () => Promise<Pick<PullRequest, 'epoch' | 'cursors'>>;
  /** Takes one pulled page; answers true when the pull is complete. */
  readonly apply: (answer: PullAnswer, deviceId: string) => Promise<boolean>;
  readonly capture: <K extends OperationKind>(
    kind: K,
    caseId: string,
    body: OperationBody<K>,
    opId?: string,
  ) => Promise<Operation>;
  /** Marks the case that is on the screen: it stays readable should it leave the scope meanwhile. */
  readonly opened: (caseId: string) => Promise<void>;
  readonly decisions: () => Promise<readonly Decision[]>;
  readonly decided: (decisions: readonly Decision[]) => Promise<void>;
  /** Another window of the same operator wrote rows or operations. */
  readonly reload: () => Promise<void>;
  readonly compact: () => Promise<boolean>;
};

const DECISIONS_KEPT = 200;

/** Opens the operator's rows. Rows that this key does not open are forgotten: they come again with the next pull. */
export async function openWorkspace(deps: WorkspaceDeps): Promise<Workspace> {
  const { user, db, deviceDb, journal, dataKey, base } = deps;
  const drafts = createDrafts(db, dataKey);
  const strays = createStrays(db, dataKey);
  const held = createHeldCases(db, dataKey);
  const rows = emptyRows();
  const view = createView(rows, held, () => user.name);
  let mark: BaseMark | null = null;
  let onScreen: string | null = null;
  let tail: Promise<unknown> = Promise.resolve();
  /**
   * Captures and pulled rows take turns: a capture's base version counts the one before it, and rows that come in
   * between a journal append and its overlay would hide the operation until the next pull.
   */
  const inTurn = <T>(fn: () => Promise<T>): Promise<T> => {
    const done = tail.then(fn, fn);
    tail = done;
    return done;
  };

  const readPending = async (): Promise<readonly Operation[]> => {
    const device = await readValue(deviceDb, 'device');
    const own = mark !== null && mark.deviceId === device?.deviceId ? mark : null;
    const records = await journal.ofOperator(user.id, own?.ackedSeq ?? 0);
    // Under another device's number than the rows were pulled with, only the record itself says what they contain.
    const waits = ({ ackedAt }: JournalRecord): boolean => own !== null || ackedAt === null;
    const opened = records.filter(waits).map((record) => openRecord(record, dataKey));
    return (await Promise.all(opened)).flatMap((op) => op ?? []);
  };
  const show = async (loaded: Loaded): Promise<void> => {
    await holdWhatLeaves(loaded);
    if (loaded.replace) Object.assign(rows, emptyRows());
    for (const change of loaded.changes) applyChange(rows, change);
    mark = loaded.mark;
    view.rebuild(await readPending());
    deps.changed();
  };
  const holdWhatLeaves = async (loaded: Loaded): Promise<void> => {
    const leaves = leavingCases(rows, loaded);
    const keep = leaves.size === 0 ? [] : [onScreen, ...(await drafts.all()).map(({ caseId }) => caseId)];
    for (const id of new Set(keep)) {
      const row = id !== null && leaves.has(id) ? rows.cases.get(id) : undefined;
      if (row === undefined) continue;
      await held.hold({ case: row, parties: partiesOf(row).flatMap((party) => rows.parties.get(party) ?? []) });
    }
  };

  await held.load();
  const before = await readOperatorValue(db, 'base');
  if (before !== null && before.deviceId === (await readValue(deviceDb, 'device'))?.deviceId) {
    // A crash may have come between the rows and the journal's note of what they contain.
    const at = deps.now() - deps.clockOffsetMs();
    await journal.acknowledge(user.id, { after: 0, upTo: before.ackedSeq }, new Date(at).toISOString());
  }
  await show(
    await base.load().catch(async () => {
      await base.wipe();
      return base.load();
    }),
  );

  const capture: Workspace['capture'] = (kind, caseId, body, opId) =>
    inTurn(async () => {
      const known = opId === undefined ? null : await journal.find(opId);
      if (known !== null) return operationOf(known, body);
      const versionOf = (id: string): number | null => view.case(id)?.state.version ?? null;
      const op = await captureOperation({ ...deps, operatorId: user.id, versionOf }, kind, caseId, body, opId);
      view.add(op);
      if (kind === 'outcome') await held.release(caseId);
      deps.changed();
      return op;
    });
  await finishSaving({ drafts, journal, capture });

  return {
    user,
    rows,
    view,
    drafts,
    strays,
    mark: () => mark,
    position: base.position,
    apply: async (answer, deviceId) => {
      await workspaceDecisions(db, answer.decisions);
      const take = async (): Promise<boolean> => {
        const loaded = await base.apply(answer, deviceId);
        if (loaded !== null) await show(loaded);
        return loaded !== null;
      };
      // A last page shows everything: nothing may look at the store between its writing and its showing.
      return answer.more ? take() : inTurn(take);
    },
    capture,
    opened: async (caseId) => {
      const before = onScreen;
      onScreen = caseId;
      if (before === null || before === caseId || !held.cases.has(before)) return;
      if ((await drafts.read(before)) === null) await held.release(before);
    },
    decisions: async () => (await readOperatorValue(db, 'decisions')) ?? [],
    decided: (decisions) => workspaceDecisions(db, decisions),
    reload: () => inTurn(async () => show(await base.load())),
    compact: () => base.compact(rowCount(rows), () => changesOf(rows)),
  };
}

function leavingCases(rows: Rows, { replace, changes }: Loaded): ReadonlySet<string> {
  if (!replace)
    return new Set(changes.flatMap(({ entity, id, row }) => (entity === 'case' && row === null ? [id] : [])));
  const stays = new Set(changes.flatMap(({ entity, id, row }) => (entity === 'case' && row !== null ? [id] : [])));
  return new Set([...rows.cases.keys()].filter((id) => !stays.has(id)));
}

async function workspaceDecisions(db: OperatorDb, decisions: readonly Decision[]): Promise<void> {
  if (decisions.length === 0) return;
  await db.transaction('rw', db.values, async () => {
    const known = (await readOperatorValue(db, 'decisions')) ?? [];
    const fresh = new Set(decisions.map(({ opId }) => opId));
    const kept = [...known.filter(({ opId }) => !fresh.has(opId)), ...decisions].slice(-DECISIONS_KEPT);
    await db.values.put(kept, 'decisions');
  });
}
