import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../src-shared/contract/intake.ts';
import { Panel } from '../../ui/panel.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useFieldWords } from './field-words.ts';

/** The layout the rows were read with: column → field. */
export const LayoutPanel = ({ draft }: { readonly draft: Draft }) => {
  const { t } = useTranslation('intake');
  const fieldWords = useFieldWords();
  if (draft.layout === null) return null;
  const { spec, origin } = draft.layout;
  return (
    <Panel
      fill
      title={t('layout.named', { name: spec.name })}
      aside={<Tag tone={origin === 'recognised' ? 'info' : 'plain'}>{t(`layout.origin.${origin}`)}</Tag>}
    >
      <ul className="intake-map small">
        {spec.mappings.map((mapping) => (
          <li key={`${mapping.column}-${mapping.field}`}>
            <b className="clip">{String(mapping.column)}</b>
            <span className="muted" aria-hidden="true">
              →
            </span>
            <span className="clip">{fieldWords(mapping.field)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
