import type { SessionStore } from '../../app/session.ts';
import type { WorkstationStore } from '../../offline/api.ts';
import type { Phone, PhoneView } from '../../telephony/phone.ts';
import type { Call, CallStore, DraftPatch } from '../call-store.ts';
import { personOf, phonesOf } from '../card/people.ts';
import { emptyDraft } from '../outcome/draft.ts';
import { recordOfCall, recordOfLost } from './call-record.ts';
import type { LiveMark, LiveMarks } from './live-mark.ts';

export type FollowCallsDeps = {
  readonly phone: Pick<Phone, 'view'>;
  readonly calls: CallStore;
  readonly session: Pick<SessionStore, 'getState' | 'subscribe'>;
  readonly marks: LiveMarks;
  readonly now: () => string;
  /** Once, after so many milliseconds. */
  readonly later: (ms: number, run: () => void) => void;
};

/** A full disk may have room again after this long. */
const AGAIN_MS = 3000;

/** Into the draft of the open card, or into the sealed one of a card that is closed. */
const tellDraft = async (
  calls: CallStore,
  store: WorkstationStore,
  caseId: string,
  patch: DraftPatch,
  savedAt: string,
): Promise<void> => {
  const { open } = calls.getState();
  if (open?.caseId === caseId) {
    open.change(patch);
    return;
  }
  const draft = (await store.readDraft(caseId)) ?? emptyDraft(caseId);
  await store.saveDraft({ ...draft, ...patch, savedAt });
};

/**
 * Writes every ended call of our telephone into the journal, whatever screen is open, and finds the one that a reload or a
 * crash cut off: it becomes a call without outcome, first in the queue. A call that never left this computer is no attempt.
 */
export const followCalls = (deps: FollowCallsDeps): void => {
  const { phone, calls, session, marks } = deps;
  let ending: string | null = null;
  let recovered: WorkstationStore | null = null;

  const finish = async (call: Call, view: PhoneView): Promise<void> => {
    const phoned = view.calls.find(({ id }) => id === call.phoneId);
    const { store } = session.getState();
    if (phoned === undefined || phoned.end === null || store === null || ending === call.phoneId) return;
    ending = call.phoneId;
    try {
      const left = call.direction === 'in' || phoned.invitedAt !== null;
      const operation = left ? await store.capture('call', call.caseId, recordOfCall(call, phoned)) : null;
      const { partyId, contactPointId } = call;
      const patch = { callStartedAt: null, callOpId: operation?.opId ?? null, partyId, contactPointId };
      await tellDraft(calls, store, call.caseId, patch, deps.now());
      calls.getState().end({ caseId: call.caseId, end: phoned.end, answered: phoned.answeredAt !== null });
      marks.clear();
    } catch (error) {
      calls.getState().fail(error);
      deps.later(AGAIN_MS, () => {
        ending = null;
        look();
      });
    }
  };
  const look = (): void => {
    const { call } = calls.getState();
    if (call === null || call.phoneId === null) return;
    const view = phone.view.getState();
    const phoned = view.calls.find(({ id }) => id === call.phoneId);
    if (phoned?.phase === 'ended') void finish(call, view);
    else if (phoned !== undefined) {
      const { caseId, startedAt, direction } = call;
      marks.write({ caseId, startedAt, direction, answeredAt: phoned.answeredAt, seenAt: deps.now() });
    }
  };
  const recover = async (store: WorkstationStore, mark: LiveMark): Promise<void> => {
    const [view, draft] = await Promise.all([store.open(mark.caseId), store.readDraft(mark.caseId)]);
    if (view !== null && draft?.callStartedAt === mark.startedAt) {
      const point = phonesOf(view).find((phone) => phone.point.id === draft.contactPointId)?.point;
      const { caseId, startedAt, direction } = mark;
      const { id: partyId, name } = personOf(view, draft).party;
      const known = { caseId, partyId, name, startedAt, direction, phoneId: null, label: point?.label ?? '' };
      const call: Call = { ...known, contactPointId: point?.id ?? null, number: point?.value ?? '' };
      const operation = await store.capture('call', caseId, recordOfLost(call, mark.answeredAt, mark.seenAt));
      await tellDraft(calls, store, caseId, { callStartedAt: null, callOpId: operation.opId }, deps.now());
      calls.getState().end({
        caseId,
        end: { cause: 'media-lost', status: null },
        answered: mark.answeredAt !== null,
      });
    }
    marks.clear();
  };
  const lookBack = (): void => {
    const { store } = session.getState();
    if (store === null || store === recovered) return;
    recovered = store;
    const mark = marks.read();
    const { call } = calls.getState();
    if (mark !== null && call?.phoneId == null)
      void recover(store, mark).catch((error: unknown) => calls.getState().fail(error));
  };
  phone.view.subscribe(look);
  calls.subscribe(look);
  session.subscribe(lookBack);
  lookBack();
};
