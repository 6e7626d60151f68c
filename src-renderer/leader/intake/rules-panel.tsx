import { useTranslation } from 'react-i18next';
import type { Review } from '../../../src-shared/contract/intake.ts';
import type { RuleId } from '../../../src-shared/contract/intake-rules.ts';
import { useFormat } from '../../app/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Tag } from '../../ui/tag.tsx';
import { LEVEL_TONES } from './batch-tones.ts';

type Props = {
  readonly review: Review;
  readonly chosen: RuleId | null;
  readonly onChoose: (rule: RuleId | null) => void;
};

/** Every rule that struck, with how often; pressing one shows its rows. */
export const RulesPanel = ({ review, chosen, onChoose }: Props) => {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const struck = review.rules.filter(({ count }) => count > 0);
  return (
    <Panel fill title={t('rules.title')} aside={<Tag>{t('rules.count', { count: struck.length })}</Tag>}>
      {struck.length === 0 ? <p className="muted small intake-none">{t('rules.none')}</p> : null}
      <ul className="intake-rules">
        {struck.map((rule) => {
          const first = rule.examples.find(({ row }) => row > 0);
          return (
            <li key={rule.id}>
              <button
                type="button"
                aria-pressed={chosen === rule.id}
                onClick={() => onChoose(chosen === rule.id ? null : rule.id)}
              >
                <span className="grow">
                  {t(rule.id, { ns: 'intakeRules' })}
                  <span className="xs muted">
                    {`${rule.id} · ${t(`level.${rule.level}`)}`}
                    {first === undefined ? '' : ` · ${where(t, first.row, rule.count)}`}
                  </span>
                </span>
                <Tag tone={LEVEL_TONES[rule.level]}>{format.number(rule.count)}</Tag>
              </button>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
};

const where = (t: ReturnType<typeof useTranslation<'intake'>>['t'], line: number, count: number): string =>
  count > 1 ? t('rules.andMore', { line, count: count - 1 }) : t('rules.line', { line });
