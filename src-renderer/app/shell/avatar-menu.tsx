import { KeyRound, Keyboard, Lock, LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import type { Lang } from '../../../src-shared/contract/basics.ts';
import { Menu } from '../../ui/menu.tsx';
import { useApp } from '../context.tsx';
import { useFormat } from '../format.ts';
import { THEME_CHOICES } from '../theme.ts';

const initials = (name: string): string =>
  name
    .split(/\s+/u)
    .filter((part) => part !== '')
    .slice(0, 2)
    .map((part) => part.charAt(0).toLocaleUpperCase())
    .join('');

const THEME_WORDS = { system: 'user.themeSystem', light: 'user.themeLight', dark: 'user.themeDark' } as const;

/** The person's own things: language, appearance, keys, password, lock, sign out. */
export const AvatarMenu = ({
  onKeys,
  onPassword,
}: {
  readonly onKeys: () => void;
  readonly onPassword: () => void;
}) => {
  const { t, i18n } = useTranslation('shell');
  const { session, theme } = useApp();
  const { lang } = useFormat();
  const user = session((state) => state.user);
  const online = session((state) => state.token !== null);
  const choice = theme((state) => state.choice);
  if (user === null) return null;
  const speak = (next: Lang): void => {
    void i18n.changeLanguage(next);
    session.getState().speak(next);
  };
  return (
    <Menu
      label={t('user.menu', { name: user.name })}
      trigger={
        <AriaButton className="avatar">
          <span aria-hidden="true">{initials(user.name)}</span>
          <span className="visually-hidden">{t('user.menu', { name: user.name })}</span>
        </AriaButton>
      }
      groups={[
        {
          id: 'language',
          title: t('user.language'),
          actions: [
            { id: 'it', label: t('user.italian'), isChosen: lang === 'it', onAction: () => speak('it') },
            { id: 'en', label: t('user.english'), isChosen: lang === 'en', onAction: () => speak('en') },
          ],
        },
        {
          id: 'theme',
          title: t('user.theme'),
          actions: THEME_CHOICES.map((id) => ({
            id,
            label: t(THEME_WORDS[id]),
            isChosen: choice === id,
            onAction: () => theme.getState().choose(id),
          })),
        },
        {
          id: 'account',
          title: `${user.name} · ${t(`role.${user.role}`)}`,
          actions: [
            { id: 'keys', label: t('user.keys'), icon: <Keyboard />, kbd: 'F1', onAction: onKeys },
            {
              id: 'password',
              label: t('user.password'),
              icon: <KeyRound />,
              isDisabled: !online,
              onAction: onPassword,
            },
            { id: 'lock', label: t('user.lock'), icon: <Lock />, onAction: () => void session.getState().lock() },
            {
              id: 'signOut',
              label: t('user.signOut'),
              icon: <LogOut />,
              onAction: () => void session.getState().signOut(),
            },
          ],
        },
      ]}
    />
  );
};
