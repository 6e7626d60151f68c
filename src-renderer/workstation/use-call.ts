import { useEffect, useRef } from 'react';
import { mayCall, type ContactRuleSet } from '../../src-shared/domain/contact-rules.ts';
import { numberToDial } from '../../src-shared/domain/number-to-dial.ts';
import { useApp } from '../app/context.tsx';
import { useErrorWords } from '../app/error-words.ts';
import type { CaseView, WorkstationStore } from '../offline/api.ts';
import { useToasts } from '../ui/toast.tsx';
import { uuid7 } from '../offline/uuid7.ts';
import type { Call } from './call-store.ts';
import { callFacts } from './card/call-facts.ts';
import { personOf, phonesOf, type Phone } from './card/people.ts';
import { emptyDraft } from '../offline/empty-draft.ts';
import { isBlank, type DraftKeeper } from './outcome/draft.ts';
import { recordOfKeys } from './phone/call-record.ts';
import { useSay } from './say.ts';

type Begun = Pick<Call, 'opId' | 'startedAt' | 'phoneId'>;

const callTo = (view: CaseView, { person, point }: Phone, begun: Begun): Call => ({
  ...begun,
  caseId: view.case.id,
  partyId: person.party.id,
  name: person.party.name,
  contactPointId: point.id,
  number: point.value,
  label: point.label,
  direction: 'out',
});

export type CallControls = {
  readonly call: Call | null;
  readonly begin: (phone: Phone | undefined) => void;
  /** The same number by the system's program: what is left where our own telephone cannot call. */
  readonly handOver: (phone: Phone | undefined) => void;
  readonly end: () => void;
};

/**
 * The operator's two keys. With a telephone of our own they place and end its call, and `follow-calls.ts` captures it;
 * without one they dial through the system's program and note the moments. Until the call is captured the draft knows that
 * it began, so a crash in the middle loses nothing.
 */
export const useCall = (input: {
  readonly store: WorkstationStore;
  readonly keeper: DraftKeeper;
  readonly view: CaseView | null;
  readonly ruleSet: ContactRuleSet;
}): CallControls => {
  const { store, keeper, view, ruleSet } = input;
  const say = useSay();
  const words = useErrorWords();
  const toasts = useToasts();
  const { host, call: calls, phone: telephone, marks } = useApp();
  const call = calls((state) => state.call);
  const draft = keeper((state) => state.draft);
  const ending = useRef(false);
  const caseId = view?.case.id ?? null;
  useEffect(() => {
    const isBlankNow = (): boolean => {
      const { draft: now } = keeper.getState();
      return now === null || isBlank(now);
    };
    return caseId === null
      ? undefined
      : calls.getState().attach({ caseId, change: keeper.change, isBlank: isBlankNow });
  }, [calls, keeper, caseId]);

  const startedAt = draft?.callStartedAt ?? null;
  const callId = draft?.callId ?? null;
  const phone = view === null ? undefined : phonesOf(view).find(({ point }) => point.id === draft?.contactPointId);
  useEffect(() => {
    if (startedAt === null || call !== null || view === null || phone === undefined || ending.current) return;
    // What this screen was drawn with may be overtaken by now: the call has ended.
    if (keeper.getState().draft?.callStartedAt !== startedAt) return;
    // The voice of our own telephone ended with the page: the call is captured as cut off, not taken up again.
    if (marks.read(store.operatorId)?.startedAt === startedAt) return;
    // A reload or a crash in the middle of a call of the system's program: it is still going on.
    calls.getState().begin(callTo(view, phone, { opId: callId ?? uuid7(), startedAt, phoneId: null }));
  }, [startedAt, callId, call, calls, phone, view, marks, store, keeper]);

  const place = (chosen: Phone | undefined, ours: boolean): void => {
    if (chosen === undefined || call !== null || view === null) return;
    const now = new Date().toISOString();
    const permission = mayCall({
      ...callFacts(view, chosen.person, chosen.point, now),
      ruleSet,
      now,
      zone: chosen.person.party.zone,
    });
    if (!permission.allowed) {
      toasts.warn(say(`card.refusal.${permission.reason}`));
      return;
    }
    const { id: partyId, name } = chosen.person.party;
    const hasTelephone = ours && telephone.view.getState().account !== null;
    if (!hasTelephone) {
      // The system's program dials whatever it is given: what is excluded is excluded there too.
      const { refused } = telephone.view.getState();
      const dialled = numberToDial(chosen.point.value, { prefix: null, refused });
      if (!dialled.ok && dialled.reason === 'refused-number') {
        toasts.warn(say('phone.refusal.refused-number'));
        return;
      }
    }
    const placed = hasTelephone ? telephone.port.call(chosen.point.value, name) : null;
    if (placed !== null && !placed.ok) {
      toasts.warn(say(`phone.refusal.${placed.reason}`));
      if (placed.reason === 'not-registered') {
        keeper.change({ partyId, contactPointId: chosen.point.id });
        const isRefused = telephone.view.getState().registration.reason === 'wrong-password';
        const cause = isRefused ? 'wrong-password' : 'not-registered';
        calls.getState().end({ caseId: view.case.id, end: { cause, status: null }, answered: false });
      }
      return;
    }
    const opId = uuid7();
    const another = draft !== null && personOf(view, draft).party.id !== partyId;
    keeper.change({
      partyId,
      contactPointId: chosen.point.id,
      callStartedAt: now,
      callId: opId,
      callOpId: null,
      // Whoever was verified before is not the one who will answer.
      ...(another ? { verified: 'not-verified' as const } : {}),
    });
    const phoneId = placed === null ? null : placed.callId;
    calls.getState().begin(callTo(view, chosen, { opId, startedAt: now, phoneId }));
    if (placed === null) void host.openExternal(`tel:${chosen.point.value}`);
  };

  const noteEnd = async (ended: Call, opId: string, endedAt: string): Promise<void> => {
    if (ended.caseId === view?.case.id) {
      keeper.change({ callStartedAt: null, callOpId: opId });
      return;
    }
    // Another card was opened during the call: its own draft is told.
    const other = (await store.readDraft(ended.caseId)) ?? emptyDraft(ended.caseId);
    const { contactPointId, partyId } = ended;
    const called = { callStartedAt: null, callOpId: opId, contactPointId, partyId };
    await store.saveDraft({ ...other, ...called, savedAt: endedAt });
  };
  const end = async (): Promise<void> => {
    if (call === null || ending.current) return;
    if (call.phoneId !== null) {
      telephone.port.hangUp(call.phoneId);
      return;
    }
    ending.current = true;
    const endedAt = new Date().toISOString();
    try {
      const operation = await store.capture('call', call.caseId, recordOfKeys(call, endedAt), call.opId);
      await noteEnd(call, operation.opId, endedAt);
      calls.getState().end();
    } catch (error) {
      toasts.bad(words(error));
    } finally {
      ending.current = false;
    }
  };
  return {
    call,
    begin: (chosen) => place(chosen, true),
    handOver: (chosen) => place(chosen, false),
    end: () => void end(),
  };
};
