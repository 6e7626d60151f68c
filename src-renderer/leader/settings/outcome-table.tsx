import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OutcomeDefinition } from '../../../src-shared/domain/outcome-definition.ts';
import { langOf, useFormat } from '../../app/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Tag } from '../../ui/tag.tsx';
import { moved } from './moved.ts';

type Props = {
  readonly outcomes: readonly OutcomeDefinition[];
  readonly used: ReadonlySet<string>;
  readonly onOpen: (index: number) => void;
  readonly onChange: (outcomes: readonly OutcomeDefinition[]) => void;
};

/** The catalogue in the order in which operators see it. */
export const OutcomeTable = ({ outcomes, used, onOpen, onChange }: Props) => {
  const { t } = useTranslation('settings');
  return (
    <table className="settings-list settings-outcomes" aria-label={t('tabs.outcomes')}>
      <thead>
        <tr>
          <th scope="col">{t('outcomes.key')}</th>
          <th scope="col">{t('outcomes.code')}</th>
          <th scope="col">{t('outcomes.name')}</th>
          <th scope="col">{t('outcomes.group')}</th>
          <th scope="col">{t('outcomes.needs')}</th>
          <th scope="col">{t('outcomes.next')}</th>
          <th scope="col">{t('outcomes.rest')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('edit')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {outcomes.map((outcome, index) => (
          <OutcomeLine
            key={outcome.code || index}
            outcome={outcome}
            removable={outcome.operatorMayChoose && !used.has(outcome.code)}
            first={index === 0}
            last={index === outcomes.length - 1}
            onOpen={() => onOpen(index)}
            onMove={(by) => onChange(moved(outcomes, index, by))}
            onRemove={() => onChange(outcomes.filter((_, at) => at !== index))}
          />
        ))}
      </tbody>
    </table>
  );
};

const OutcomeLine = ({
  outcome,
  removable,
  first,
  last,
  onOpen,
  onMove,
  onRemove,
}: {
  readonly outcome: OutcomeDefinition;
  readonly removable: boolean;
  readonly first: boolean;
  readonly last: boolean;
  readonly onOpen: () => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}) => {
  const { t, i18n } = useTranslation('settings');
  const format = useFormat();
  const { code, label, key, group, needs, restHours, active, operatorMayChoose } = outcome;
  return (
    <tr data-off={!active || undefined}>
      <td>{key === null ? null : <Kbd keys={key} />}</td>
      <td className="mono">{code}</td>
      <th scope="row">
        <button type="button" className="settings-open" onClick={onOpen}>
          {label[langOf(i18n.language)]}
        </button>{' '}
        {operatorMayChoose ? null : <Tag>{t('outcomes.own')}</Tag>}
        {active ? null : <Tag tone="warn">{t('outcomes.inactive')}</Tag>}
      </th>
      <td>{t(`outcomes.groups.${group}`)}</td>
      <td>{format.list(needs.map((field) => t(`outcomes.fieldShort.${field}`))) || '—'}</td>
      <td>
        <NextWords outcome={outcome} />
      </td>
      <td className="num">{restHours === 0 ? '—' : `${format.number(restHours)} ${t('outcomes.hours')}`}</td>
      <td>
        <div className="row">
          <IconButton
            size="s"
            label={t('outcomes.up', { code })}
            icon={<ArrowUp />}
            isDisabled={first}
            onPress={() => onMove(-1)}
          />
          <IconButton
            size="s"
            label={t('outcomes.down', { code })}
            icon={<ArrowDown />}
            isDisabled={last}
            onPress={() => onMove(1)}
          />
          <IconButton
            size="s"
            label={t('outcomes.remove', { code })}
            icon={<X />}
            isDisabled={!removable}
            onPress={onRemove}
          />
        </div>
      </td>
    </tr>
  );
};

/** The next step in a few words: what, and when. */
const NextWords = ({ outcome: { next } }: { readonly outcome: OutcomeDefinition }) => {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const what = t(`outcomes.nextKinds.${next.kind}`);
  if (next.otherWindow === true) return `${what}, ${t('outcomes.whens.otherWindow')}`;
  if (next.afterDays !== undefined) {
    const at = next.atHour === undefined ? '' : ` ${t('outcomes.atHour').toLowerCase()} ${next.atHour}`;
    return `${what}, +${format.number(next.afterDays)} ${t('mandates.days')}${at}`;
  }
  if (next.afterMinutes !== undefined && next.afterMinutes > 0) {
    return `${what}, +${format.number(next.afterMinutes)} min`;
  }
  return what;
};
