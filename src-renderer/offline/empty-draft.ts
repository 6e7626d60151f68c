import type { Draft } from './api.ts';

export const emptyDraft = (caseId: string): Draft => ({
  caseId,
  code: null,
  partyId: null,
  contactPointId: null,
  callOpId: null,
  callStartedAt: null,
  callId: null,
  verified: 'not-verified',
  note: '',
  historyNote: '',
  fields: {},
  giving: null,
  savedAt: '',
});

/** What of a draft outlives its outcome: a note for the history is no part of it. Null where there is none. */
export const leftOver = ({ caseId, historyNote, savedAt }: Draft): Draft | null =>
  // A draft of an older version has no such field.
  (historyNote as string | undefined) ? { ...emptyDraft(caseId), historyNote, savedAt } : null;
