import { Filter } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Funnel } from '../../../src-shared/contract/board.ts';
import { useFormat } from '../../app/format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';

/** How many of the entrusted cases get how far: bars whose numbers stand beside them. */
export const FunnelPanel = ({ funnel }: { readonly funnel: Funnel }) => {
  const { t } = useTranslation('board');
  const format = useFormat();
  const { entrusted, paying } = funnel;
  const steps = [
    { id: 'entrusted', count: entrusted.cases },
    { id: 'worked', count: funnel.worked },
    { id: 'reached', count: funnel.reached },
    { id: 'promised', count: funnel.promised },
    { id: 'paying', count: paying.cases },
  ] as const;
  return (
    <Panel title={t('funnel.title')} aside={<span className="muted">{t('funnel.aside')}</span>} fill>
      {entrusted.cases === 0 ? (
        <EmptyState icon={<Filter />} title={t('funnel.empty')}>
          {t('funnel.emptyText')}
        </EmptyState>
      ) : (
        <>
          <ol className="board-funnel">
            {steps.map(({ id, count }) => (
              <li key={id}>
                <span className="board-funnel-name">{t(`funnel.${id}`)}</span>
                <span className="board-funnel-bar" aria-hidden="true">
                  <i style={{ width: `${(count / entrusted.cases) * 100}%` }} />
                </span>
                <span className="num end">{format.number(count)}</span>
                <span className="num end muted">{format.percent(count / entrusted.cases)}</span>
              </li>
            ))}
          </ol>
          <p className="board-funnel-money small muted">
            {t('funnel.amounts', {
              collected: format.euros(paying.amount),
              entrusted: format.euros(entrusted.amount),
            })}
          </p>
        </>
      )}
    </Panel>
  );
};
