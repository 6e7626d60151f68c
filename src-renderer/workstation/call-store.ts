import { create, type StoreApi, type UseBoundStore } from 'zustand';

/** A call that is going on: begun with one key, ended with another. */
export type Call = {
  readonly caseId: string;
  readonly partyId: string;
  readonly name: string;
  readonly contactPointId: string;
  readonly number: string;
  readonly label: string;
  readonly startedAt: string;
};

export type CallState = {
  readonly call: Call | null;
  readonly begin: (call: Call) => void;
  readonly end: () => void;
};
export type CallStore = UseBoundStore<StoreApi<CallState>>;

/** The one place that knows whether somebody is on the telephone. */
export const createCallStore = (): CallStore =>
  create<CallState>()((set) => ({
    call: null,
    begin: (call) => set({ call }),
    end: () => set({ call: null }),
  }));
