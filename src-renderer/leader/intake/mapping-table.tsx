import { useTranslation } from 'react-i18next';
import type { Draft, Preview } from '../../../src-shared/contract/intake.ts';
import { TARGET_FIELDS, type FieldName, type LayoutSpec } from '../../../src-shared/contract/layout.ts';
import { Select } from '../../ui/select.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useFieldWords } from './field-words.ts';
import { fieldOf, withField } from './spec-edit.ts';

type Suggestions = NonNullable<Draft['layout']>['suggestions'];
type Props = {
  readonly spec: LayoutSpec;
  readonly columns: readonly string[];
  readonly suggestions: Suggestions;
  readonly preview: Preview | undefined;
  readonly onChange: (spec: LayoutSpec) => void;
};

const NONE = 'none';
const CUSTOM = 'custom';

/** One line per column of the file: its heading, what stands in it, the field it becomes and how sure that is. */
export const MappingTable = ({ spec, columns, suggestions, preview, onChange }: Props) => {
  const { t } = useTranslation('intake');
  const fieldWords = useFieldWords();
  const options = (name: string) => [
    { id: NONE, label: t('mapping.none') },
    { id: CUSTOM, label: t('mapping.custom', { name }) },
    ...TARGET_FIELDS.map((field) => ({ id: field as string, label: fieldWords(field) })),
  ];
  const choose = (index: number, heading: string, id: string): void => {
    const field: FieldName | null =
      id === NONE ? null : id === CUSTOM ? `custom.${heading}` : (TARGET_FIELDS.find((known) => known === id) ?? null);
    onChange(withField(spec, columns, index, field));
  };
  return (
    <table className="intake-mapping">
      <thead>
        <tr>
          <th scope="col">{t('mapping.column')}</th>
          <th scope="col">{t('mapping.values')}</th>
          <th scope="col">{t('mapping.field')}</th>
          <th scope="col">{t('mapping.sure')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column, index) => {
          const heading = (column === '' ? t('mapping.nameless', { n: index + 1 }) : column).slice(0, 40);
          const field = fieldOf(spec, columns, index);
          const samples = (preview?.rows ?? []).map((row) => row.cells[index] ?? '').filter((cell) => cell !== '');
          return (
            <tr key={`${index}-${column}`}>
              <th scope="row">
                <span className="clip" title={heading}>
                  {heading}
                </span>
              </th>
              <td className="muted small">
                <span className="clip" title={samples.join(' · ')}>
                  {samples.slice(0, 3).join(' · ')}
                </span>
              </td>
              <td>
                <Select
                  label={t('mapping.fieldOf', { column: heading })}
                  labelHidden
                  value={field === null ? NONE : field.startsWith('custom.') ? CUSTOM : field}
                  onChange={(id) => choose(index, heading, id)}
                  options={options(heading)}
                />
              </td>
              <td>
                <Sureness field={field} suggestion={suggestions.find((one) => one.column === index + 1)} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

const Sureness = ({
  field,
  suggestion,
}: {
  readonly field: FieldName | null;
  readonly suggestion: Suggestions[number] | undefined;
}) => {
  const { t } = useTranslation('intake');
  if (suggestion === undefined) return <Tag>{t(field === null ? 'mapping.unused' : 'mapping.saved')}</Tag>;
  if (suggestion.field !== field)
    return <Tag tone="info">{t(field === null ? 'mapping.unused' : 'mapping.yours')}</Tag>;
  if (field === null) return <Tag>{t('mapping.unused')}</Tag>;
  return (
    <Tag tone={suggestion.certainty === 'certain' ? 'good' : 'warn'}>
      {t(suggestion.certainty === 'certain' ? 'mapping.certain' : 'mapping.uncertain')}
    </Tag>
  );
};
