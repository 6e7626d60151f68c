import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { MousePointerClick } from 'lucide-react';
import { useLocation, useParams } from 'wouter';
import type { ContactPoint } from '../../src-shared/contract/entities.ts';
import type { OperationBody } from '../../src-shared/contract/operations.ts';
import type { QueueFilter } from '../../src-shared/domain/ranking.ts';
import { useApp } from '../app/context.tsx';
import { useErrorWords } from '../app/error-words.ts';
import { useKeyHandlers } from '../app/keys/keys.tsx';
import type { WorkstationStore } from '../offline/api.ts';
import { EmptyState, ErrorState } from '../ui/empty-state.tsx';
import { Skeleton, SkeletonRows } from '../ui/skeleton.tsx';
import { useToasts } from '../ui/toast.tsx';
import { CardPane } from './card/card-pane.tsx';
import { contactOrder, callFacts } from './card/contact-points.tsx';
import { mayCall } from '../../src-shared/domain/contact-rules.ts';
import { useLive } from './live.ts';
import { createDraftKeeper, emptyDraft } from './outcome/draft.ts';
import { OutcomePane } from './outcome/outcome-pane.tsx';
import type { LastSaved } from './outcome/save-state.tsx';
import { QueuePane } from './queue/queue-pane.tsx';
import { ruleSetOf } from './rule-set.ts';
import { useSay } from './say.ts';
import './work-screen.css';

const Loading = () => {
  const say = useSay();
  return (
    <div className="card" aria-busy="true">
      <Skeleton width="40%" height={28} />
      <Skeleton height={54} />
      <Skeleton height={150} />
      <SkeletonRows rows={4} height={56} label={say('card.loading')} />
    </div>
  );
};

type OpenCaseProps = {
  readonly store: WorkstationStore;
  readonly caseId: string;
  readonly last: LastSaved | null;
  readonly onVerified: (caseId: string | null) => void;
  readonly onSaved: (saved: LastSaved) => Promise<void>;
  readonly onNext: () => void;
};

/** Card and outcome of the case that is open. */
const OpenCase = ({ store, caseId, last, onVerified, onSaved, onNext }: OpenCaseProps) => {
  const say = useSay();
  const words = useErrorWords();
  const toasts = useToasts();
  const { host, call: calls } = useApp();
  const call = calls((state) => state.call);
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
  const viewed = useRef<string | null>(null);

  useEffect(() => {
    if (view === undefined || view === null || viewed.current === caseId) return;
    viewed.current = caseId;
    // Law and creditors ask who looked at whom: also when nothing was done.
    void store.capture('viewed', caseId, { partyId: view.party.id }).catch(() => undefined);
  }, [store, caseId, view]);
  const verified = draft?.verified ?? 'not-verified';
  useEffect(() => {
    onVerified(verified === 'verified' ? caseId : null);
  }, [caseId, verified, onVerified]);
  // A reload or a crash in the middle of a call: the draft knows that it had begun.
  const startedAt = draft?.callStartedAt ?? null;
  const point = view?.party.state.contactPoints.find(({ id }) => id === draft?.contactPointId);
  useEffect(() => {
    if (startedAt === null || call !== null || point === undefined || view === undefined || view === null) return;
    calls.getState().begin({
      caseId,
      partyId: view.party.id,
      name: view.party.name,
      contactPointId: point.id,
      number: point.value,
      label: point.label,
      startedAt,
    });
  }, [startedAt, call, calls, point, view, caseId]);

  const tell = useCallback((error: unknown) => toasts.bad(words(error)), [toasts, words]);
  const begin = (chosen: ContactPoint | undefined): void => {
    if (chosen === undefined || call !== null || view === undefined || view === null) return;
    const now = new Date().toISOString();
    const permission = mayCall({ ...callFacts(view, chosen, now), ruleSet, now, zone: view.party.zone });
    if (!permission.allowed) {
      toasts.warn(say(`card.refusal.${permission.reason}`));
      return;
    }
    keeper.change({ contactPointId: chosen.id, callStartedAt: now, callOpId: null });
    calls.getState().begin({
      caseId,
      partyId: view.party.id,
      name: view.party.name,
      contactPointId: chosen.id,
      number: chosen.value,
      label: chosen.label,
      startedAt: now,
    });
    void host.openExternal(`tel:${chosen.value}`);
  };
  const ending = useRef(false);
  const end = async (): Promise<void> => {
    if (call === null || ending.current) return;
    ending.current = true;
    const endedAt = new Date().toISOString();
    try {
      const operation = await store.capture('call', call.caseId, {
        partyId: call.partyId,
        contactPointId: call.contactPointId,
        number: call.number,
        direction: 'out',
        via: 'tel',
        startedAt: call.startedAt,
        endedAt,
        durationS: Math.max(0, Math.min(86_400, Math.round((Date.parse(endedAt) - Date.parse(call.startedAt)) / 1000))),
      });
      calls.getState().end();
      if (call.caseId === caseId) keeper.change({ callStartedAt: null, callOpId: operation.opId });
      else {
        const other = await store.readDraft(call.caseId);
        await store.saveDraft({
          ...(other ?? emptyDraft(call.caseId)),
          callStartedAt: null,
          callOpId: operation.opId,
          contactPointId: call.contactPointId,
          savedAt: endedAt,
        });
      }
    } catch (error) {
      tell(error);
    } finally {
      ending.current = false;
    }
  };
  const phones =
    view === undefined || view === null
      ? []
      : contactOrder(view.party.state.contactPoints).filter(({ kind }) => kind === 'phone');
  useKeyHandlers({
    verified: () => keeper.change({ verified: 'verified' }),
    thirdParty: () => keeper.change({ verified: 'third-party' }),
    hangUp: () => void end(),
    callDigit: (digit) => begin(phones[Number(digit) - 1]),
  });

  if (view === undefined || draft === null) {
    return viewing.error === null ? (
      <>
        <Loading />
        <div className="outcome" />
      </>
    ) : (
      <ErrorState error={viewing.error} onRetry={viewing.again} />
    );
  }
  if (view === null) {
    return (
      <EmptyState icon={<MousePointerClick />} title={say('card.gone')}>
        {say('card.goneText')}
      </EmptyState>
    );
  }
  const save = async (body: OperationBody<'outcome'>): Promise<void> => {
    await keeper.settled();
    const operation = await store.capture('outcome', caseId, body);
    await keeper.drop();
    await onSaved({ caseId, opId: operation.opId, name: view.party.name });
  };
  const masked = (view.mandate?.maskUntilVerified ?? false) && verified !== 'verified';
  const here = call?.caseId === caseId ? call : null;
  return (
    <>
      <div className="work-card">
        <CardPane
          view={view}
          draft={draft}
          masked={masked}
          ruleSet={ruleSet}
          outcomes={outcomes}
          callingPointId={here?.contactPointId ?? null}
          onVerified={(next) => keeper.change({ verified: next })}
          onCall={begin}
          onEnd={() => void end()}
          onEdit={(body) => void store.capture('contact-edit', caseId, { partyId: view.party.id, ...body }).catch(tell)}
          onNote={async (text) => {
            await store.capture('note', caseId, { text }).catch(tell);
          }}
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
        onEndCall={() => void end()}
        onSave={save}
        onSuspend={() => void keeper.settled().then(onNext)}
      />
    </>
  );
};

/** The workstation: queue, card, outcome. */
export const WorkScreen = () => {
  const store = useApp().session((state) => state.store);
  return store === null ? null : <Work store={store} />;
};

const Work = ({ store }: { readonly store: WorkstationStore }) => {
  const say = useSay();
  const { caseId } = useParams<{ caseId?: string }>();
  const openId = caseId ?? null;
  const [, navigate] = useLocation();
  const [filter, setFilter] = useState<QueueFilter>('suggested');
  const [verifiedId, setVerifiedId] = useState<string | null>(null);
  const [last, setLast] = useState<LastSaved | null>(null);
  const queue = useLive(
    store,
    useCallback(() => store.queue(filter), [store, filter]),
  );
  const settings = useLive(
    store,
    useCallback(() => store.settings(), [store]),
  ).data;
  const rows = queue.data?.rows;
  const first = rows?.[0]?.caseId;
  const open = useCallback((id: string) => navigate(`/work/${id}`), [navigate]);
  useEffect(() => {
    if (openId === null && first !== undefined) navigate(`/work/${first}`, { replace: true });
  }, [openId, first, navigate]);

  const step = (by: 1 | -1): void => {
    if (rows === undefined) return;
    const index = rows.findIndex((row) => row.caseId === openId);
    const row = rows[Math.max(0, Math.min(rows.length - 1, index + by))];
    if (row !== undefined) open(row.caseId);
  };
  const goNext = async (): Promise<void> => {
    const next = await store.nextAfter(openId, filter);
    navigate(next === null ? '/work' : `/work/${next}`);
  };
  useKeyHandlers({ next: () => step(1), previous: () => step(-1) });
  return (
    <div className="work">
      <QueuePane
        store={store}
        queue={queue}
        filter={filter}
        onFilter={setFilter}
        openId={openId}
        unmaskedId={verifiedId}
        zone={settings?.zone ?? 'Europe/Rome'}
        onOpen={open}
      />
      {openId === null ? (
        <div className="work-nothing">
          <h1 className="visually-hidden">{say('queue.title')}</h1>
          <EmptyState icon={<MousePointerClick />} title={say('card.nothing')}>
            {say('card.nothingText')}
          </EmptyState>
        </div>
      ) : (
        <OpenCase
          key={openId}
          store={store}
          caseId={openId}
          last={last}
          onVerified={setVerifiedId}
          onSaved={async (saved) => {
            setLast(saved);
            await goNext();
          }}
          onNext={() => void goNext()}
        />
      )}
    </div>
  );
};
