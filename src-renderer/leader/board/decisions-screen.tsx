import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { boardRoutes } from '../../../src-shared/contract/board.ts';
import { decisionRoutes } from '../../../src-shared/contract/decisions.ts';
import { stoppedRoutes } from '../../../src-shared/contract/stopped.ts';
import { useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { FilledPage } from '../filled-page.tsx';
import { CallbacksPanel } from './callbacks-panel.tsx';
import { OperationsPanel } from './operations-panel.tsx';
import { StoppedPanel } from './stopped-panel.tsx';

const EVERY_MS = 15_000;

type Sheet = 'operations' | 'stopped' | 'callbacks';

const SHEETS: Readonly<Record<string, Sheet>> = { overdueCallbacks: 'callbacks', stopped: 'stopped' };

/** Da decidere: what no rule decides by itself, and what was promised to debtors and is late. */
export const DecisionsScreen = () => {
  const { t } = useTranslation('decisions');
  const format = useFormat();
  const from = useHistoryState<{ readonly waiting?: string } | null>();
  const [sheet, setSheet] = useState<Sheet>(SHEETS[from?.waiting ?? ''] ?? 'operations');
  const operations = useRead(decisionRoutes.listUndecided, {}, { every: EVERY_MS });
  const stopped = useRead(stoppedRoutes.listStopped, {}, { every: EVERY_MS });
  const callbacks = useRead(boardRoutes.overdueCallbacks, {}, { every: EVERY_MS });
  const counted = (words: string, rows: readonly unknown[] | undefined): string =>
    rows === undefined ? words : `${words} ${format.number(rows.length)}`;
  return (
    <FilledPage>
      <PageHeader title={t('title')} subtitle={t('subtitle')} actions={<Link href="/board">{t('back')}</Link>} />
      <Tabs<Sheet>
        label={t('title')}
        value={sheet}
        onChange={setSheet}
        items={[
          {
            id: 'operations',
            label: counted(t('tabs.operations'), operations.data?.operations),
            content: <OperationsPanel read={operations} />,
          },
          {
            id: 'stopped',
            label: counted(t('tabs.stopped'), stopped.data?.cases),
            content: <StoppedPanel read={stopped} />,
          },
          {
            id: 'callbacks',
            label: counted(t('tabs.callbacks'), callbacks.data?.callbacks),
            content: <CallbacksPanel read={callbacks} />,
          },
        ]}
      />
    </FilledPage>
  );
};
