import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { Draft, WorkstationStore } from '../../offline/api.ts';
import { emptyDraft, leftOver } from '../../offline/empty-draft.ts';

export type DraftPatch = Partial<Omit<Draft, 'caseId' | 'savedAt'>>;

export type DraftState = {
  /** Null until the saved one, if any, has been read. */
  readonly draft: Draft | null;
  /** Is what is on the screen also on the disk? */
  readonly saved: boolean;
  readonly error: unknown;
};

export type DraftKeeper = UseBoundStore<StoreApi<DraftState>> & {
  readonly change: (patch: DraftPatch) => void;
  /** Resolves when everything typed so far is on the disk. */
  readonly settled: () => Promise<void>;
  /** The outcome is given: of the draft only a note for the history stays, and nothing late brings the rest back. */
  readonly drop: () => Promise<void>;
};

const patched = (draft: Draft, patch: DraftPatch): Draft => ({
  ...draft,
  ...patch,
  fields: { ...draft.fields, ...patch.fields },
});

/** Nothing in it that somebody would miss. */
export const isBlank = (draft: Draft): boolean =>
  draft.code === null &&
  draft.callOpId === null &&
  draft.callStartedAt === null &&
  draft.verified === 'not-verified' &&
  draft.note === '' &&
  draft.historyNote === '' &&
  Object.values(draft.fields).every((value) => value === '');

/**
 * Keeps the half-written outcome (and note for the history) of one case on the disk, from the first key on. Writes follow each other; what was typed
 * while one was going on is written once after it, so that the disk always ends with the last thing typed.
 */
export const createDraftKeeper = (
  store: Pick<WorkstationStore, 'readDraft' | 'saveDraft' | 'dropDraft'>,
  caseId: string,
  now: () => string = () => new Date().toISOString(),
): DraftKeeper => {
  const state = create<DraftState>()(() => ({ draft: null, saved: true, error: null }));
  /** Changed before the saved draft was read: applied over it, so that one early key does not cost what was written. */
  let early: DraftPatch = {};
  let dropped = false;
  let stale = false;
  const write = async (): Promise<void> => {
    if (!stale || dropped) return;
    stale = false;
    const { draft } = state.getState();
    if (draft === null) return;
    try {
      await (isBlank(draft) ? store.dropDraft(caseId) : store.saveDraft({ ...draft, savedAt: now() }));
      if (!stale) state.setState({ saved: true, error: null });
    } catch (error) {
      state.setState({ error });
    }
  };
  const begin = (found: Draft): void => state.setState({ draft: patched(found, early) });
  const reading = store.readDraft(caseId).then(
    // One that an older version left may lack what drafts hold today.
    (found) => begin({ ...emptyDraft(caseId), ...found }),
    (error: unknown) => {
      begin(emptyDraft(caseId));
      state.setState({ error });
    },
  );
  // Nothing is written before it is known what stands on the disk.
  let work: Promise<void> = reading;
  return Object.assign(state, {
    change: (patch: DraftPatch) => {
      if (dropped) return;
      const { draft } = state.getState();
      if (draft === null) early = { ...early, ...patch, fields: { ...early.fields, ...patch.fields } };
      state.setState({ draft: draft === null ? null : { ...draft, ...patch }, saved: false });
      stale = true;
      work = work.then(write);
    },
    settled: () => work,
    drop: async () => {
      dropped = true;
      await work;
      const { draft } = state.getState();
      const rest = draft === null ? null : leftOver(draft);
      await (rest === null ? store.dropDraft(caseId) : store.saveDraft({ ...rest, savedAt: now() }));
    },
  });
};
