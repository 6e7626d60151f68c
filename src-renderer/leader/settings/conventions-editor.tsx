import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { RETURN_FIELDS, ReturnConventions, type ReturnField } from '../../../src-shared/contract/closing.ts';
import { RadioGroup } from '../../ui/checkbox.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { moved } from './moved.ts';

type Props = {
  readonly conventions: ReturnConventions;
  readonly onChange: (conventions: ReturnConventions) => void;
};

const SHAPE = ReturnConventions.shape;
const DELIMITERS = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar' } as const;
const DECIMALS = { ',': 'comma', '.': 'dot' } as const;

/** How the return file is written. */
export const ConventionsEditor = ({ conventions, onChange }: Props) => {
  const { t } = useTranslation('settings');
  const set = (change: Partial<ReturnConventions>): void => onChange({ ...conventions, ...change });
  return (
    <div className="stack">
      <p className="small muted">{t('conventions.text')}</p>
      <div className="settings-three">
        <Select
          label={t('conventions.delimiter')}
          value={conventions.delimiter}
          onChange={(delimiter) => set({ delimiter })}
          options={SHAPE.delimiter.unwrap().options.map((id) => ({
            id,
            label: t(`conventions.delimiters.${DELIMITERS[id]}`),
          }))}
        />
        <Select
          label={t('conventions.decimal')}
          value={conventions.decimal}
          onChange={(decimal) => set({ decimal })}
          options={SHAPE.decimal
            .unwrap()
            .options.map((id) => ({ id, label: t(`conventions.decimals.${DECIMALS[id]}`) }))}
        />
        <Select
          label={t('conventions.dateFormat')}
          value={conventions.dateFormat}
          onChange={(dateFormat) => set({ dateFormat })}
          options={SHAPE.dateFormat.unwrap().options.map((id) => ({ id, label: id }))}
        />
        <Select
          label={t('conventions.encoding')}
          value={conventions.encoding}
          onChange={(encoding) => set({ encoding })}
          options={SHAPE.encoding.unwrap().options.map((id) => ({ id, label: id }))}
        />
        <Select
          label={t('conventions.lineEnd')}
          value={conventions.lineEnd}
          onChange={(lineEnd) => set({ lineEnd })}
          options={SHAPE.lineEnd.unwrap().options.map((id) => ({ id, label: t(`conventions.lineEnds.${id}`) }))}
        />
        <Select
          label={t('conventions.language')}
          value={conventions.language}
          onChange={(language) => set({ language })}
          options={SHAPE.language.unwrap().options.map((id) => ({ id, label: t(`conventions.languages.${id}`) }))}
        />
      </div>
      <RadioGroup
        label={t('conventions.columns')}
        value={conventions.columns.length === 0 ? 'all' : 'chosen'}
        onChange={(which) =>
          set({ columns: which === 'all' ? [] : RETURN_FIELDS.map((field) => ({ field, label: '' })) })
        }
        options={[
          { id: 'all', label: t('conventions.columnsAll') },
          { id: 'chosen', label: t('conventions.columnsChosen') },
        ]}
      />
      {conventions.columns.length === 0 ? null : (
        <ColumnList columns={conventions.columns} onChange={(columns) => set({ columns })} />
      )}
    </div>
  );
};

type Columns = ReturnConventions['columns'];

const ColumnList = ({ columns, onChange }: { readonly columns: Columns; readonly onChange: (c: Columns) => void }) => {
  const { t } = useTranslation('settings');
  const nameOf = (field: ReturnField): string => t(`conventions.fields.${field}`);
  const unused = RETURN_FIELDS.filter((field) => columns.every((column) => column.field !== field));
  return (
    <>
      <table className="settings-list">
        <thead>
          <tr>
            <th scope="col">{t('conventions.column')}</th>
            <th scope="col">
              {t('conventions.label')} <span className="muted">· {t('conventions.labelHelp')}</span>
            </th>
            <th scope="col">
              <span className="visually-hidden">{t('edit')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column, index) => {
            const name = nameOf(column.field);
            return (
              <tr key={column.field}>
                <th scope="row">{name}</th>
                <td>
                  <TextField
                    label={`${t('conventions.label')} · ${name}`}
                    labelHidden
                    value={column.label}
                    maxLength={60}
                    onChange={(label) => onChange(columns.map((c, at) => (at === index ? { ...c, label } : c)))}
                  />
                </td>
                <td>
                  <div className="row">
                    <IconButton
                      size="s"
                      label={t('conventions.up', { name })}
                      icon={<ArrowUp />}
                      isDisabled={index === 0}
                      onPress={() => onChange([...moved(columns, index, -1)])}
                    />
                    <IconButton
                      size="s"
                      label={t('conventions.down', { name })}
                      icon={<ArrowDown />}
                      isDisabled={index === columns.length - 1}
                      onPress={() => onChange([...moved(columns, index, 1)])}
                    />
                    <IconButton
                      size="s"
                      label={t('conventions.remove', { name })}
                      icon={<X />}
                      isDisabled={columns.length === 1}
                      onPress={() => onChange(columns.filter((_, at) => at !== index))}
                    />
                  </div>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {unused.length === 0 ? null : (
        <div className="row">
          <Plus size={15} aria-hidden="true" />
          <Select
            label={t('conventions.add')}
            labelHidden
            placeholder={t('conventions.add')}
            value={null}
            onChange={(field) => onChange([...columns, { field, label: '' }])}
            options={unused.map((id) => ({ id, label: nameOf(id) }))}
          />
        </div>
      )}
    </>
  );
};
