import { useTranslation } from 'react-i18next';
import { OUTCOME_FIELDS } from '../../../src-shared/contract/outcomes.ts';
import type { OutcomeDefinition, OutcomeField } from '../../../src-shared/domain/outcome-definition.ts';
import { Select } from '../../ui/select.tsx';

const USES = ['no', 'optional', 'needed'] as const;
type Use = (typeof USES)[number];

const chosenUse = ({ needs, optional }: OutcomeDefinition, field: OutcomeField): Use =>
  needs.includes(field) ? 'needed' : optional.includes(field) ? 'optional' : 'no';

/** Which fields the outcome asks the operator for, and which of them must be filled. */
export const OutcomeFields = ({
  draft,
  set,
}: {
  readonly draft: OutcomeDefinition;
  readonly set: (change: Partial<OutcomeDefinition>) => void;
}) => {
  const { t } = useTranslation('settings');
  const choose = (field: OutcomeField, use: Use): void => {
    const others = (fields: readonly OutcomeField[]): readonly OutcomeField[] => fields.filter((one) => one !== field);
    set({
      needs: use === 'needed' ? [...others(draft.needs), field] : others(draft.needs),
      optional: use === 'optional' ? [...others(draft.optional), field] : others(draft.optional),
    });
  };
  return (
    <fieldset className="settings-group">
      <legend>{t('outcomes.fields')}</legend>
      <div className="settings-three">
        {OUTCOME_FIELDS.map((field) => (
          <Select
            key={field}
            label={t(`outcomes.field.${field}`)}
            value={chosenUse(draft, field)}
            onChange={(use) => choose(field, use)}
            options={USES.map((id) => ({ id, label: t(`outcomes.fieldUse.${id}`) }))}
          />
        ))}
      </div>
    </fieldset>
  );
};
