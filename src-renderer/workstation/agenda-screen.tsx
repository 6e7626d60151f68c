import { useCallback, useState } from 'react';
import { CalendarClock } from 'lucide-react';
import { useLocation } from 'wouter';
import { addDays, civilDateAt } from '../../src-shared/domain/civil-date.ts';
import { useApp } from '../app/context.tsx';
import { useErrorWords } from '../app/error-words.ts';
import { useFormat } from '../app/format.ts';
import type { AgendaRow, WorkstationStore } from '../offline/api.ts';
import { EmptyState, ErrorState } from '../ui/empty-state.tsx';
import { Page, PageHeader } from '../ui/page-header.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { useToasts } from '../ui/toast.tsx';
import { AgendaList, type AgendaGroup } from './agenda/agenda-list.tsx';
import { RescheduleDialog } from './agenda/reschedule-dialog.tsx';
import { useInstant } from './clock.ts';
import { useLive } from './live.ts';
import { ruleSetOf } from './rule-set.ts';
import { useSay } from './say.ts';
import './agenda/agenda.css';

/** Overdue first, then by the day on the debtor's calendar; inside a group the earliest first. */
export const agendaGroups = (rows: readonly AgendaRow[], now: string): readonly AgendaGroup[] => {
  const groupOf = (row: AgendaRow): AgendaGroup['id'] => {
    if (row.overdue) return 'overdue';
    const [day, today] = [civilDateAt(row.at, row.zone), civilDateAt(now, row.zone)];
    if (day <= today) return 'today';
    return day === addDays(today, 1) ? 'tomorrow' : 'later';
  };
  const sorted = rows.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return (['overdue', 'today', 'tomorrow', 'later'] as const)
    .map((id) => ({ id, rows: sorted.filter((row) => groupOf(row) === id) }))
    .filter(({ rows: inside }) => inside.length > 0);
};

/** The callbacks one has agreed. */
export const AgendaScreen = () => {
  const store = useApp().session((state) => state.store);
  return store === null ? null : <Agenda store={store} />;
};

const Agenda = ({ store }: { readonly store: WorkstationStore }) => {
  const say = useSay();
  const format = useFormat();
  const words = useErrorWords();
  const toasts = useToasts();
  const [, navigate] = useLocation();
  const now = useInstant('minute');
  const agenda = useLive(
    store,
    useCallback(() => store.agenda(), [store]),
  );
  const settings = useLive(
    store,
    useCallback(() => store.settings(), [store]),
  ).data;
  const [moving, setMoving] = useState<AgendaRow | null>(null);
  const groups = agenda.data === undefined ? [] : agendaGroups(agenda.data, now);
  return (
    <Page>
      <PageHeader
        title={say('agenda.title')}
        subtitle={agenda.data === undefined ? '…' : say('agenda.subtitle', { count: agenda.data.length })}
      />
      {agenda.data === undefined ? (
        agenda.error === null ? (
          <div className="ui-panel">
            <SkeletonRows rows={6} height={56} label={say('agenda.loading')} />
          </div>
        ) : (
          <ErrorState error={agenda.error} onRetry={agenda.again} />
        )
      ) : groups.length === 0 ? (
        <div className="ui-panel agenda-empty">
          <EmptyState icon={<CalendarClock />} title={say('agenda.none')}>
            {say('agenda.noneText')}
          </EmptyState>
        </div>
      ) : (
        groups.map((group) => (
          <AgendaList
            key={group.id}
            group={group}
            onOpen={(caseId) => navigate(`/work/${caseId}`)}
            onReschedule={setMoving}
          />
        ))
      )}
      {moving === null ? null : (
        <RescheduleDialog
          row={moving}
          ruleSet={ruleSetOf(settings)}
          onClose={() => setMoving(null)}
          onSave={(body) => {
            setMoving(null);
            void store.capture('reschedule', moving.caseId, body).then(
              () => toasts.good(say('agenda.rescheduled', { when: format.moment(body.at, body.zone) })),
              (error: unknown) => toasts.bad(words(error)),
            );
          }}
        />
      )}
    </Page>
  );
};
