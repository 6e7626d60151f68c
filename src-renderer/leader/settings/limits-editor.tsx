import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ContactRules } from '../../../src-shared/contract/administration.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';

type Limits = ContactRules['limits'];
type Period = Limits[number]['period'];

const PERIODS = ['day', 'calendar-week', 'rolling-7-days', 'calendar-month'] as const;

/** How many times in which period; each period once. */
export const LimitsEditor = ({
  label,
  limits,
  onChange,
}: {
  readonly label: string;
  readonly limits: Limits;
  readonly onChange: (limits: Limits) => void;
}) => {
  const { t } = useTranslation('settings');
  const free = PERIODS.filter((period) => limits.every((limit) => limit.period !== period));
  const periodWords = (period: Period): string => t(`rules.periods.${period}`);
  const replace = (index: number, limit: Limits[number]): void =>
    onChange(limits.map((one, at) => (at === index ? limit : one)));
  const [next] = free;
  return (
    <div className="stack" role="group" aria-label={label}>
      <span className="small muted">
        {label}
        {limits.length === 0 ? ` · ${t('rules.noLimits')}` : null}
      </span>
      {limits.map((limit, index) => (
        <div key={limit.period} className="settings-limit">
          <NumberField
            label={`${t('rules.max')} ${periodWords(limit.period)}`}
            labelHidden
            value={limit.max}
            onChange={(max) => replace(index, { ...limit, max: max ?? limit.max })}
            min={0}
            max={999}
          />
          <Select
            label={`${label} ${index + 1}`}
            labelHidden
            value={limit.period}
            onChange={(period) => replace(index, { ...limit, period })}
            options={[limit.period, ...free].map((id) => ({ id, label: periodWords(id) }))}
          />
          <IconButton
            size="s"
            label={t('rules.removeLimit', { period: periodWords(limit.period) })}
            icon={<X />}
            onPress={() => onChange(limits.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <div>
        <Button
          size="s"
          variant="quiet"
          icon={<Plus aria-hidden="true" />}
          isDisabled={next === undefined}
          onPress={() => {
            if (next !== undefined) onChange([...limits, { period: next, max: 1 }]);
          }}
        >
          {t('rules.addLimit')}
        </Button>
      </div>
    </div>
  );
};
