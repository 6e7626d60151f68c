import type { CaseView, Draft } from '../../offline/api.ts';
import type { OperationBody } from '../../../src-shared/contract/operations.ts';
import { addDays, isCivilDate } from '../../../src-shared/domain/civil-date.ts';
import { contactWindow, type ContactRuleSet } from '../../../src-shared/domain/contact-rules.ts';
import {
  needsIdentity,
  type OutcomeDefinition,
  type OutcomeField,
} from '../../../src-shared/domain/outcome-catalogue.ts';
import { instalmentOf, lastDueOn, lastInstalment, PLAN_INSTALMENTS } from '../../../src-shared/domain/plan.ts';
import { checkOn } from '../../../src-shared/domain/promise.ts';
import { civilDateAt, instantAt } from '../../../src-shared/domain/zone-clock.ts';
import { personOf } from '../card/people.ts';

/** How people say they will pay; the code is stored, the dictionary says it. */
export const PAYMENT_METHODS = ['transfer', 'postal-slip', 'card', 'direct-debit', 'cash', 'other'] as const;

/** What one field of the form lacks; the dictionary has its sentence under `outcome.problem`. */
export type Problem =
  | 'amount-missing'
  | 'amount-too-high'
  | 'date-missing'
  | 'date-past'
  | 'date-after-mandate'
  | 'method-missing'
  | 'instalments-missing'
  | 'plan-too-low'
  | 'plan-too-high'
  | 'time-missing'
  | 'time-past'
  | 'time-outside-hours'
  | 'note-missing'
  | 'representative-missing'
  | 'contact-missing'
  | 'outcome-missing'
  | 'call-going-on'
  | 'identity-missing'
  | 'third-party';

export type FormField =
  | 'promiseAmount'
  | 'promiseDueOn'
  | 'promiseMethod'
  | 'planInstalments'
  | 'planAmount'
  | 'planFirstOn'
  | 'callbackDate'
  | 'callbackTime'
  | 'amount'
  | 'representative'
  | 'contactPointId'
  | 'note'
  | 'verified'
  | 'code';

export type Problems = Readonly<Partial<Record<FormField, Problem>>>;

export type FormContext = {
  readonly view: CaseView;
  readonly now: string;
  readonly ruleSet: ContactRuleSet;
};

export type Built =
  { readonly ok: true; readonly body: OperationBody<'outcome'> } | { readonly ok: false; readonly problems: Problems };

/** Whole cents or a whole number as a draft keeps it, or null. */
export const numberIn = (fields: Draft['fields'], name: string): number | null => {
  const text = fields[name] ?? '';
  return /^-?\d{1,15}$/u.test(text) ? Number(text) : null;
};

const dateIn = (fields: Draft['fields'], name: string): string | null => {
  const text = fields[name] ?? '';
  return isCivilDate(text) ? text : null;
};

/** Does the form show this field for the outcome, and must it be filled? */
export const fieldUse = (definition: OutcomeDefinition, field: OutcomeField): 'needed' | 'optional' | 'hidden' => {
  if (definition.needs.includes(field)) return 'needed';
  return definition.optional.includes(field) ? 'optional' : 'hidden';
};

/** Amounts and creditor are hidden on this screen until the identity is verified. */
export const isMasked = ({ mandate }: Pick<CaseView, 'mandate'>, { verified }: Pick<Draft, 'verified'>): boolean =>
  (mandate?.maskUntilVerified ?? false) && verified !== 'verified';

/** What of the identity stands in the way of this outcome. */
export const identityProblem = (
  definition: OutcomeDefinition,
  { verified }: Pick<Draft, 'verified'>,
): 'identity-missing' | 'third-party' | null => {
  if (!needsIdentity(definition) || verified === 'verified') return null;
  return verified === 'third-party' ? 'third-party' : 'identity-missing';
};

type Part<T> = { readonly value: T | null; readonly problems: Problems };
const NONE = { value: null, problems: {} } as const;

/** The mandate's last day as it is now: a leader may have moved it since the case was placed. */
export const mandateEndOf = (view: CaseView): string => view.mandate?.endsOn ?? view.case.endsOn;

const graceOf = (view: CaseView): number => view.mandate?.promiseGraceDays ?? 3;

/** The day on which a promise or a plan's first instalment will be looked at. */
export const checkDayOf = (view: CaseView, dueOn: string): string => checkOn(dueOn, graceOf(view));

const promisePart = (
  draft: Draft,
  { view, now }: FormContext,
): Part<NonNullable<OperationBody<'outcome'>['promise']>> => {
  const { fields } = draft;
  const today = civilDateAt(now, view.party.zone);
  const amount = numberIn(fields, 'promiseAmount');
  const dueOn = dateIn(fields, 'promiseDueOn');
  const method = fields['promiseMethod'] ?? '';
  const problems: Problems = {
    ...(amount === null || amount <= 0
      ? { promiseAmount: 'amount-missing' as const }
      : amount > view.case.amounts.residual
        ? { promiseAmount: 'amount-too-high' as const }
        : {}),
    ...(dueOn === null
      ? { promiseDueOn: 'date-missing' as const }
      : dueOn < today
        ? { promiseDueOn: 'date-past' as const }
        : dueOn > mandateEndOf(view)
          ? { promiseDueOn: 'date-after-mandate' as const }
          : {}),
    ...(method === '' ? { promiseMethod: 'method-missing' as const } : {}),
  };
  if (Object.keys(problems).length > 0 || amount === null || dueOn === null) return { value: null, problems };
  return { value: { amount, dueOn, method, checkOn: checkDayOf(view, dueOn) }, problems };
};

const planPart = (draft: Draft, { view, now }: FormContext): Part<NonNullable<OperationBody<'outcome'>['plan']>> => {
  const { fields } = draft;
  const today = civilDateAt(now, view.party.zone);
  const instalments = numberIn(fields, 'planInstalments');
  const amount = numberIn(fields, 'planAmount');
  const firstOn = dateIn(fields, 'planFirstOn');
  const last =
    instalments === null || amount === null ? null : lastInstalment(view.case.amounts.residual, instalments, amount);
  const problems: Problems = {
    ...(instalments === null || instalments < PLAN_INSTALMENTS.min || instalments > PLAN_INSTALMENTS.max
      ? { planInstalments: 'instalments-missing' as const }
      : {}),
    ...(amount === null || amount <= 0
      ? { planAmount: 'amount-missing' as const }
      : last !== null && 'problem' in last
        ? { planAmount: `plan-${last.problem}` as const }
        : {}),
    ...(firstOn === null
      ? { planFirstOn: 'date-missing' as const }
      : firstOn < today
        ? { planFirstOn: 'date-past' as const }
        : instalments !== null && lastDueOn({ firstOn, instalments }) > mandateEndOf(view)
          ? { planFirstOn: 'date-after-mandate' as const }
          : {}),
  };
  const open = instalments === null || amount === null || firstOn === null;
  if (Object.keys(problems).length > 0 || open || last === null || 'problem' in last) return { value: null, problems };
  return { value: { instalments, amount, lastAmount: last.amount, firstOn }, problems };
};

const callbackPart = (
  draft: Draft,
  { view, now, ruleSet }: FormContext,
  needed: boolean,
): Part<NonNullable<OperationBody<'outcome'>['callback']>> => {
  const { fields } = draft;
  const { zone } = view.party;
  const date = dateIn(fields, 'callbackDate');
  const time = /^\d{2}:\d{2}$/u.test(fields['callbackTime'] ?? '') ? (fields['callbackTime'] ?? '') : null;
  if (date === null && time === null && !needed) return NONE;
  if (date === null) return { value: null, problems: { callbackDate: 'date-missing' } };
  if (time === null) return { value: null, problems: { callbackTime: 'time-missing' } };
  const at = instantAt(date, time, zone);
  if (date > mandateEndOf(view)) return { value: null, problems: { callbackDate: 'date-after-mandate' } };
  if (at <= now) return { value: null, problems: { callbackTime: 'time-past' } };
  if (!contactWindow(ruleSet, at, zone).open) return { value: null, problems: { callbackTime: 'time-outside-hours' } };
  return { value: { at, zone }, problems: {} };
};

/**
 * The outcome as it will be captured, or what is missing, field by field. Dates and times are read in the debtor's zone.
 * A callback outside contact hours is refused here, because nobody could make that call.
 */
export const buildOutcome = (definition: OutcomeDefinition | null, draft: Draft, context: FormContext): Built => {
  if (definition === null) return { ok: false, problems: { code: 'outcome-missing' } };
  if (draft.callStartedAt !== null) return { ok: false, problems: { code: 'call-going-on' } };
  const identity = identityProblem(definition, draft);
  // Its fields are not on the screen, and what is wrong with an amount would tell the amount.
  if (identity !== null && isMasked(context.view, draft)) return { ok: false, problems: { verified: identity } };
  const needOf = (field: OutcomeField) => fieldUse(definition, field);
  const promise = needOf('promise') === 'hidden' ? NONE : promisePart(draft, context);
  const plan = needOf('plan') === 'hidden' ? NONE : planPart(draft, context);
  const callback =
    needOf('callback') === 'hidden' ? NONE : callbackPart(draft, context, needOf('callback') === 'needed');
  const amount = needOf('amount') === 'hidden' ? null : numberIn(draft.fields, 'amount');
  const representative = (draft.fields['representative'] ?? '').trim();
  const note = draft.note.trim();
  const problems: Problems = {
    ...(identity === null ? {} : { verified: identity }),
    ...promise.problems,
    ...plan.problems,
    ...callback.problems,
    ...(needOf('amount') === 'needed' && (amount === null || amount <= 0) ? { amount: 'amount-missing' as const } : {}),
    ...(needOf('representative') === 'needed' && representative === ''
      ? { representative: 'representative-missing' as const }
      : {}),
    ...(needOf('contactPoint') === 'needed' && draft.contactPointId === null
      ? { contactPointId: 'contact-missing' as const }
      : {}),
    ...(needOf('note') === 'needed' && note === '' ? { note: 'note-missing' as const } : {}),
  };
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  return {
    ok: true,
    body: {
      code: definition.code,
      partyId: personOf(context.view, draft).party.id,
      contactPointId: draft.contactPointId,
      callOpId: draft.callOpId,
      verified: draft.verified,
      note,
      promise: promise.value,
      plan: plan.value,
      callback: callback.value,
      amount: amount !== null && amount > 0 ? amount : null,
      representative: representative === '' ? null : representative,
    },
  };
};

/** The sibling cases that the operator ticked: the same outcome is captured for each of them. */
export const alsoIn = (draft: Draft): readonly string[] =>
  (draft.fields['also'] ?? '').split(',').filter((id) => id !== '');

/**
 * May the outcome count for sibling cases too? Amounts and plans belong to one case; what was said of the person, or that
 * nobody answered, is true of all of them.
 */
export const mayShare = (definition: OutcomeDefinition): boolean =>
  !['promise', 'plan', 'amount'].some((field) => definition.needs.some((needed) => needed === field));

/** What a form starts with when an outcome is chosen; what the person wrote before stays. */
export const suggestedFields = (
  definition: OutcomeDefinition,
  draft: Draft,
  { view, now }: FormContext,
): Draft['fields'] => {
  // Nothing of an amount is put where it would be read before it may be.
  if (isMasked(view, draft) && needsIdentity(definition)) return draft.fields;
  const today = civilDateAt(now, view.party.zone);
  const { residual } = view.case.amounts;
  const oldest = view.case.positions.find((position) => position.residual > 0)?.residual ?? residual;
  const suggested: Record<string, string> = {};
  if (definition.needs.includes('promise')) {
    suggested['promiseAmount'] = String(Math.min(oldest, residual));
    suggested['promiseMethod'] = 'transfer';
  }
  if (definition.needs.includes('plan')) suggested['planFirstOn'] = addDays(today, 7);
  if (definition.needs.includes('callback')) suggested['callbackDate'] = today;
  return { ...suggested, ...Object.fromEntries(Object.entries(draft.fields).filter(([, value]) => value !== '')) };
};

/** The fields of a plan of so many instalments: the amount of each follows, and the last one takes the rest. */
export const planFields = (draft: Draft, view: CaseView, instalments: number | null): Draft['fields'] => {
  const even = instalments === null || instalments < 2 ? null : instalmentOf(view.case.amounts.residual, instalments);
  return {
    ...draft.fields,
    planInstalments: instalments === null ? '' : String(instalments),
    ...(even === null ? {} : { planAmount: String(even) }),
  };
};
