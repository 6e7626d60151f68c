import { useCallback, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { useApp } from '../app/context.tsx';
import { useFormat } from '../app/format.ts';
import type { AgendaRow, WorkstationStore } from '../offline/api.ts';
import { useToasts } from '../ui/toast.tsx';
import { useNow } from './clock.ts';
import { useLive } from './live.ts';
import { useSay, type Say } from './say.ts';

/** Older ones are in the agenda and first in the queue: a workstation that starts must not ring for yesterday. */
const FRESH_MS = 15 * 60_000;

/** The callbacks whose time has come since the last look. */
export const newlyDue = (rows: readonly AgendaRow[], now: number, told: ReadonlySet<string>): readonly AgendaRow[] =>
  rows.filter((row) => {
    const late = now - Date.parse(row.at);
    return late >= 0 && late < FRESH_MS && !told.has(`${row.caseId} ${row.at}`);
  });

/** What the system shows may be read over a shoulder: under a mandate that masks it names nobody. */
export const systemNotice = (
  { masked }: Pick<AgendaRow, 'masked'>,
  words: { readonly title: string; readonly body: string },
  say: Say,
): { readonly title: string; readonly body: string } =>
  masked ? { title: say('agenda.dueMasked'), body: say('agenda.dueMaskedDetail') } : words;

/** How many callbacks wait, beside the word in the navigation; and the bell when one falls due. */
export const DueCallbacks = ({ store }: { readonly store: WorkstationStore }) => {
  const say = useSay();
  const format = useFormat();
  const toasts = useToasts();
  const { host } = useApp();
  const [, navigate] = useLocation();
  const now = useNow('second');
  const rows = useLive(
    store,
    useCallback(() => store.agenda(), [store]),
  ).data;
  /** What was told, with the way to take the notice back. */
  const told = useRef(new Map<string, () => void>());
  useEffect(() => {
    for (const row of newlyDue(rows ?? [], now, new Set(told.current.keys()))) {
      const title = say('agenda.due', { name: row.name });
      const detail = say('agenda.dueDetail', { time: format.time(row.at, row.zone), number: row.caseNumber });
      const takeBack = toasts.info(title, {
        detail,
        stay: true,
        action: { label: say('agenda.open'), onPress: () => navigate(`/work/${row.caseId}`) },
      });
      told.current.set(`${row.caseId} ${row.at}`, takeBack);
      const notice = systemNotice(row, { title, body: detail }, say);
      void host.notify({ ...notice, tag: `callback-${row.caseId}` });
    }
  }, [rows, now, say, format, toasts, host, navigate]);
  // Called, moved or taken away: a notice about it would send somebody to call twice.
  useEffect(() => {
    if (rows === undefined) return;
    const still = new Set(rows.map(({ caseId, at }) => `${caseId} ${at}`));
    for (const [key, takeBack] of told.current) if (!still.has(key)) takeBack();
  }, [rows]);
  const waiting = rows?.length ?? 0;
  useEffect(() => {
    const overdue = (rows ?? []).filter(({ overdue: late }) => late).length;
    void host.setBadge(overdue);
  }, [rows, host]);
  if (waiting === 0) return null;
  return (
    <b className="nav-count num">
      <span aria-hidden="true">{format.number(waiting)}</span>
      <span className="visually-hidden">{say('agenda.waiting', { count: waiting })}</span>
    </b>
  );
};
