import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../src-shared/contract/intake.ts';
import type { FieldName, LayoutSpec } from '../../../src-shared/contract/layout.ts';
import { useFormat } from '../../app/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useFieldWords } from './field-words.ts';

/** A day that was understood; what was not is shown as it stands in the file. */
const CIVIL = /^\d{4}-\d{2}-\d{2}$/u;

type Props = { readonly spec: LayoutSpec; readonly preview: Preview | undefined; readonly isLoading: boolean };

/** The first rows as they would be stored: the surest way to see a wrong column. */
export const PreviewTable = ({ spec, preview, isLoading }: Props) => {
  const { t } = useTranslation('intake');
  const fieldWords = useFieldWords();
  const format = useFormat();
  const rows = preview?.rows.slice(0, 3) ?? [];
  const fields = [...new Set(spec.mappings.map(({ field }): FieldName => field))];
  return (
    <Panel fill title={t('preview.title')}>
      {isLoading ? <SkeletonRows rows={6} height={26} label={t('loading', { ns: 'ui' })} /> : null}
      {rows.map((row) => (
        <section key={row.line} className="intake-preview">
          <h3>{t('preview.line', { line: row.line })}</h3>
          <dl>
            {fields.map((field) => {
              const cell = row.fields[field];
              if (cell === undefined || cell.value === '') return null;
              return (
                <div key={field} data-bad={cell.rule !== null || undefined}>
                  <dt>{fieldWords(field)}</dt>
                  <dd>
                    {CIVIL.test(cell.value) ? format.date(cell.value) : cell.value}
                    {cell.rule === null ? null : <span className="xs">{t(cell.rule, { ns: 'intakeRules' })}</span>}
                  </dd>
                </div>
              );
            })}
          </dl>
        </section>
      ))}
    </Panel>
  );
};
