import { useCallback, useEffect, useState } from 'react';
import { MousePointerClick } from 'lucide-react';
import { useLocation, useParams } from 'wouter';
import { useApp } from '../app/context.tsx';
import { useKeyHandlers } from '../app/keys/keys.tsx';
import type { WorkstationStore } from '../offline/api.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { useLive } from './live.ts';
import { OpenCase } from './open-case.tsx';
import type { LastSaved } from './outcome/save-state.tsx';
import { QueuePane } from './queue/queue-pane.tsx';
import { nextCase, readQueue, type WorkFilter } from './queue/work-queue.ts';
import { useSay } from './say.ts';
import './work-screen.css';

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
  const [filter, setFilter] = useState<WorkFilter>('suggested');
  const [verifiedId, setVerifiedId] = useState<string | null>(null);
  const [last, setLast] = useState<LastSaved | null>(null);
  const queue = useLive(
    store,
    useCallback(() => readQueue(store, filter), [store, filter]),
  );
  const settings = useLive(
    store,
    useCallback(() => store.settings(), [store]),
  ).data;
  const caseIds = queue.data?.caseIds;
  const first = caseIds?.[0];
  const open = useCallback((id: string) => navigate(`/work/${id}`), [navigate]);
  useEffect(() => {
    if (openId === null && first !== undefined) navigate(`/work/${first}`, { replace: true });
  }, [openId, first, navigate]);

  const step = (by: 1 | -1): void => {
    if (caseIds === undefined) return;
    const index = openId === null ? -1 : caseIds.indexOf(openId);
    const id = caseIds[Math.max(0, Math.min(caseIds.length - 1, index + by))];
    if (id !== undefined) open(id);
  };
  const { again } = queue;
  const goNext = useCallback(async (): Promise<void> => {
    const next = await nextCase(store, openId, filter);
    navigate(next === null ? '/work' : `/work/${next}`);
    // A draft that was put aside changes no row of the store, but it changes what the queue shows.
    again();
  }, [store, openId, filter, navigate, again]);
  const onNext = useCallback(() => void goNext(), [goNext]);
  const onSaved = useCallback(
    async (saved: LastSaved): Promise<void> => {
      setLast(saved);
      await goNext();
    },
    [goNext],
  );
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
          onSaved={onSaved}
          onNext={onNext}
        />
      )}
    </div>
  );
};
