import { useTranslation } from 'react-i18next';
import type { Board } from '../../../src-shared/contract/board.ts';
import { promiseRate, ratioOfSums, rightPartyRate } from '../../../src-shared/domain/kpi.ts';
import { useFormat, type Format } from '../../app/format.ts';
import { Kpi, KpiRow } from '../../ui/kpi.tsx';
import { isDecision, useWaiting, waitingTotal } from './waiting.ts';

/** The five numbers of the day, each with its denominator. */
export const Figures = ({ board }: { readonly board: Board }) => (
  <KpiRow>
    <Collected board={board} />
    <RightParty board={board} />
    <Promises board={board} />
    <Worked board={board} />
    <Decide board={board} />
  </KpiRow>
);

type Props = { readonly board: Board };

const rateText = (format: Format, value: number | null, none: string): string =>
  value === null ? none : format.percent(value);

const Collected = ({ board: { month, today, monthBefore } }: Props) => {
  const { t } = useTranslation('board');
  const format = useFormat();
  return (
    <Kpi
      label={t('kpi.collected')}
      value={format.euros(month.collected)}
      explain={t('kpi.collectedExplain', {
        count: month.payments,
        from: format.date(month.from),
        to: format.date(month.to),
      })}
      note={t('kpi.collectedNote', {
        today: format.euros(today.collected),
        before: format.euros(monthBefore.collected),
      })}
    />
  );
};

const RightParty = ({ board: { today, week } }: Props) => {
  const { t } = useTranslation('board');
  const format = useFormat();
  const rate = rightPartyRate([today], 'attempts');
  const before = rightPartyRate([week], 'attempts');
  const { numerator, denominator } = rate;
  return (
    <Kpi
      label={t('kpi.rpc')}
      value={rateText(format, rate.value, t('none'))}
      explain={t('kpi.rpcExplain', { numerator, denominator })}
      note={<Trend now={rate.value} before={before.value} />}
    />
  );
};

/** Said in words and with a sign, so that the colour only repeats it. */
const Trend = ({ now, before }: { readonly now: number | null; readonly before: number | null }) => {
  const { t } = useTranslation('board');
  const format = useFormat();
  if (now === null) return t('kpi.noCalls');
  if (before === null) return t('kpi.rpcAlone');
  const points = Math.round((now - before) * 1000) / 10;
  const words = {
    points: new Intl.NumberFormat(format.locale, { maximumFractionDigits: 1 }).format(Math.abs(points)),
    before: format.percent(before),
  };
  if (points === 0) return t('kpi.rpcSame', words);
  return points > 0 ? (
    <span className="board-up">{t('kpi.rpcUp', words)}</span>
  ) : (
    <span className="board-down">{t('kpi.rpcDown', words)}</span>
  );
};

const Promises = ({ board: { today, month } }: Props) => {
  const { t } = useTranslation('board');
  const format = useFormat();
  const rate = promiseRate([today]);
  const kept = ratioOfSums(
    [month],
    ({ promisesKept }) => promisesKept,
    ({ promisesDue }) => promisesDue,
  );
  const { numerator, denominator } = rate;
  return (
    <Kpi
      label={t('kpi.promises')}
      value={rateText(format, rate.value, t('none'))}
      explain={t('kpi.promisesExplain', { numerator, denominator })}
      note={
        kept.value === null
          ? t('kpi.keptNone')
          : t('kpi.kept', {
              rate: format.percent(kept.value),
              numerator: kept.numerator,
              denominator: kept.denominator,
            })
      }
    />
  );
};

const Worked = ({ board: { today, month, assigned } }: Props) => {
  const { t } = useTranslation('board');
  const format = useFormat();
  const { value } = ratioOfSums(
    [today],
    ({ attempts }) => attempts,
    ({ casesWorked }) => casesWorked,
  );
  const attempts = value === null ? null : Math.round(value * 10) / 10;
  return (
    <Kpi
      label={t('kpi.worked')}
      value={
        <>
          {format.number(today.casesWorked)}
          <span className="ui-kpi-of">{`/ ${format.number(assigned)}`}</span>
        </>
      }
      explain={t('kpi.workedExplain', { numerator: today.casesWorked, denominator: assigned })}
      note={
        attempts === null
          ? t('kpi.perCaseNone', { month: month.casesWorked })
          : t('kpi.perCase', {
              count: attempts,
              attempts: format.number(attempts),
              month: month.casesWorked,
            })
      }
    />
  );
};

const SAID = 2;

const Decide = ({ board: { toDecide } }: Props) => {
  const { t } = useTranslation('board');
  const format = useFormat();
  const waiting = useWaiting(toDecide);
  const total = waitingTotal(toDecide);
  return (
    <Kpi
      label={t('kpi.decide')}
      value={format.number(total)}
      tone={total > 0 ? 'warn' : 'plain'}
      note={
        total === 0
          ? t('kpi.decideNone')
          : waiting
              .filter(isDecision)
              .slice(0, SAID)
              .map(({ count, words }) => `${format.number(count)}\u00A0${words}`)
              .join(' · ')
      }
    />
  );
};
