import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Upload } from 'lucide-react';
import { boardRoutes, type Board } from '../../../src-shared/contract/board.ts';
import { useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, PageHeader } from '../../ui/page-header.tsx';
import { Select } from '../../ui/select.tsx';
import { BoardSkeleton } from './board-skeleton.tsx';
import { CurvesPanel } from './curves-panel.tsx';
import { Figures } from './figures.tsx';
import { FunnelPanel } from './funnel-panel.tsx';
import { HoursPanel } from './hours-panel.tsx';
import { MandatesPanel } from './mandates-panel.tsx';
import { WaitingPanel } from './waiting-panel.tsx';
import './board.css';

const EVERY_MS = 10_000;
const ALL = 'all';

/** Cruscotto: how the day goes for the team, how the money comes in, and what waits for the leader. */
export const BoardScreen = () => {
  const { t } = useTranslation('board');
  const format = useFormat();
  const [, navigate] = useLocation();
  const [mandateId, setMandateId] = useState<string | null>(null);
  const query = mandateId === null ? {} : { mandateId };
  const { data, error, isError, refetch } = useRead(boardRoutes.board, { query }, { every: EVERY_MS, keep: true });
  const mandates = data?.mandates ?? [];
  return (
    <Page>
      <PageHeader
        title={data === undefined ? t('today') : t('title', { day: format.dateLong(data.today.to) })}
        subtitle={data === undefined ? ' ' : <Subtitle board={data} />}
        actions={
          <>
            <Select
              label={t('mandate')}
              labelHidden
              className="board-mandate"
              value={mandateId ?? ALL}
              onChange={(id) => setMandateId(id === ALL ? null : id)}
              options={[
                { id: ALL, label: t('allMandates') },
                ...mandates.map(({ id, title, creditor }) => ({ id, label: title, detail: creditor })),
              ]}
            />
            <Button
              variant="primary"
              icon={<Upload aria-hidden="true" />}
              onPress={() => navigate('/placements', { state: { add: true } })}
            >
              {t('load')}
            </Button>
          </>
        }
      />
      {isError && data === undefined ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined ? isError ? null : <BoardSkeleton /> : <Sheets board={data} onMandate={setMandateId} />}
    </Page>
  );
};

const Subtitle = ({ board }: { readonly board: Board }) => {
  const { t } = useTranslation('board');
  const { team, mandates, workstations } = board;
  return [
    team.name ?? t('subtitle.allTeams'),
    t('subtitle.operators', { count: team.operators }),
    t('subtitle.mandates', { count: mandates.length }),
    t('subtitle.workstations', { count: workstations }),
  ].join(' · ');
};

const Sheets = ({ board, onMandate }: { readonly board: Board; readonly onMandate: (id: string) => void }) => {
  const { t } = useTranslation('board');
  return (
    <>
      {board.behind === 0 ? null : <Notice tone="info" title={t('behind', { count: board.behind })} />}
      <Figures board={board} />
      <div className="board-grid">
        <CurvesPanel curves={board.curves} />
        <HoursPanel hours={board.hours} />
        <FunnelPanel funnel={board.funnel} />
        <WaitingPanel toDecide={board.toDecide} />
        <MandatesPanel mandates={board.mandates} today={board.today.to} onChoose={onMandate} />
      </div>
    </>
  );
};
