import { Briefcase } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { BoardMandate } from '../../../src-shared/contract/board.ts';
import { daysBetween } from '../../../src-shared/domain/civil-date.ts';
import { recoveryRate } from '../../../src-shared/domain/kpi.ts';
import { useFormat } from '../../app/format.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Bar } from '../../ui/progress-bar.tsx';
import { Hint } from '../../ui/tooltip.tsx';

type Props = {
  readonly mandates: readonly BoardMandate[];
  readonly today: string;
  readonly onChoose: (id: string) => void;
};

/** Open mandates: when each closes, how much of it came back, how much of its time is gone. */
export const MandatesPanel = ({ mandates, today, onChoose }: Props) => {
  const { t } = useTranslation('board');
  const [, navigate] = useLocation();
  return (
    <Panel title={t('mandates.title')} fill>
      {mandates.length === 0 ? (
        <EmptyState
          icon={<Briefcase />}
          title={t('mandates.empty')}
          action={<Button onPress={() => navigate('/settings/mandates')}>{t('mandates.open')}</Button>}
        >
          {t('mandates.emptyText')}
        </EmptyState>
      ) : (
        <ul className="board-mandates">
          {mandates.map((mandate) => (
            <MandateRow key={mandate.id} mandate={mandate} today={today} onChoose={onChoose} />
          ))}
        </ul>
      )}
    </Panel>
  );
};

type RowProps = { readonly mandate: BoardMandate; readonly today: string; readonly onChoose: (id: string) => void };

const MandateRow = ({ mandate, today, onChoose }: RowProps) => {
  const { t } = useTranslation('board');
  const format = useFormat();
  const { title, creditor, startsOn, endsOn, entrusted, collected, worked, cases } = mandate;
  const recovery = recoveryRate([{ entrusted, collected }]).value;
  const days = daysBetween(startsOn, endsOn) + 1;
  const elapsed = Math.max(0, Math.min(1, (daysBetween(startsOn, today) + 1) / days));
  const share = t('mandates.elapsed', { share: format.percent(Math.round(elapsed * 100) / 100) });
  const when = today < startsOn ? 'starts' : today > endsOn ? 'ended' : 'ends';
  return (
    <li>
      <div className="clip">
        <button
          type="button"
          className="board-mandate-name clip"
          title={t('mandates.choose', { title })}
          onClick={() => onChoose(mandate.id)}
        >
          {creditor}
        </button>
        <div className="xs muted clip" title={title}>
          {title}
        </div>
      </div>
      <div className="end">
        <Hint
          text={t('mandates.recoveryExplain', {
            collected: format.money(collected),
            entrusted: format.money(entrusted),
            worked: cases === 0 ? t('none') : format.percent(worked / cases),
          })}
        >
          <span className="num">{recovery === null ? t('none') : format.percent(recovery)}</span>
        </Hint>
        <div className="xs muted">{t('mandates.recovery')}</div>
      </div>
      <div>
        <div className="board-mandate-time" title={share}>
          <Bar value={elapsed} label={share} />
        </div>
        <div className="xs muted end">
          {t(`mandates.${when}`, { date: format.date(when === 'starts' ? startsOn : endsOn) })}
        </div>
      </div>
    </li>
  );
};
