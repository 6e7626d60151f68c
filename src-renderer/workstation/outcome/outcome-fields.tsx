import type { RefObject } from 'react';
import type { OutcomeDefinition } from '../../../src-shared/domain/outcome-catalogue.ts';
import { addDays } from '../../../src-shared/domain/civil-date.ts';
import { rollToWorkingDay } from '../../../src-shared/domain/holidays.ts';
import { formatPhone } from '../../../src-shared/domain/phone.ts';
import { civilDateAt, timeAt } from '../../../src-shared/domain/zone-clock.ts';
import type { CaseView, Draft } from '../../offline/api.ts';
import { useFormat } from '../../app/format.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { DateField, TimeField } from '../../ui/date-field.tsx';
import { MoneyField } from '../../ui/money-field.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { useSay } from '../say.ts';
import type { DraftPatch } from './draft.ts';
import {
  alsoIn,
  checkDayOf,
  fieldUse,
  mayShare,
  numberIn,
  PAYMENT_METHODS,
  type FormField,
  type Problems,
} from './outcome-form.ts';

export type OutcomeFieldsProps = {
  readonly definition: OutcomeDefinition;
  readonly view: CaseView;
  readonly draft: Draft;
  readonly problems: Problems;
  readonly now: string;
  readonly onChange: (patch: DraftPatch) => void;
  readonly noteRef: RefObject<HTMLTextAreaElement | null>;
};

/** Days that people often promise: today and some days on, moved to days on which banks work. */
const quickDays = (today: string): readonly string[] => [
  ...new Set([today, ...[3, 7, 15].map((days) => rollToWorkingDay(addDays(today, days)))]),
];

/** The fields that the chosen outcome needs, and no others. */
export const OutcomeFields = (props: OutcomeFieldsProps) => {
  const { definition, view, draft, problems, now, onChange, noteRef } = props;
  const say = useSay();
  const format = useFormat();
  const { zone } = view.party;
  const today = civilDateAt(now, zone);
  const { fields } = draft;
  const set = (name: string, value: string | null): void => onChange({ fields: { ...fields, [name]: value ?? '' } });
  const setNumber = (name: string) => (value: number | null) => set(name, value === null ? '' : String(value));
  const error = (field: FormField): string | null => {
    const problem = problems[field];
    return problem === undefined
      ? null
      : say(`outcome.problem.${problem}`, {
          residual: format.money(view.case.amounts.residual),
          ends: format.date(view.case.endsOn),
        });
  };
  const shows = (field: Parameters<typeof fieldUse>[1]): boolean => fieldUse(definition, field) !== 'hidden';
  const text = (name: string): string | null => (fields[name] ?? '') || null;
  const optional = (field: Parameters<typeof fieldUse>[1], words: string): string =>
    fieldUse(definition, field) === 'optional' ? say('outcome.optional', { field: words }) : words;
  const dueOn = text('promiseDueOn');
  const siblings = view.case.siblings.filter(({ mine }) => mine);
  const also = alsoIn(draft);
  const phones = view.party.state.contactPoints.filter(({ kind }) => kind === 'phone');
  const zoneDiffers = zone !== Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div className="outcome-fields">
      {shows('promise') ? (
        <>
          <MoneyField
            label={say('outcome.field.promiseAmount')}
            value={numberIn(fields, 'promiseAmount')}
            onChange={setNumber('promiseAmount')}
            error={error('promiseAmount')}
          />
          <DateField
            label={say('outcome.field.promiseDueOn')}
            value={dueOn}
            onChange={(value) => set('promiseDueOn', value)}
            min={today}
            error={error('promiseDueOn')}
          />
          <Select
            label={say('outcome.field.promiseMethod')}
            options={PAYMENT_METHODS.map((id) => ({ id, label: say(`method.${id}`) }))}
            value={PAYMENT_METHODS.find((id) => id === fields['promiseMethod']) ?? null}
            onChange={(value) => set('promiseMethod', value)}
            error={error('promiseMethod')}
          />
          <div className="ui-field">
            <span className="ui-label">{say('outcome.field.checkOn')}</span>
            <output className="outcome-computed num">
              {dueOn === null
                ? '—'
                : say('outcome.checkAt', {
                    date: format.weekdayDate(checkDayOf(view, dueOn)),
                    time: definition.next.atHour ?? '18:00',
                  })}
            </output>
          </div>
          <div className="outcome-quick" role="group" aria-label={say('outcome.quickDates')}>
            {quickDays(today).map((day) => (
              <button key={day} type="button" className="ui-chip" onClick={() => set('promiseDueOn', day)}>
                {day === today ? say('outcome.today') : format.weekdayDate(day).replace(/\/\d{4}$/u, '')}
              </button>
            ))}
          </div>
        </>
      ) : null}
      {shows('plan') ? (
        <>
          <NumberField
            label={say('outcome.field.planInstalments')}
            value={numberIn(fields, 'planInstalments')}
            onChange={(value) => {
              const each = value === null || value < 2 ? null : Math.ceil(view.case.amounts.residual / value);
              onChange({
                fields: {
                  ...fields,
                  planInstalments: value === null ? '' : String(value),
                  ...(each === null ? {} : { planAmount: String(each) }),
                },
              });
            }}
            min={2}
            max={120}
            error={error('planInstalments')}
          />
          <MoneyField
            label={say('outcome.field.planAmount')}
            value={numberIn(fields, 'planAmount')}
            onChange={setNumber('planAmount')}
            error={error('planAmount')}
          />
          <DateField
            label={say('outcome.field.planFirstOn')}
            value={text('planFirstOn')}
            onChange={(value) => set('planFirstOn', value)}
            min={today}
            error={error('planFirstOn')}
          />
          <p className="xs muted outcome-wide">{say('outcome.planApproval')}</p>
        </>
      ) : null}
      {shows('callback') ? (
        <>
          <DateField
            label={optional('callback', say('outcome.field.callbackDate'))}
            value={text('callbackDate')}
            onChange={(value) => set('callbackDate', value)}
            min={today}
            error={error('callbackDate')}
          />
          <TimeField
            label={say('outcome.field.callbackTime')}
            value={text('callbackTime')}
            onChange={(value) => set('callbackTime', value)}
            error={error('callbackTime')}
          />
          {zoneDiffers ? (
            <p className="xs muted outcome-wide">{say('outcome.zone', { zone, time: timeAt(now, zone) })}</p>
          ) : null}
        </>
      ) : null}
      {shows('amount') ? (
        <MoneyField
          label={optional('amount', say('outcome.field.amount'))}
          value={numberIn(fields, 'amount')}
          onChange={setNumber('amount')}
          error={error('amount')}
          className="outcome-wide"
        />
      ) : null}
      {shows('representative') ? (
        <TextField
          label={optional('representative', say('outcome.field.representative'))}
          value={fields['representative'] ?? ''}
          onChange={(value) => set('representative', value)}
          maxLength={200}
          error={error('representative')}
          className="outcome-wide"
        />
      ) : null}
      {shows('contactPoint') ? (
        <Select
          label={optional('contactPoint', say('outcome.field.contactPoint'))}
          options={phones.map((point) => ({
            id: point.id,
            label: point.value.startsWith('+') ? formatPhone(point.value) : point.value,
            detail: point.label,
          }))}
          value={draft.contactPointId}
          onChange={(contactPointId) => onChange({ contactPointId })}
          error={error('contactPointId')}
          className="outcome-wide"
        />
      ) : null}
      {siblings.length > 0 && mayShare(definition) ? (
        <div className="outcome-wide outcome-also" role="group" aria-label={say('outcome.also')}>
          <span className="ui-label">{say('outcome.also')}</span>
          {siblings.map((sibling) => (
            <Checkbox
              key={sibling.caseId}
              isSelected={also.includes(sibling.caseId)}
              onChange={(ticked) =>
                set(
                  'also',
                  [...also.filter((id) => id !== sibling.caseId), ...(ticked ? [sibling.caseId] : [])].join(','),
                )
              }
            >
              {sibling.caseNumber}
            </Checkbox>
          ))}
        </div>
      ) : null}
      <TextArea
        label={fieldUse(definition, 'note') === 'needed' ? say('outcome.field.noteNeeded') : say('outcome.field.note')}
        value={draft.note}
        onChange={(note) => onChange({ note })}
        maxLength={4000}
        error={error('note')}
        areaRef={noteRef}
        className="outcome-wide"
      />
    </div>
  );
};
