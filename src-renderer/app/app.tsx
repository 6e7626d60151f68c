import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { I18nProvider, RouterProvider } from 'react-aria-components';
import { Router } from 'wouter';
import { navigate, useHashLocation } from 'wouter/use-hash-location';
import { assertNever } from '../../src-shared/domain/assert-never.ts';
import { ToastProvider } from '../ui/toast.tsx';
import { useApp } from './context.tsx';
import { Entrance } from './entrance/entrance.tsx';
import { LockScreen } from './entrance/lock-screen.tsx';
import { useFormat } from './format.ts';
import { KeysProvider } from './keys/keys.tsx';
import { MemoryContext, memoryOf } from './remembered.ts';
import type { SessionPhase } from './session.ts';
import { Shell } from './shell/shell.tsx';

const Phase = ({ phase }: { readonly phase: SessionPhase }) => {
  switch (phase) {
    case 'starting':
      return null;
    case 'no-coordinator':
    case 'first-start':
    case 'signed-out':
      return <Entrance phase={phase} />;
    case 'locked':
      return <LockScreen />;
    case 'signed-in':
      return <Shell />;
    default:
      return assertNever(phase);
  }
};

/** Language, memory, keys and addresses around whatever phase the session is in. */
export const App = () => {
  const { session } = useApp();
  const phase = session((state) => state.phase);
  const user = session((state) => state.user);
  const { locale } = useFormat();
  const { i18n } = useTranslation();
  const memory = useMemo(() => memoryOf(user?.id ?? 'nobody', window.localStorage), [user?.id]);
  const queries = useQueryClient();
  const owner = user?.id;
  // What one person read is not the next one's to see, not even for the moment until it is read again.
  useEffect(() => () => queries.clear(), [queries, owner]);
  const lang = user?.lang;
  useEffect(() => {
    if (lang !== undefined && i18n.language !== lang) void i18n.changeLanguage(lang);
  }, [lang, i18n]);
  return (
    <I18nProvider locale={locale}>
      <RouterProvider navigate={(to) => navigate(to)}>
        <Router hook={useHashLocation}>
          <MemoryContext value={memory}>
            <ToastProvider>
              <KeysProvider key={user?.id ?? 'nobody'}>
                <Phase phase={phase} />
              </KeysProvider>
            </ToastProvider>
          </MemoryContext>
        </Router>
      </RouterProvider>
    </I18nProvider>
  );
};
