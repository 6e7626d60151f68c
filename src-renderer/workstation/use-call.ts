import { useEffect, useRef } from 'react';
import { mayCall, type ContactRuleSet } from '../../src-shared/domain/contact-rules.ts';
import { useApp } from '../app/context.tsx';
import { useErrorWords } from '../app/error-words.ts';
import type { CaseView, WorkstationStore } from '../offline/api.ts';
import { useToasts } from '../ui/toast.tsx';
import type { Call } from './call-store.ts';
import { callFacts } from './card/call-facts.ts';
import { personOf, phonesOf, type Phone } from './card/people.ts';
import { emptyDraft, type DraftKeeper } from './outcome/draft.ts';
import { useSay } from './say.ts';

const callTo = (view: CaseView, { person, point }: Phone, startedAt: string): Call => ({
  caseId: view.case.id,
  partyId: person.party.id,
  name: person.party.name,
  contactPointId: point.id,
  number: point.value,
  label: point.label,
  startedAt,
});

const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.min(86_400, Math.round((Date.parse(to) - Date.parse(from)) / 1000)));

export type CallControls = {
  readonly call: Call | null;
  readonly begin: (phone: Phone | undefined) => void;
  readonly end: () => void;
};

/**
 * The operator's two keys: one dials through the system's telephone program and notes the moment, the other notes the end.
 * The call is captured when it ends; until then the draft knows that it began, so a crash in the middle loses nothing.
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
  const { host, call: calls } = useApp();
  const call = calls((state) => state.call);
  const draft = keeper((state) => state.draft);
  const ending = useRef(false);

  const startedAt = draft?.callStartedAt ?? null;
  const phone = view === null ? undefined : phonesOf(view).find(({ point }) => point.id === draft?.contactPointId);
  useEffect(() => {
    // A reload or a crash in the middle of a call: it is still going on.
    if (startedAt !== null && call === null && view !== null && phone !== undefined && !ending.current) {
      calls.getState().begin(callTo(view, phone, startedAt));
    }
  }, [startedAt, call, calls, phone, view]);

  const begin = (chosen: Phone | undefined): void => {
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
    const { id: partyId } = chosen.person.party;
    const another = draft !== null && personOf(view, draft).party.id !== partyId;
    keeper.change({
      partyId,
      contactPointId: chosen.point.id,
      callStartedAt: now,
      callOpId: null,
      // Whoever was verified before is not the one who will answer.
      ...(another ? { verified: 'not-verified' as const } : {}),
    });
    calls.getState().begin(callTo(view, chosen, now));
    void host.openExternal(`tel:${chosen.point.value}`);
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
    ending.current = true;
    const endedAt = new Date().toISOString();
    const { caseId, partyId, contactPointId, number } = call;
    try {
      const operation = await store.capture('call', caseId, {
        partyId,
        contactPointId,
        number,
        direction: 'out',
        via: 'tel',
        startedAt: call.startedAt,
        endedAt,
        durationS: secondsBetween(call.startedAt, endedAt),
      });
      await noteEnd(call, operation.opId, endedAt);
      calls.getState().end();
    } catch (error) {
      toasts.bad(words(error));
    } finally {
      ending.current = false;
    }
  };
  return { call, begin, end: () => void end() };
};
