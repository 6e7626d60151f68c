import { useCallback } from 'react';
import { useFormat } from '../../app/format.ts';
import type { WorkstationStore } from '../../offline/api.ts';
import { Bar } from '../../ui/progress-bar.tsx';
import { useLive } from '../live.ts';
import { useSay } from '../say.ts';

/** The operator's own day: worked out of workable, promises and their sum. */
export const TodayBar = ({ store }: { readonly store: WorkstationStore }) => {
  const say = useSay();
  const format = useFormat();
  const today = useLive(
    store,
    useCallback(() => store.today(), [store]),
  ).data;
  const [worked, workable] = [today?.worked ?? 0, today?.workable ?? 0];
  return (
    <div className="queue-today small">
      <div>
        <b>{say('queue.today')}</b>
        <span className="muted num clip">
          {today === undefined
            ? '…'
            : [
                say('queue.todayWorked', { worked: format.number(worked), count: workable }),
                say('queue.todayPromises', { count: today.promises }),
                format.euros(today.promisedAmount),
              ].join(' · ')}
        </span>
      </div>
      <Bar value={workable === 0 ? 0 : worked / workable} label={say('queue.todayLabel')} />
    </div>
  );
};
