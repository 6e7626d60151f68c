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
import { Select } from '../../ui/select.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { peopleOf, phonesOf } from '../card/people.ts';
import { useSay } from '../say.ts';
import type { DraftPatch } from './draft.ts';
import {
  alsoIn,
  checkDayOf,
  fieldUse,
  mandateEndOf,
  mayShare,
  numberIn,
  PAYMENT_METHODS,
  type FormField,
  type Problems,
} from './outcome-form.ts';
import { PlanFields } from './plan-fields.tsx';

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
          ends: format.date(mandateEndOf(view)),
        });
  };
  const shows = (field: Parameters<typeof fieldUse>[1]): boolean => fieldUse(definition, field) !== 'hidden';
  const text = (name: string): string | null => (fields[name] ?? '') || null;
  const optional = (field: Parameters<typeof fieldUse>[1], words: string): string =>
    fieldUse(definition, field) === 'optional' ? say('outcome.optional', { field: words }) : words;
  const dueOn = text('promiseDueOn');
  const siblings = view.case.siblings.filter(({ mine }) => mine);
  const also = alsoIn(draft);
  const several = peopleOf(view).length > 1;
  /** What has to be filled is where the keyboard goes when the outcome is chosen. */
  const wide = (field: Parameters<typeof fieldUse>[1]): string =>
    fieldUse(definition, field) === 'needed' ? 'outcome-wide outcome-first' : 'outcome-wide';
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
            className="outcome-first"
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
      {shows('plan') ? <PlanFields view={view} draft={draft} now={now} error={error} onChange={onChange} /> : null}
      {shows('callback') ? (
        <>
          <DateField
            label={optional('callback', say('outcome.field.callbackDate'))}
            value={text('callbackDate')}
            onChange={(value) => set('callbackDate', value)}
            min={today}
            error={error('callbackDate')}
            className={fieldUse(definition, 'callback') === 'needed' ? 'outcome-first' : ''}
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
          className={wide('amount')}
        />
      ) : null}
      {shows('representative') ? (
        <TextField
          label={optional('representative', say('outcome.field.representative'))}
          value={fields['representative'] ?? ''}
          onChange={(value) => set('representative', value)}
          maxLength={200}
          error={error('representative')}
          className={wide('representative')}
        />
      ) : null}
      {shows('contactPoint') ? (
        <Select
          label={optional('contactPoint', say('outcome.field.contactPoint'))}
          options={phonesOf(view).map(({ person, point }) => ({
            id: point.id,
            label: point.value.startsWith('+') ? formatPhone(point.value) : point.value,
            detail: several ? `${person.party.name} · ${point.label}` : point.label,
          }))}
          value={draft.contactPointId}
          onChange={(contactPointId) => {
            const owner = phonesOf(view).find(({ point }) => point.id === contactPointId)?.person;
            // What is said of a number is said of its owner; where to call back is no word about whose number it is.
            const about = fieldUse(definition, 'contactPoint') === 'needed' ? (owner?.party.id ?? null) : draft.partyId;
            onChange({ contactPointId, partyId: about });
          }}
          error={error('contactPointId')}
          className={draft.contactPointId === null ? wide('contactPoint') : 'outcome-wide'}
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
        className={wide('note')}
      />
    </div>
  );
};
