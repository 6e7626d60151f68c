import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { CallEnd } from '../telephony/call.ts';
import type { Draft } from '../offline/api.ts';

/** A call that is going on: begun with one key, ended with another. */
export type Call = {
  /** Agreed when it begins: its record is captured under this id, once. */
  readonly opId: string;
  readonly caseId: string;
  readonly partyId: string;
  readonly name: string;
  readonly contactPointId: string | null;
  readonly number: string;
  readonly label: string;
  readonly startedAt: string;
  readonly direction: 'out' | 'in';
  /** The call of our own telephone, or null where the system's program carries it. */
  readonly phoneId: string | null;
};

/** How the last call of a case ended, for the words beside its outcome. */
export type LastEnd = { readonly caseId: string; readonly end: CallEnd; readonly answered: boolean };

export type DraftPatch = Partial<Omit<Draft, 'caseId' | 'savedAt'>>;

/** The card that is open now: what happens to its call is written into its draft, not beside it. */
export type OpenDraft = {
  readonly caseId: string;
  readonly change: (patch: DraftPatch) => void;
  /** Nothing is written in it: the screen may open another card. */
  readonly isBlank: () => boolean;
};

export type CallState = {
  readonly call: Call | null;
  readonly lastEnd: LastEnd | null;
  readonly open: OpenDraft | null;
  /** The end of a call could not be saved; it is tried again, and until then the call stays. */
  readonly problem: unknown;
  readonly begin: (call: Call) => void;
  readonly end: (lastEnd?: LastEnd) => void;
  readonly attach: (open: OpenDraft) => () => void;
  /** For the draft of a case whose card is closed; told once more when it opens, which may have read the draft before. */
  readonly leaveWord: (caseId: string, patch: DraftPatch) => void;
  readonly fail: (problem: unknown) => void;
  /** Somebody signed out: the next one knows nothing of it. What was going on is noted where its own operator finds it. */
  readonly forget: () => void;
};
export type CallStore = UseBoundStore<StoreApi<CallState>>;

/** The one place that knows whether somebody is on the telephone. */
export const createCallStore = (): CallStore => {
  const words = new Map<string, DraftPatch>();
  return create<CallState>()((set, get) => ({
    call: null,
    lastEnd: null,
    open: null,
    problem: null,
    begin: (call) => set({ call, lastEnd: null }),
    end: (lastEnd) => set({ call: null, lastEnd: lastEnd ?? null, problem: null }),
    fail: (problem) => set({ problem }),
    forget: () => {
      words.clear();
      set({ call: null, lastEnd: null, problem: null });
    },
    leaveWord: (caseId, patch) => {
      const { open } = get();
      if (open?.caseId === caseId) open.change(patch);
      else words.set(caseId, patch);
    },
    attach: (open) => {
      set({ open });
      const word = words.get(open.caseId);
      words.delete(open.caseId);
      if (word !== undefined) open.change(word);
      return () => {
        if (get().open === open) set({ open: null });
      };
    },
  }));
};
