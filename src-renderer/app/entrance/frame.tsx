import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Segmented } from '../../ui/chips.tsx';
import { useApp } from '../context.tsx';
import { useFormat } from '../format.ts';
import { Brand } from '../shell/brand.tsx';
import './entrance.css';

/** The quiet page before one is signed in: mark, one card, the language. */
export const Frame = (props: {
  readonly children: ReactNode;
  readonly wide?: boolean;
  /** Stands over the page without moving it. */
  readonly above?: ReactNode;
}) => {
  const { children, wide = false, above } = props;
  const { t, i18n } = useTranslation('shell');
  const { t: words } = useTranslation('entrance');
  const { lang } = useFormat();
  const { session } = useApp();
  return (
    <main className="entrance">
      {above}
      <div className="entrance-column" data-wide={wide || undefined}>
        <header className="entrance-head">
          <div>
            <Brand />
            <p className="muted small">{words('tagline')}</p>
          </div>
          <Segmented
            label={t('user.language')}
            options={[
              { id: 'it', label: t('user.italian') },
              { id: 'en', label: t('user.english') },
            ]}
            value={lang}
            onChange={(next) => {
              void i18n.changeLanguage(next);
              session.getState().speak(next);
            }}
          />
        </header>
        {children}
      </div>
    </main>
  );
};
