import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import type { Role } from '../../../src-shared/contract/basics.ts';
import { useApp } from '../../app/context.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { FilledPage } from '../filled-page.tsx';
import { AuditTab } from './audit-tab.tsx';
import { CreditorsTab } from './creditors-tab.tsx';
import { LayoutsTab } from './layouts-tab.tsx';
import { MandatesTab } from './mandates-tab.tsx';
import { OutcomesTab } from './outcomes-tab.tsx';
import { RecordingTab } from './recording-tab.tsx';
import { RulesTab } from './rules-tab.tsx';
import { TelephonyTab } from './telephony/telephony-tab.tsx';
import { UsersTab } from './users-tab.tsx';
import { WorkspaceTab } from './workspace-tab.tsx';
import './settings.css';

type TabId =
  | 'creditors'
  | 'mandates'
  | 'layouts'
  | 'outcomes'
  | 'users'
  | 'telephony'
  | 'rules'
  | 'recording'
  | 'workspace'
  | 'audit';

/** In the order in which a new workspace is set up. */
const TABS: readonly { readonly id: TabId; readonly roles: readonly Role[]; readonly content: ReactNode }[] = [
  { id: 'creditors', roles: ['leader', 'administrator'], content: <CreditorsTab /> },
  { id: 'mandates', roles: ['leader', 'administrator'], content: <MandatesTab /> },
  { id: 'layouts', roles: ['leader'], content: <LayoutsTab /> },
  { id: 'outcomes', roles: ['leader', 'administrator'], content: <OutcomesTab /> },
  { id: 'users', roles: ['leader', 'administrator'], content: <UsersTab /> },
  { id: 'telephony', roles: ['leader', 'administrator'], content: <TelephonyTab /> },
  { id: 'rules', roles: ['leader', 'administrator'], content: <RulesTab /> },
  { id: 'recording', roles: ['leader', 'administrator'], content: <RecordingTab /> },
  { id: 'workspace', roles: ['leader', 'administrator'], content: <WorkspaceTab /> },
  { id: 'audit', roles: ['leader', 'administrator', 'auditor'], content: <AuditTab /> },
];

/** Impostazioni: one sheet for each thing that the desk keeps; the address names the sheet. */
export const SettingsScreen = () => {
  const { t } = useTranslation('settings');
  const { session } = useApp();
  const role = session((state) => state.user?.role);
  const [, navigate] = useLocation();
  const asked = useParams()['tab'];
  const tabs = TABS.filter(({ roles }) => role !== undefined && roles.includes(role));
  const shown = tabs.find(({ id }) => id === asked) ?? tabs[0];
  if (shown === undefined) return null;
  return (
    <FilledPage>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Tabs
        label={t('tabs.label')}
        items={tabs.map(({ id, content }) => ({ id, label: t(`tabs.${id}`), content }))}
        value={shown.id}
        onChange={(id) => navigate(`/settings/${id}`)}
      />
    </FilledPage>
  );
};
