import { lastDueOn, lastInstalment, PLAN_INSTALMENTS } from '../../../src-shared/domain/plan.ts';
import { civilDateAt } from '../../../src-shared/domain/zone-clock.ts';
import type { CaseView, Draft } from '../../offline/api.ts';
import { useFormat } from '../../app/format.ts';
import { DateField } from '../../ui/date-field.tsx';
import { MoneyField } from '../../ui/money-field.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { useSay } from '../say.ts';
import type { DraftPatch } from './draft.ts';
import { numberIn, planFields, type FormField } from './outcome-form.ts';

export type PlanFieldsProps = {
  readonly view: CaseView;
  readonly draft: Draft;
  readonly now: string;
  readonly error: (field: FormField) => string | null;
  readonly onChange: (patch: DraftPatch) => void;
};

/** How many instalments, of how much, from when: and at once what they come to. */
export const PlanFields = ({ view, draft, now, error, onChange }: PlanFieldsProps) => {
  const say = useSay();
  const format = useFormat();
  const { fields } = draft;
  const { residual } = view.case.amounts;
  const set = (name: string, value: string): void => onChange({ fields: { ...fields, [name]: value } });
  const [count, amount] = [numberIn(fields, 'planInstalments'), numberIn(fields, 'planAmount')];
  const last =
    count === null || count < PLAN_INSTALMENTS.min || amount === null || amount <= 0
      ? null
      : lastInstalment(residual, count, amount);
  const firstOn = (fields['planFirstOn'] ?? '') || null;
  const agreed =
    last === null || 'problem' in last || count === null || amount === null || firstOn === null
      ? null
      : { count, amount, last: last.amount, lastOn: lastDueOn({ firstOn, instalments: count }) };
  return (
    <>
      <NumberField
        label={say('outcome.field.planInstalments')}
        value={count}
        onChange={(value) => onChange({ fields: planFields(draft, view, value) })}
        min={PLAN_INSTALMENTS.min}
        max={PLAN_INSTALMENTS.max}
        error={error('planInstalments')}
        className="outcome-first"
      />
      <MoneyField
        label={say('outcome.field.planAmount')}
        value={amount}
        onChange={(value) => set('planAmount', value === null ? '' : String(value))}
        error={error('planAmount')}
      />
      <DateField
        label={say('outcome.field.planFirstOn')}
        value={firstOn}
        onChange={(value) => set('planFirstOn', value ?? '')}
        min={civilDateAt(now, view.party.zone)}
        error={error('planFirstOn')}
      />
      <div className="ui-field">
        <span className="ui-label">{say('outcome.field.planTotal')}</span>
        <output className="outcome-computed num">{agreed === null ? '—' : format.money(residual)}</output>
      </div>
      {agreed === null ? null : (
        <p className="xs muted outcome-wide" role="status">
          {say(agreed.last === agreed.amount ? 'outcome.planEven' : 'outcome.planLast', {
            count: agreed.last === agreed.amount ? agreed.count : agreed.count - 1,
            amount: format.money(agreed.amount),
            last: format.money(agreed.last),
            date: format.date(agreed.lastOn),
          })}
        </p>
      )}
    </>
  );
};
