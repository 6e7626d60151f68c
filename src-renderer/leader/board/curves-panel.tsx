import { ChartLine } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { BatchCurve } from '../../../src-shared/contract/board.ts';
import { useFormat } from '../../app/format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ChartPanel, FigureTable } from './chart-panel.tsx';
import { curveRows, nameOfBatch, recoveryOf, shareTicks } from './series.ts';

/** More lines than these cannot be told apart; the table has them all. */
const DRAWN = 6;

/** What came in on what was entrusted, by days since placement: one line a batch, one of them in front. */
export const CurvesPanel = ({ curves }: { readonly curves: readonly BatchCurve[] }) => {
  const { t } = useTranslation('board');
  const format = useFormat();
  const [chosen, setChosen] = useState<string | null>(null);
  const drawn = useMemo(() => curves.slice(0, DRAWN), [curves]);
  const rows = useMemo(() => curveRows(drawn), [drawn]);
  const front = drawn.find(({ id }) => id === chosen) ?? drawn[0];
  const nothingYet = curves.every(({ points }) => points.every(({ collected }) => collected === 0));
  if (front === undefined || nothingYet) {
    const why = front === undefined ? 'empty' : 'unpaid';
    return (
      <Panel title={t('curves.title')} fill className="board-curves">
        <EmptyState icon={<ChartLine />} title={t(`curves.${why}`)}>
          {t(`curves.${why}Text`)}
        </EmptyState>
      </Panel>
    );
  }
  const percent = (value: number | null): string => (value === null ? t('none') : format.percent(value));
  return (
    <ChartPanel
      title={t('curves.title')}
      aside={t('curves.aside')}
      className="board-curves"
      summary={drawn
        .map((curve) =>
          t('curves.summary', {
            name: nameOfBatch(curve),
            rate: percent(recoveryOf(curve)),
            days: curve.points.at(-1)?.day ?? 0,
          }),
        )
        .join(' ')}
      chart={<Curves curves={drawn} rows={rows} front={front} percent={percent} />}
      legend={
        <Legend
          curves={drawn}
          front={front}
          percent={percent}
          onChoose={setChosen}
          left={curves.length - drawn.length}
        />
      }
      table={
        <FigureTable
          label={t('curves.title')}
          head={[
            t('curves.batch'),
            t('curves.placed'),
            t('curves.day'),
            t('curves.entrusted'),
            t('curves.collected'),
            t('curves.rate'),
          ]}
          rows={curves.map((curve) => [
            nameOfBatch(curve),
            format.date(curve.placedOn),
            format.number(curve.points.at(-1)?.day ?? 0),
            format.money(curve.entrusted),
            format.money(curve.points.at(-1)?.collected ?? 0),
            percent(recoveryOf(curve)),
          ])}
        />
      }
    />
  );
};

type Percent = (value: number | null) => string;

const Curves = ({
  curves,
  rows,
  front,
  percent,
}: {
  readonly curves: readonly BatchCurve[];
  readonly rows: ReturnType<typeof curveRows>;
  readonly front: BatchCurve;
  readonly percent: Percent;
}) => {
  const { t } = useTranslation('board');
  const ticks = shareTicks(
    curves.flatMap(({ entrusted, points }) => points.map(({ collected }) => collected / Math.max(1, entrusted))),
  );
  // The one in front is drawn last, so that no other crosses it.
  const order = curves
    .map((_, index) => index)
    .sort((a, b) => Number(curves[a] === front) - Number(curves[b] === front));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={[...rows]} accessibilityLayer={false} margin={{ top: 14, right: 22, bottom: 0, left: 0 }}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="day"
          type="number"
          domain={[0, (last: number) => Math.max(FIRST_WEEK, last)]}
          allowDecimals={false}
          tickCount={FIRST_WEEK + 1}
          tickLine={false}
          axisLine={false}
          tick={TICK}
        />
        <YAxis
          width={48}
          ticks={[...ticks]}
          domain={[0, ticks.at(-1) ?? 1]}
          tickLine={false}
          axisLine={false}
          tick={TICK}
          tickFormatter={(v: number) => percent(v)}
        />
        <Tooltip
          cursor={{ stroke: 'var(--line-strong)' }}
          content={({ active, label }) => {
            const row = rows.find(({ day }) => day === label);
            if (!active || row === undefined) return null;
            return (
              <div className="board-tip">
                <strong>{t('curves.days', { count: Number(label) })}</strong>
                {curves.map((curve, index) => (
                  <div key={curve.id} className={curve === front ? '' : 'muted'}>
                    {`${nameOfBatch(curve)} ${percent(row[`b${index}`] ?? null)}`}
                  </div>
                ))}
              </div>
            );
          }}
        />
        {order.map((index) => (
          <Line
            key={curves[index]?.id}
            dataKey={`b${index}`}
            type="stepAfter"
            stroke={colourOf(curves[index] === front)}
            strokeWidth={curves[index] === front ? 2.5 : 1.5}
            strokeDasharray={DASHES[index % DASHES.length] ?? ''}
            strokeOpacity={curves[index] === front ? 1 : 0.75}
            dot={rows.length > 1 ? false : { r: 4, strokeWidth: 0, fill: colourOf(curves[index] === front) }}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
};

/** Told apart by the pattern of the line, never by colour alone. */
const DASHES = ['', '6 3', '2 3', '10 4', '8 3 2 3', '1 4'] as const;
/** The axis is never shorter, so that a batch of today begins at its left end. */
const FIRST_WEEK = 7;
const colourOf = (inFront: boolean): string => (inFront ? 'var(--accent)' : 'var(--ink-3)');
const TICK = { fill: 'var(--ink-3)', fontSize: 11 } as const;

const Legend = ({
  curves,
  front,
  percent,
  onChoose,
  left,
}: {
  readonly curves: readonly BatchCurve[];
  readonly front: BatchCurve;
  readonly percent: Percent;
  readonly onChoose: (id: string) => void;
  readonly left: number;
}) => {
  const { t } = useTranslation('board');
  return (
    <div className="board-legend">
      {curves.map((curve, index) => (
        <button
          key={curve.id}
          type="button"
          aria-pressed={curve === front}
          title={t('curves.highlight', { name: nameOfBatch(curve) })}
          onClick={() => onChoose(curve.id)}
        >
          <svg width="22" height="8" aria-hidden="true">
            <line
              x1="0"
              x2="22"
              y1="4"
              y2="4"
              stroke="currentColor"
              strokeWidth="2.5"
              strokeDasharray={DASHES[index] ?? ''}
            />
          </svg>
          <span className="clip">{nameOfBatch(curve)}</span>
          <span className="num">{percent(recoveryOf(curve))}</span>
        </button>
      ))}
      {left > 0 ? <span className="xs muted">{t('curves.more', { count: left })}</span> : null}
    </div>
  );
};
