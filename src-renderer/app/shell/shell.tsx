import { Component, Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IncomingCall } from '../../workstation/phone/incoming-call.tsx';
import { useApp } from '../context.tsx';
import { ShortcutsDialog } from '../keys/shortcuts-dialog.tsx';
import { routesFor } from '../routes.tsx';
import { Header } from './header.tsx';
import { Palette } from './palette.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { StatusBar } from './status-bar.tsx';
import './shell.css';

/** A screen that throws takes down itself, never the rest: the work saved on this computer is untouched. */
class ScreenBoundary extends Component<
  { readonly children: ReactNode; readonly fallback: ReactNode },
  { readonly failed: boolean }
> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}

/** Header, screen, status bar; and what opens over every screen: search, keys, password. */
export const Shell = () => {
  const { t } = useTranslation('shell');
  const { session } = useApp();
  const user = session((state) => state.user);
  const store = session((state) => state.store);
  // Offline nobody could take the new password; it is asked for at the next sign-in online.
  const wanted = session((state) => state.token !== null && state.user?.passwordGiven === true);
  const [location] = useLocation();
  const [open, setOpen] = useState<'search' | 'keys' | 'password' | null>(null);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const search = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
      if (!search && event.key !== 'F1') return;
      event.preventDefault();
      setOpen((now) => (now === null || now === 'search' ? (search ? 'search' : 'keys') : now));
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  const routes = useMemo(() => (user === null ? [] : routesFor(user.role)), [user]);
  const here = routes.find(
    ({ nav }) => nav !== undefined && (location === nav.href || location.startsWith(`${nav.href}/`)),
  );
  const section = here?.nav === undefined ? null : t(`nav.${here.nav.key}`);
  useEffect(() => {
    document.title = section === null ? t('product') : `${section} · ${t('product')}`;
  }, [section, t]);

  if (user === null) return null;
  const home = routes.find((route) => route.nav !== undefined)?.nav?.href;
  const close = (): void => setOpen(null);
  return (
    <div className="shell">
      <a
        href="#content"
        className="shell-skip"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('content')?.focus();
        }}
      >
        {t('skip')}
      </a>
      <Header
        routes={routes}
        onSearch={() => setOpen('search')}
        onKeys={() => setOpen('keys')}
        onPassword={() => setOpen('password')}
      />
      <main id="content" className="shell-main" tabIndex={-1}>
        <ScreenBoundary
          key={here?.path ?? 'none'}
          fallback={
            <EmptyState
              title={t('broken.title')}
              action={<Button onPress={() => window.location.reload()}>{t('broken.reload')}</Button>}
            >
              {t('broken.text')}
            </EmptyState>
          }
        >
          <Suspense fallback={null}>
            {/* The coordinator answers nothing to a password that somebody else may know. */}
            {wanted ? null : (
              <Switch>
                {routes.map(({ path, Screen }) => (
                  <Route key={path} path={path}>
                    <Screen />
                  </Route>
                ))}
                <Route path="/">
                  {home === undefined ? (
                    <EmptyState title={t('noSections.title')}>
                      {t('noSections.text', { role: t(`role.${user.role}`) })}
                    </EmptyState>
                  ) : (
                    <Redirect to={home} replace />
                  )}
                </Route>
                <Route>
                  {home === undefined ? null : (
                    <EmptyState title={t('notFound.title')} action={<a href={`#${home}`}>{t('notFound.home')}</a>}>
                      {t('notFound.text')}
                    </EmptyState>
                  )}
                </Route>
              </Switch>
            )}
          </Suspense>
        </ScreenBoundary>
      </main>
      {store === null ? null : <IncomingCall store={store} />}
      <StatusBar onKeys={() => setOpen('keys')} />
      <Palette
        isOpen={open === 'search'}
        onClose={close}
        routes={routes}
        commands={[
          { id: 'keys', label: t('user.keys'), run: () => setOpen('keys') },
          { id: 'password', label: t('user.password'), run: () => setOpen('password') },
          { id: 'lock', label: t('user.lock'), run: () => void session.getState().lock() },
          { id: 'signOut', label: t('user.signOut'), run: () => void session.getState().signOut() },
        ]}
      />
      <ShortcutsDialog isOpen={open === 'keys'} onClose={close} />
      <PasswordDialog isOpen={open === 'password' || wanted} onClose={close} isWanted={wanted} />
    </div>
  );
};
