import { useTranslation } from 'react-i18next';
import { OUTCOME_NEXT_KINDS } from '../../../src-shared/contract/outcomes.ts';
import type { OutcomeDefinition, OutcomeNext } from '../../../src-shared/domain/outcome-definition.ts';
import { TimeField } from '../../ui/date-field.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';

type When = 'otherWindow' | 'minutes' | 'days';

const whenOf = (next: OutcomeNext): When =>
  next.otherWindow === true ? 'otherWindow' : next.afterDays === undefined ? 'minutes' : 'days';

const WHEN: Readonly<Record<When, Omit<OutcomeNext, 'kind'>>> = {
  otherWindow: { otherWindow: true },
  minutes: { afterMinutes: 30 },
  days: { afterDays: 1 },
};

/** What a step of the kind begins with. */
const stepOf = (kind: OutcomeNext['kind']): OutcomeNext => {
  if (kind === 'call') return { kind, ...WHEN.otherWindow };
  if (kind === 'back-office' || kind === 'leader') return { kind, afterDays: 1 };
  return kind === 'promise-check' ? { kind, atHour: '18:00' } : { kind };
};

/** What becomes of the case after the outcome, and when. */
export const OutcomeNextFields = ({
  draft: { next },
  set,
}: {
  readonly draft: OutcomeDefinition;
  readonly set: (change: Partial<OutcomeDefinition>) => void;
}) => {
  const { t } = useTranslation('settings');
  const change = (step: OutcomeNext): void => set({ next: step });
  const when = whenOf(next);
  return (
    <fieldset className="settings-group">
      <legend>{t('outcomes.next')}</legend>
      <div className="settings-three">
        <Select
          label={t('outcomes.next')}
          value={next.kind}
          onChange={(kind) => change(stepOf(kind))}
          options={OUTCOME_NEXT_KINDS.filter((kind) => kind !== 'none').map((id) => ({
            id,
            label: t(`outcomes.nextKinds.${id}`),
          }))}
        />
        {next.kind === 'call' ? (
          <Select
            label={t('outcomes.when')}
            value={when}
            onChange={(id) => change({ kind: 'call', ...WHEN[id] })}
            options={(['otherWindow', 'minutes', 'days'] as const).map((id) => ({
              id,
              label: t(`outcomes.whens.${id}`),
            }))}
          />
        ) : null}
        {next.kind === 'call' && when === 'minutes' ? (
          <NumberField
            label={t('outcomes.afterMinutes')}
            value={next.afterMinutes ?? 0}
            onChange={(afterMinutes) => change({ kind: 'call', afterMinutes: afterMinutes ?? 0 })}
            min={0}
            max={10_080}
          />
        ) : null}
        {(next.kind === 'call' && when === 'days') || next.kind === 'back-office' || next.kind === 'leader' ? (
          <NumberField
            label={t('outcomes.afterDays')}
            value={next.afterDays ?? 0}
            onChange={(afterDays) => change({ ...next, afterDays: afterDays ?? 0 })}
            min={0}
            max={365}
          />
        ) : null}
        {(next.kind === 'call' && when === 'days') || next.kind === 'promise-check' ? (
          <TimeField
            label={t('outcomes.atHour')}
            value={next.atHour ?? null}
            onChange={(atHour) => {
              const { atHour: _before, ...rest } = next;
              change(atHour === null ? rest : { ...rest, atHour });
            }}
          />
        ) : null}
      </div>
    </fieldset>
  );
};
