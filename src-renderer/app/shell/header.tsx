import { Menu as MenuIcon, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Button as AriaButton } from 'react-aria-components';
import { IconButton } from '../../ui/icon-button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Menu } from '../../ui/menu.tsx';
import { CallState } from '../../workstation/call-state.tsx';
import { DueCallbacks } from '../../workstation/due-callbacks.tsx';
import { useApp } from '../context.tsx';
import type { ScreenRoute } from '../routes.tsx';
import { AvatarMenu } from './avatar-menu.tsx';
import { Brand } from './brand.tsx';

export type HeaderProps = {
  readonly routes: readonly ScreenRoute[];
  readonly onSearch: () => void;
  readonly onKeys: () => void;
  readonly onPassword: () => void;
};

/** Where one is, where one can go, who one is. */
export const Header = ({ routes, onSearch, onKeys, onPassword }: HeaderProps) => {
  const { t } = useTranslation('shell');
  const { session } = useApp();
  const store = session((state) => state.store);
  const [location, navigate] = useLocation();
  const sections = routes.flatMap(({ nav }) => (nav === undefined ? [] : [nav]));
  const isHere = (href: string): boolean => location === href || location.startsWith(`${href}/`);
  return (
    <header className="header">
      <Brand />
      <div className="header-small-nav">
        <Menu
          label={t('nav.label')}
          trigger={<IconButton label={t('nav.label')} icon={<MenuIcon />} />}
          groups={[
            {
              id: 'sections',
              actions: sections.map(({ key, href }) => ({
                id: key,
                label: t(`nav.${key}`),
                isChosen: isHere(href),
                onAction: () => navigate(href),
              })),
            },
          ]}
        />
      </div>
      <nav className="header-nav" aria-label={t('nav.label')}>
        {sections.map(({ key, href }) => (
          <a key={key} href={`#${href}`} {...(isHere(href) ? { 'aria-current': 'page' as const } : {})}>
            {t(`nav.${key}`)}
            {key === 'agenda' && store !== null ? <DueCallbacks store={store} /> : null}
          </a>
        ))}
      </nav>
      {store === null ? (
        <span className="grow" />
      ) : (
        <AriaButton className="header-search" onPress={onSearch} aria-keyshortcuts="Control+K">
          <Search aria-hidden="true" />
          <span className="clip grow">{t('search.open')}</span>
          <Kbd keys="Ctrl+K" />
        </AriaButton>
      )}
      <div className="header-end" data-calls={store !== null || undefined}>
        {store === null ? null : <CallState />}
        <AvatarMenu onKeys={onKeys} onPassword={onPassword} />
      </div>
    </header>
  );
};
