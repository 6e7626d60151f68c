import type { WorkstationStore } from '../../offline/api.ts';
import type { CallStore, DraftPatch } from '../call-store.ts';
import { emptyDraft } from '../../offline/empty-draft.ts';

/** Into the draft of the open card, or into the sealed one of a card that is closed. */
export const tellDraft = async (
  calls: CallStore,
  store: Pick<WorkstationStore, 'readDraft' | 'saveDraft'>,
  told: { readonly caseId: string; readonly patch: DraftPatch; readonly at: string },
): Promise<void> => {
  const { caseId, patch, at } = told;
  const { open } = calls.getState();
  if (open?.caseId === caseId) {
    open.change(patch);
    return;
  }
  const draft = (await store.readDraft(caseId)) ?? emptyDraft(caseId);
  await store.saveDraft({ ...draft, ...patch, savedAt: at });
  // Its card may have opened meanwhile, with the draft as it was.
  calls.getState().leaveWord(caseId, patch);
};
