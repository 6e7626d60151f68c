import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Segmented } from '../../ui/chips.tsx';
import { useFormat } from '../format.ts';
import { Brand } from '../shell/brand.tsx';
import './entrance.css';

/** The quiet page before one is signed in: mark, one card, the language. */
export const Frame = ({ children, wide = false }: { readonly children: ReactNode; readonly wide?: boolean }) => {
  const { t, i18n } = useTranslation('shell');
  const { t: words } = useTranslation('entrance');
  const { lang } = useFormat();
  return (
    <main className="entrance">
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
            onChange={(next) => void i18n.changeLanguage(next)}
          />
        </header>
        {children}
      </div>
    </main>
  );
};
