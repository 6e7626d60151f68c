import type { SessionStore } from '../../app/session.ts';
import type { WorkstationStore } from '../../offline/api.ts';
import type { PhoneCall } from '../../telephony/call.ts';
import type { Phone } from '../../telephony/phone.ts';
import type { Call, CallStore } from '../call-store.ts';
import { peopleOf, phonesOf } from '../card/people.ts';
import { recordOfCall, recordOfLost } from './call-record.ts';
import type { LiveMark, LiveMarks } from './live-mark.ts';
import { tellDraft } from './tell-draft.ts';

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

/**
 * Writes every ended call of our telephone into the journal, whatever screen is open, and finds the one that a reload or a
 * crash cut off: it becomes a call without outcome, first in the queue. A call that never left this computer is no attempt.
 */
export const followCalls = (deps: FollowCallsDeps): void => {
  const { phone, calls, session, marks } = deps;
  let ending: string | null = null;
  /** How our call ended, kept until it is written: the telephone forgets it when the next one rings. */
  let over: PhoneCall | null = null;
  let recovered: WorkstationStore | null = null;

  const finish = async (call: Call, phoned: PhoneCall): Promise<void> => {
    const { store } = session.getState();
    // Behind a lock it waits until the same person is back.
    if (phoned.end === null || store === null || ending === call.phoneId) return;
    ending = call.phoneId;
    try {
      const left = call.direction === 'in' || phoned.invitedAt !== null;
      const operation = left ? await store.capture('call', call.caseId, recordOfCall(call, phoned), call.opId) : null;
      const { partyId, contactPointId } = call;
      const patch = { callStartedAt: null, callId: null, callOpId: operation?.opId ?? null, partyId, contactPointId };
      await tellDraft(calls, store, { caseId: call.caseId, patch, at: deps.now() });
      calls.getState().end({ caseId: call.caseId, end: phoned.end, answered: phoned.answeredAt !== null });
      marks.clear(store.operatorId);
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
    const { user } = session.getState();
    if (call === null || call.phoneId === null) return;
    const phoned = phone.view.getState().calls.find(({ id }) => id === call.phoneId);
    if (phoned?.phase === 'ended') over = phoned;
    if (over?.id === call.phoneId) void finish(call, over);
    else if (phoned !== undefined && user !== null) {
      const { opId, caseId, partyId, contactPointId, startedAt, direction } = call;
      const ids = { operatorId: user.id, opId, phoneId: phoned.id, caseId, partyId, contactPointId };
      marks.write({ ...ids, startedAt, direction, answeredAt: phoned.answeredAt, seenAt: deps.now() });
    }
  };
  const recover = async (store: WorkstationStore, mark: LiveMark): Promise<void> => {
    const [view, draft] = await Promise.all([store.open(mark.caseId), store.readDraft(mark.caseId)]);
    // What came in stands in no draft until it has ended; what was dialled does from the key on.
    const unsaid = mark.direction === 'in' ? draft?.callOpId !== mark.opId : draft?.callStartedAt === mark.startedAt;
    if (view !== null && unsaid) {
      const { opId, caseId, partyId, contactPointId, startedAt, direction } = mark;
      const point = phonesOf(view).find((known) => known.point.id === contactPointId)?.point;
      const { name } = (peopleOf(view).find(({ party }) => party.id === partyId) ?? view).party;
      const ids = { opId, caseId, partyId, contactPointId, startedAt, direction, phoneId: null };
      const call: Call = { ...ids, name, label: point?.label ?? '', number: point?.value ?? '' };
      const operation = await store.capture('call', caseId, recordOfLost(call, mark), opId);
      const patch = { callStartedAt: null, callId: null, callOpId: operation.opId, partyId, contactPointId };
      await tellDraft(calls, store, { caseId, patch, at: deps.now() });
      calls.getState().end({
        caseId,
        end: { cause: 'media-lost', status: null },
        answered: mark.answeredAt !== null,
      });
    }
    marks.clear(store.operatorId);
  };
  const lookBack = (): void => {
    const { store, phase } = session.getState();
    if (phase === 'signed-out') calls.getState().forget();
    look();
    if (store === null || store === recovered) return;
    recovered = store;
    const mark = marks.read(store.operatorId);
    const { call } = calls.getState();
    if (mark !== null && call?.phoneId == null)
      void recover(store, mark).catch((error: unknown) => calls.getState().fail(error));
  };
  phone.view.subscribe(look);
  calls.subscribe(look);
  session.subscribe(lookBack);
  lookBack();
};
