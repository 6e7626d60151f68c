import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../ui/skeleton.tsx';

/** The board's places before its numbers: the same sizes, so that nothing jumps. */
export const BoardSkeleton = () => {
  const { t } = useTranslation('ui');
  return (
    <div role="status" aria-label={t('loading')} className="board-skeleton">
      <div className="ui-kpis">
        {Array.from({ length: 5 }, (_, index) => (
          <div key={index} className="ui-panel ui-kpi">
            <Skeleton width="60%" height={12} />
            <Skeleton width="45%" height={26} />
            <Skeleton width="80%" height={11} />
          </div>
        ))}
      </div>
      <div className="board-grid">
        {['board-curves', '', '', '', ''].map((name, index) => (
          <div key={index} className={`ui-panel ${name}`} style={{ minHeight: 250 }} />
        ))}
      </div>
    </div>
  );
};
