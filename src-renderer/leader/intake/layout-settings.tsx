import { useTranslation } from 'react-i18next';
import type { LayoutSpec } from '../../../src-shared/contract/layout.ts';
import { DATE_FORMATS } from '../../../src-shared/domain/civil-date.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** Whether the layout is kept for the creditor's next files, and why it changed. */
export type Keep = { readonly save: boolean; readonly comment: string };

type Props = {
  readonly spec: LayoutSpec;
  readonly onChange: (spec: LayoutSpec) => void;
  readonly keep: Keep;
  readonly onKeep: (keep: Keep) => void;
};

/** How the whole file is written: dates, decimals, and the layout's name. */
export const LayoutSettings = ({ spec, onChange, keep, onKeep }: Props) => {
  const { t } = useTranslation('intake');
  return (
    <Panel title={t('layout.title')} padded>
      <div className="stack">
        <TextField label={t('layout.name')} value={spec.name} onChange={(name) => onChange({ ...spec, name })} />
        <div className="intake-pair">
          <Select
            label={t('layout.dates')}
            value={spec.dateFormat}
            onChange={(dateFormat) => onChange({ ...spec, dateFormat })}
            options={DATE_FORMATS.map((id) => ({ id, label: id }))}
          />
          <Select
            label={t('layout.decimal')}
            value={spec.decimal}
            onChange={(decimal) => onChange({ ...spec, decimal })}
            options={[
              { id: ',', label: t('layout.comma') },
              { id: '.', label: t('layout.point') },
            ]}
          />
        </div>
        <Checkbox isSelected={keep.save} onChange={(save) => onKeep({ ...keep, save })}>
          {t('layout.keep')}
        </Checkbox>
        {keep.save ? (
          <TextField
            label={t('layout.comment')}
            value={keep.comment}
            onChange={(comment) => onKeep({ ...keep, comment })}
          />
        ) : null}
      </div>
    </Panel>
  );
};
