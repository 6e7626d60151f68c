import { useTranslation } from 'react-i18next';
import type { ClosingMandate } from '../../../src-shared/contract/closing.ts';
import { civilDateAt } from '../../../src-shared/domain/civil-date.ts';
import { useFormat } from '../../app/format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Bar } from '../../ui/progress-bar.tsx';
import { Tag } from '../../ui/tag.tsx';
import { shareOf } from './money-share.ts';

/** The day on which a moment falls where this screen is read. */
const dayOf = (instant: string): string => civilDateAt(instant, Intl.DateTimeFormat().resolvedOptions().timeZone);

/** The mandates, open ones first by their end; pressing one shows what its return file says. */
export const MandatesPanel = ({
  mandates,
  chosen,
  onChoose,
}: {
  readonly mandates: readonly ClosingMandate[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}) => {
  const { t } = useTranslation('closing');
  const format = useFormat();
  return (
    <Panel title={t('mandates.title')} fill>
      {mandates.length === 0 ? <EmptyState title={t('mandates.empty')}>{t('mandates.emptyHint')}</EmptyState> : null}
      <ul className="closing-mandates">
        {mandates.map((mandate) => {
          const share = shareOf(mandate.collected, mandate.entrusted);
          return (
            <li key={mandate.id}>
              <button type="button" aria-pressed={mandate.id === chosen} onClick={() => onChoose(mandate.id)}>
                <span className="grow">
                  <strong className="clip">{mandate.creditor}</strong>
                  <span className="xs muted clip">{`${mandate.code} · ${mandate.title}`}</span>
                  <span className="xs muted clip">
                    {`${t('mandates.cases', { count: mandate.cases })} · ${t('mandates.ends', { date: format.date(mandate.endsOn) })}`}
                  </span>
                </span>
                <span className="closing-share">
                  {mandate.closedAt === null ? null : (
                    <Tag tone="good">{t('mandates.closed', { date: format.date(dayOf(mandate.closedAt)) })}</Tag>
                  )}
                  <span className="xs muted">{t('mandates.recovery', { share: format.percent(share) })}</span>
                  <Bar value={share} label={t('mandates.recovery', { share: format.percent(share) })} />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
};
