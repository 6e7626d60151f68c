import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { HourSums } from '../../../src-shared/contract/board.ts';
import { rightPartyRate } from '../../../src-shared/domain/kpi.ts';
import { useFormat } from '../../app/format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ChartPanel, FigureTable } from './chart-panel.tsx';
import { hourlyRates, shareTicks } from './series.ts';

/** Right-party contacts on calls, hour by hour: today's line over the mean of thirty days. */
export const HoursPanel = ({ hours }: { readonly hours: readonly HourSums[] }) => {
  const { t } = useTranslation('board');
  const format = useFormat();
  const percent = (value: number | null): string => (value === null ? t('none') : format.percent(value));
  const rows = hourlyRates(hours);
  if (rows.length === 0) {
    return (
      <Panel title={t('hours.title')} fill>
        <EmptyState icon={<Clock />} title={t('hours.empty')}>
          {t('hours.emptyText')}
        </EmptyState>
      </Panel>
    );
  }
  // At least a working day wide, so that the first calls of a morning have a place on it.
  const from = Math.min(FIRST_HOUR, ...rows.map(({ hour }) => hour));
  const to = Math.max(LAST_HOUR, ...rows.map(({ hour }) => hour));
  const ticks = shareTicks(rows.flatMap((row) => [row.today, row.before]));
  const today = rightPartyRate(
    hours.map((hour) => hour.today),
    'attempts',
  );
  const before = rightPartyRate(
    hours.map((hour) => hour.before),
    'attempts',
  );
  return (
    <ChartPanel
      title={t('hours.title')}
      aside={t('hours.aside')}
      summary={t('hours.summary', { today: percent(today.value), before: percent(before.value) })}
      chart={
        <ResponsiveContainer width="100%" height="100%">
          <LineChart data={rows} accessibilityLayer={false} margin={{ top: 14, right: 16, bottom: 0, left: 0 }}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="hour"
              type="number"
              domain={[from, to]}
              ticks={Array.from({ length: Math.floor((to - from) / 2) + 1 }, (_, index) => from + index * 2)}
              tickLine={false}
              axisLine={false}
              tick={TICK}
            />
            <YAxis
              width={44}
              ticks={[...ticks]}
              domain={[0, ticks.at(-1) ?? 1]}
              tickLine={false}
              axisLine={false}
              tick={TICK}
              tickFormatter={(v: number) => format.percent(v)}
            />
            <Tooltip
              cursor={{ stroke: 'var(--line-strong)' }}
              content={({ active, payload }) => {
                const row = payload[0]?.payload as (typeof rows)[number] | undefined;
                if (!active || row === undefined) return null;
                return (
                  <div className="board-tip">
                    <strong>{`${row.hour}:00`}</strong>
                    <div>{`${t('hours.today')} ${percent(row.today)} (${row.reached}/${row.calls})`}</div>
                    <div className="muted">{`${t('hours.before')} ${percent(row.before)}`}</div>
                  </div>
                );
              }}
            />
            <Line
              dataKey="before"
              stroke="var(--ink-3)"
              strokeWidth={2}
              strokeDasharray="4 4"
              dot={false}
              connectNulls
              isAnimationActive={false}
            />
            <Line
              dataKey="today"
              stroke="var(--accent)"
              strokeWidth={2.5}
              dot={{ r: 2.5, fill: 'var(--accent)', strokeWidth: 0 }}
              isAnimationActive={false}
            />
          </LineChart>
        </ResponsiveContainer>
      }
      table={
        <FigureTable
          label={t('hours.title')}
          head={[t('hours.hour'), t('hours.today'), t('hours.reached'), t('hours.calls'), t('hours.before')]}
          rows={rows.map((row) => [
            `${row.hour}:00`,
            percent(row.today),
            format.number(row.reached),
            format.number(row.calls),
            percent(row.before),
          ])}
        />
      }
    />
  );
};

const FIRST_HOUR = 9;
const LAST_HOUR = 19;
const TICK = { fill: 'var(--ink-3)', fontSize: 11 } as const;
