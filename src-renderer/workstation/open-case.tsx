import { memo, useCallback, useEffect, useMemo, useRef } from 'react';
import { MousePointerClick } from 'lucide-react';
import type { OperationBody, OperationKind } from '../../src-shared/contract/operations.ts';
import { useApp } from '../app/context.tsx';
import { useErrorWords } from '../app/error-words.ts';
import { useFormat } from '../app/format.ts';
import { useKeyHandlers } from '../app/keys/keys.tsx';
import type { ContactRuleSet } from '../../src-shared/domain/contact-rules.ts';
import type { OutcomeDefinition } from '../../src-shared/domain/outcome-catalogue.ts';
import type { CaseView, Draft, WorkstationStore } from '../offline/api.ts';
import { EmptyState, ErrorState } from '../ui/empty-state.tsx';
import { Skeleton, SkeletonRows } from '../ui/skeleton.tsx';
import { useToasts } from '../ui/toast.tsx';
import { CardPane } from './card/card-pane.tsx';
import { phonesOf } from './card/people.ts';
import { useLive } from './live.ts';
import { createDraftKeeper, type DraftPatch } from './outcome/draft.ts';
import { giveOutcome } from './outcome/give.ts';
import { alsoIn, isMasked, mayShare, suggestedFields } from './outcome/outcome-form.ts';
import { OutcomePane } from './outcome/outcome-pane.tsx';
import type { LastSaved } from './outcome/save-state.tsx';
import { ruleSetOf } from './rule-set.ts';
import { useSay } from './say.ts';
import type { ShiftStore } from './shift/shift-store.ts';
import { useCall } from './use-call.ts';

export type OpenCaseProps = {
  readonly store: WorkstationStore;
  readonly caseId: string;
  readonly last: LastSaved | null;
  /** The case whose identity is verified on the screen, for the queue's own masking. */
  readonly onVerified: (caseId: string | null) => void;
  readonly onSaved: (saved: LastSaved) => Promise<void>;
  readonly onNext: () => void;
};

const Loading = () => {
  const say = useSay();
  return (
    <>
      <div className="card" aria-busy="true">
        <Skeleton width="40%" height={28} />
        <Skeleton height={54} />
        <Skeleton height={150} />
        <SkeletonRows rows={4} height={56} label={say('card.loading')} />
      </div>
      <div className="outcome" />
    </>
  );
};

/** What was not suggested while amounts were hidden is suggested once the identity is verified. */
const withVerified = (
  chosen: OutcomeDefinition,
  draft: Draft,
  verified: Draft['verified'],
  view: CaseView,
  ruleSet: ContactRuleSet,
): DraftPatch => {
  const now = new Date().toISOString();
  return { verified, fields: suggestedFields(chosen, { ...draft, verified }, { view, now, ruleSet }) };
};

/** The outcome is given, or put aside by the operator himself: the time after the call is over. */
const settle = (shift: ShiftStore): void => shift.tell({ type: 'outcome-given', at: new Date().toISOString() });

/** Card and outcome of the case that is open; drawn again when they change, not with every move of the queue beside them. */
export const OpenCase = memo(({ store, caseId, last, onVerified, onSaved, onNext }: OpenCaseProps) => {
  const say = useSay();
  const format = useFormat();
  const words = useErrorWords();
  const toasts = useToasts();
  const { shift } = useApp();
  const viewing = useLive(
    store,
    useCallback(() => store.open(caseId), [store, caseId]),
  );
  const outcomes =
    useLive(
      store,
      useCallback(() => store.outcomes(), [store]),
    ).data ?? [];
  const settings = useLive(
    store,
    useCallback(() => store.settings(), [store]),
  ).data;
  const ruleSet = useMemo(() => ruleSetOf(settings), [settings]);
  const keeper = useMemo(() => createDraftKeeper(store, caseId), [store, caseId]);
  const { draft, saved, error: draftError } = keeper();
  const view = viewing.data;
  const { call, begin, handOver, end } = useCall({ store, keeper, view: view ?? null, ruleSet });

  const viewed = useRef(false);
  useEffect(() => {
    if (view === undefined || view === null || viewed.current) return;
    viewed.current = true;
    // Law and creditors ask who looked at whom: also when nothing was done.
    void store.capture('viewed', caseId, { partyId: view.party.id }).catch(() => undefined);
  }, [store, caseId, view]);
  const verified = draft?.verified ?? 'not-verified';
  useEffect(() => {
    onVerified(verified === 'verified' ? caseId : null);
  }, [caseId, verified, onVerified]);

  const verify = (next: Draft['verified']): void => {
    const chosen = outcomes.find(({ code }) => code === draft?.code);
    const ready = draft !== null && view !== null && view !== undefined && chosen !== undefined;
    keeper.change(ready ? withVerified(chosen, draft, next, view, ruleSet) : { verified: next });
  };
  useKeyHandlers({
    verified: () => verify('verified'),
    thirdParty: () => verify('third-party'),
    ...(call === null ? {} : { hangUp: end }),
    callDigit: (digit) => begin(view === undefined || view === null ? undefined : phonesOf(view)[Number(digit) - 1]),
  });

  if (viewing.error !== null) return <ErrorState error={viewing.error} onRetry={viewing.again} />;
  if (view === undefined || draft === null) return <Loading />;
  if (view === null) {
    return (
      <EmptyState icon={<MousePointerClick />} title={say('card.gone')}>
        {say('card.goneText')}
      </EmptyState>
    );
  }
  const record = <K extends OperationKind>(kind: K, body: OperationBody<K>, onDone?: () => void): void => {
    void store.capture(kind, caseId, body).then(
      () => onDone?.(),
      (error: unknown) => toasts.bad(words(error)),
    );
  };
  const save = async (body: OperationBody<'outcome'>): Promise<void> => {
    const definition = outcomes.find(({ code }) => code === body.code);
    const siblings = view.case.siblings.filter(({ mine }) => mine).map((sibling) => sibling.caseId);
    const shared = definition === undefined || !mayShare(definition) ? [] : alsoIn(draft);
    const also = shared.filter((id) => siblings.includes(id));
    const { opId } = await giveOutcome(store, keeper, { caseId, body, also });
    settle(shift);
    await onSaved({ caseId, opId, name: view.party.name });
  };
  return (
    <>
      <div className="work-card">
        <CardPane
          view={view}
          draft={draft}
          masked={isMasked(view, draft)}
          ruleSet={ruleSet}
          outcomes={outcomes}
          callingPointId={call?.caseId === caseId ? call.contactPointId : null}
          onVerified={verify}
          onCall={begin}
          onEnd={end}
          onEdit={(body) => record('contact-edit', body)}
          onReschedule={(body) =>
            record('reschedule', body, () => {
              toasts.good(say('card.rescheduled', { when: format.moment(body.at, body.zone) }));
              onNext();
            })
          }
          onFlag={(flag) =>
            record('flag', { partyId: view.party.id, flag, set: true, note: '' }, () =>
              toasts.good(say('card.consent.done')),
            )
          }
          onNote={async (text) => {
            await store.capture('note', caseId, { text });
          }}
          onNoteWritten={(historyNote) => keeper.change({ historyNote })}
        />
      </div>
      <OutcomePane
        store={store}
        view={view}
        draft={draft}
        draftSaved={saved}
        draftError={draftError}
        outcomes={outcomes}
        ruleSet={ruleSet}
        call={call}
        last={last}
        onChange={keeper.change}
        onVerified={verify}
        onHandOver={() => handOver(phonesOf(view).find(({ point }) => point.id === draft.contactPointId))}
        onEndCall={end}
        onCall={begin}
        onSave={save}
        onSuspend={() => {
          settle(shift);
          void keeper.settled().then(onNext);
        }}
      />
    </>
  );
});
