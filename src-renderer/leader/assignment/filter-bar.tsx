import { useTranslation } from 'react-i18next';
import type { AssignmentOperator, Standing } from '../../../src-shared/contract/assignment.ts';
import { Button } from '../../ui/button.tsx';
import { FilterChips } from '../../ui/chips.tsx';
import { MoneyField } from '../../ui/money-field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { narrowings, NO_FILTER, postalCodeIsWrong, provinceIsWrong, type Filter } from './filter.ts';

const ANY = '*';

/** Which cases are on the screen; every field narrows. */
export const FilterBar = ({
  filter,
  onChange,
  standing,
  products,
  operators,
}: {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
  readonly standing: Standing;
  readonly products: readonly string[];
  readonly operators: readonly AssignmentOperator[];
}) => {
  const { t } = useTranslation('assignment');
  const set = (change: Partial<Filter>): void => onChange({ ...filter, ...change });
  const visible = standing.unassigned.cases + standing.assigned.cases + standing.blocked.cases;
  return (
    <div className="assignment-filters">
      <div className="row assignment-filters-line">
        <FilterChips
          label={t('filter.label')}
          value={filter.standing}
          onChange={(value) => set({ standing: value, operatorId: null })}
          options={[
            { id: 'unassigned', label: t('filter.unassigned'), count: standing.unassigned.cases },
            { id: 'assigned', label: t('filter.assigned'), count: standing.assigned.cases },
            { id: 'blocked', label: t('filter.blocked'), count: standing.blocked.cases },
            { id: 'all', label: t('filter.all'), count: visible },
          ]}
        />
        <span className="grow" />
        {narrowings(filter) === 0 ? null : (
          <Button
            size="s"
            variant="quiet"
            onPress={() =>
              onChange({
                ...NO_FILTER,
                mandateId: filter.mandateId,
                batchId: filter.batchId,
                standing: filter.standing,
              })
            }
          >
            {t('filter.clear')}
          </Button>
        )}
      </div>
      <div className="assignment-fields">
        <TextField
          label={t('filter.search')}
          value={filter.text}
          onChange={(text) => set({ text })}
          className="assignment-field-wide"
        />
        <Select
          label={t('filter.product')}
          value={filter.product ?? ANY}
          onChange={(product) => set({ product: product === ANY ? null : product })}
          options={[
            { id: ANY, label: t('filter.anyProduct') },
            ...products.map((id) => ({ id, label: id === '' ? '–' : id })),
          ]}
        />
        <MoneyField label={t('filter.from')} value={filter.from} onChange={(from) => set({ from })} />
        <MoneyField label={t('filter.to')} value={filter.to} onChange={(to) => set({ to })} />
        <TextField
          label={t('filter.province')}
          value={filter.province}
          maxLength={2}
          error={provinceIsWrong(filter.province) ? t('filter.provinceError') : null}
          onChange={(province) => set({ province: province.toUpperCase() })}
          className="assignment-field-short"
        />
        <TextField
          label={t('filter.postalCode')}
          value={filter.postalCode}
          maxLength={5}
          error={postalCodeIsWrong(filter.postalCode) ? t('filter.postalCodeError') : null}
          onChange={(postalCode) => set({ postalCode })}
          className="assignment-field-short"
        />
        {filter.standing === 'unassigned' || filter.standing === 'blocked' ? null : (
          <Select
            label={t('filter.operator')}
            value={filter.operatorId ?? ANY}
            onChange={(id) => set({ operatorId: id === ANY ? null : id })}
            options={[
              { id: ANY, label: t('filter.anyOperator') },
              ...operators.map(({ id, name }) => ({ id, label: name })),
            ]}
          />
        )}
        <Select
          label={t('filter.worked')}
          value={filter.worked}
          onChange={(worked) => set({ worked })}
          options={[
            { id: 'any', label: t('filter.workedAny') },
            { id: 'yes', label: t('filter.workedYes') },
            { id: 'no', label: t('filter.workedNo') },
          ]}
        />
      </div>
    </div>
  );
};
