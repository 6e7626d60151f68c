import type { CaseRow, CreditorRow, MandateRow, PartyRow } from '../../src-shared/contract/entities.ts';
import type { Disposition, Operation, OperationBody, OperationKind } from '../../src-shared/contract/operations.ts';
import type { OutcomeDefinition } from '../../src-shared/domain/outcome-catalogue.ts';
import type { CaseRank, QueueFilter } from '../../src-shared/domain/ranking.ts';

/** What the screens know of the offline store. Rows are already decrypted and already show the operator's own writes. */

export type CaseView = {
  readonly case: CaseRow;
  readonly party: PartyRow;
  readonly mandate: MandateRow | null;
  readonly creditor: CreditorRow | null;
  /** Other parties' rows present on this workstation (guarantors …), by id. */
  readonly others: ReadonlyMap<string, PartyRow>;
  /** Operations of this case not yet acknowledged, oldest first. */
  readonly pending: readonly Operation[];
};

export type { QueueFilter };

export type QueueRow = {
  readonly caseId: string;
  readonly partyId: string;
  readonly name: string;
  readonly caseNumber: string;
  readonly product: string;
  readonly creditorName: string;
  readonly residual: number;
  readonly daysPastDue: number | null;
  readonly masked: boolean;
  readonly pending: number;
  readonly rank: CaseRank;
};

/** Which cases, and in which order; their rows are asked for as they come in sight. */
export type Queue = {
  readonly caseIds: readonly string[];
  /** Every filter's count, so that chips need no second question. */
  readonly counts: Readonly<Record<QueueFilter, number>>;
  readonly total: number;
};

export type AgendaRow = QueueRow & { readonly at: string; readonly zone: string; readonly overdue: boolean };

export type Today = {
  readonly worked: number;
  readonly workable: number;
  readonly promises: number;
  readonly promisedAmount: number;
};

/** Sync has one indicator; these are its words. */
export type SyncStatus = {
  readonly phase: 'idle' | 'first-sync' | 'syncing' | 'offline' | 'refused';
  readonly reachable: boolean;
  /** Operations saved on this computer and not yet received by the coordinator. */
  readonly unsent: number;
  readonly progress: { readonly done: number; readonly total: number | null } | null;
  readonly lastSyncAt: string | null;
  readonly clockSkewMs: number;
  readonly persisted: boolean | null;
  /** Does this page start without the network? False where the browser does not trust the address; null: not known. */
  readonly shell: boolean | null;
  readonly decisions: readonly { readonly opId: string; readonly caseId: string; readonly disposition: Disposition }[];
  readonly error: string | null;
};

export type Draft = {
  readonly caseId: string;
  readonly code: string | null;
  /** Whom it is about; null: the debtor. */
  readonly partyId: string | null;
  readonly contactPointId: string | null;
  readonly callOpId: string | null;
  readonly callStartedAt: string | null;
  /** Agreed when the call began: its record is captured once, also after a crash. */
  readonly callId: string | null;
  readonly verified: 'verified' | 'third-party' | 'not-verified';
  readonly note: string;
  /** Half written for the case's history, whatever becomes of the outcome. */
  readonly historyNote: string;
  readonly fields: Readonly<Record<string, string>>;
  /**
   * Set when it is being saved: the ids agreed for the outcomes, by case, before the first of them is captured. Saved once
   * more after a crash or an error, it becomes the same outcomes and no others.
   */
  readonly giving: { readonly body: OperationBody<'outcome'>; readonly opIds: Readonly<Record<string, string>> } | null;
  readonly savedAt: string;
};

/** Whose number it is: a case that is on this computer, and the person behind it. */
export type Caller = {
  readonly row: QueueRow;
  readonly partyId: string;
  readonly name: string;
  /** Null where the operator has chosen the case and not the number. */
  readonly contactPointId: string | null;
  readonly label: string;
};

/** Where a call that came in belongs. */
export type StrayTarget = Pick<Caller, 'partyId' | 'contactPointId'> & { readonly caseId: string };

/** A call that came in and is in no card: it rings, goes on beside another, or waits for its case. */
export type StrayCall = {
  readonly id: string;
  /** Agreed before anything is captured, so that what is captured after a crash is the same and no second one. */
  readonly opIds: { readonly call: string; readonly settled: string };
  readonly number: string;
  /** Absent: it came in. The operator's own are those placed beside another call. */
  readonly direction?: 'out';
  readonly startedAt: string;
  readonly answeredAt: string | null;
  /** Null while it rings or goes on. */
  readonly endedAt: string | null;
  readonly target: StrayTarget | null;
  readonly facts: Pick<OperationBody<'call'>, 'cause' | 'quality'>;
};

export type WorkstationStore = {
  readonly operatorId: string;
  /** Calls back whenever anything a screen shows may have changed (own write, pull, clock tick of the ranking). */
  readonly subscribe: (listener: () => void) => () => void;
  readonly queue: (filter: QueueFilter) => Promise<Queue>;
  /** In the order of the ids; a case that is not here any more is left out. */
  readonly queueRows: (caseIds: readonly string[]) => Promise<readonly QueueRow[]>;
  /** p95 < 100 ms over 10,000 cases; name, case number, phone, tax code. */
  readonly search: (text: string, limit?: number) => Promise<readonly QueueRow[]>;
  /** The cases whose people have this number, the one to be worked first in front; asked of this computer alone. */
  readonly callers: (number: string) => Promise<readonly Caller[]>;
  readonly strays: () => Promise<readonly StrayCall[]>;
  readonly saveStray: (stray: StrayCall) => Promise<void>;
  readonly dropStray: (id: string) => Promise<void>;
  readonly agenda: () => Promise<readonly AgendaRow[]>;
  readonly today: () => Promise<Today>;
  readonly open: (caseId: string) => Promise<CaseView | null>;
  readonly nextAfter: (caseId: string | null, filter: QueueFilter) => Promise<string | null>;
  readonly outcomes: () => Promise<readonly OutcomeDefinition[]>;
  readonly settings: () => Promise<{
    name: string;
    zone: string;
    contactRules: unknown;
    /** The countdown after a call. */
    wrapUpSeconds: number;
    /** Grows when somebody's telephone may be another one. */
    telephony?: number | undefined;
  } | null>;
  /**
   * Resolves only when the operation is durable on this computer. With an `opId` agreed beforehand (a UUIDv7) it is
   * captured once, however often it is asked for.
   */
  readonly capture: <K extends OperationKind>(
    kind: K,
    caseId: string,
    body: OperationBody<K>,
    opId?: string,
  ) => Promise<Operation>;
  readonly readDraft: (caseId: string) => Promise<Draft | null>;
  readonly saveDraft: (draft: Draft) => Promise<void>;
  readonly dropDraft: (caseId: string) => Promise<void>;
  readonly drafts: () => Promise<readonly Draft[]>;
  readonly status: () => SyncStatus;
  readonly syncNow: () => Promise<void>;
  /** Forget the keys; data stays sealed on disk. */
  readonly lock: () => Promise<void>;
};
