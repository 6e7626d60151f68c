import { CircleCheck, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ToDecide } from '../../../src-shared/contract/board.ts';
import { useFormat } from '../../app/format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useWaiting } from './waiting.ts';

/** What waits for the leader; each line leads to where it is decided. */
export const WaitingPanel = ({ toDecide }: { readonly toDecide: ToDecide }) => {
  const { t } = useTranslation('board');
  const format = useFormat();
  const waiting = useWaiting(toDecide);
  return (
    <Panel title={t('waiting.title')} fill>
      {waiting.length === 0 ? (
        <EmptyState icon={<CircleCheck />} title={t('waiting.none')}>
          {t('waiting.noneText')}
        </EmptyState>
      ) : (
        <ul className="board-waiting">
          {waiting.map(({ kind, count, words, href }) => (
            <li key={kind}>
              <Link href={href} state={{ waiting: kind }}>
                <span className="board-waiting-count num">{format.number(count)}</span>
                <span className="grow">{words}</span>
                <ChevronRight aria-hidden="true" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
};
