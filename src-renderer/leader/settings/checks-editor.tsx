import { useTranslation } from 'react-i18next';
import { CheckLevel, type CreditorInput } from '../../../src-shared/contract/administration.ts';
import {
  CHECK_RULES,
  levelsOf,
  RULE_IDS,
  ruleLevels,
  type RuleId,
  type RuleLevel,
} from '../../../src-shared/contract/intake-rules.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { Tag } from '../../ui/tag.tsx';

type Checks = CreditorInput['checks'];

/** Every check of a placement with what it does for this creditor; only what differs from the rule is kept. */
export const ChecksEditor = ({
  checks,
  onChange,
}: {
  readonly checks: Checks;
  readonly onChange: (checks: Checks) => void;
}) => {
  const { t } = useTranslation('settings');
  const levels = ruleLevels(checks);
  const choose = (id: RuleId, level: RuleLevel): void => {
    const { [id]: _before, ...others } = checks;
    const wanted = CheckLevel.safeParse(level);
    onChange(level === CHECK_RULES[id].level || !wanted.success ? others : { ...others, [id]: wanted.data });
  };
  return (
    <div className="stack">
      <p className="small muted">{t('checks.text')}</p>
      <table className="settings-list">
        <thead>
          <tr>
            <th scope="col">{t('checks.rule')}</th>
            <th scope="col">{t('checks.level')}</th>
          </tr>
        </thead>
        <tbody>
          {RULE_IDS.map((id) => {
            const choices = levelsOf(id);
            const name = t(id, { ns: 'intakeRules' });
            return (
              <tr key={id}>
                <th scope="row">
                  <span className="mono xs muted">{id}</span> {name}{' '}
                  {levels[id] === CHECK_RULES[id].level ? null : <Tag tone="info">{t('checks.changed')}</Tag>}
                </th>
                <td>
                  {choices.length === 1 ? (
                    <span className="muted">
                      {t(`checks.levels.${levels[id]}`)} · {t('checks.fixed')}
                    </span>
                  ) : (
                    <Select
                      label={name}
                      labelHidden
                      value={levels[id]}
                      onChange={(level) => choose(id, level)}
                      options={choices.map((level) => ({ id: level, label: t(`checks.levels.${level}`) }))}
                    />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div>
        <Button size="s" isDisabled={Object.keys(checks).length === 0} onPress={() => onChange({})}>
          {t('checks.reset')}
        </Button>
      </div>
    </div>
  );
};
