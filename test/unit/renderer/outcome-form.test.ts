import { describe, expect, test } from 'vitest';
import { OPERATION_BODIES } from '../../../src-shared/contract/operations.ts';
import { UNIREC_2017 } from '../../../src-shared/domain/contact-rules.ts';
import { DEFAULT_OUTCOMES } from '../../../src-shared/domain/outcome-catalogue.ts';
import type { Draft } from '../../../src-renderer/offline/api.ts';
import { emptyDraft } from '../../../src-renderer/offline/empty-draft.ts';
import { buildOutcome, planFields, suggestedFields } from '../../../src-renderer/workstation/outcome/outcome-form.ts';
import { caseRow, CREDITOR, MANDATE, partyRow, phone, position } from './rows.ts';

const party = partyRow('p1', 'Ferrante Giuseppina', [phone('c1', '+393472219084')]);
const view = {
  case: caseRow('4817', party, [
    position('7781-203', '2026-08-18', 78_000, 1_420, 1_200),
    position('7781-204', '2026-09-18', 78_000, 980, 1_200),
  ]),
  party,
  mandate: MANDATE,
  creditor: CREDITOR,
  others: new Map(),
  pending: [],
};
/** Monday, half past ten in Rome. */
const context = { view, now: '2026-11-23T09:30:00.000Z', ruleSet: UNIREC_2017 };
const outcome = (code: string) => DEFAULT_OUTCOMES.find((definition) => definition.code === code) ?? null;
const draft = (more: Partial<Draft>): Draft => ({ ...emptyDraft('4817'), verified: 'verified', ...more });
const problemsOf = (code: string, more: Partial<Draft> = {}) => {
  const built = buildOutcome(outcome(code), draft({ code, ...more }), context);
  return built.ok ? {} : built.problems;
};

describe('the outcome that is written', () => {
  test('OF-01 every outcome that needs nothing can be saved as it is', () => {
    for (const definition of DEFAULT_OUTCOMES.filter(({ needs }) => needs.length === 0)) {
      const built = buildOutcome(definition, draft({ code: definition.code }), context);
      expect(built.ok, definition.code).toBe(true);
      if (built.ok) expect(OPERATION_BODIES.outcome.safeParse(built.body).success, definition.code).toBe(true);
    }
  });

  test('OF-02 every outcome that needs something says which field lacks it', () => {
    for (const definition of DEFAULT_OUTCOMES.filter(({ needs }) => needs.length > 0)) {
      expect(Object.keys(problemsOf(definition.code)).length, definition.code).toBeGreaterThan(0);
    }
    expect(problemsOf('CON')).toEqual({ note: 'note-missing' });
    expect(problemsOf('LEG')).toEqual({ representative: 'representative-missing' });
    expect(problemsOf('ERR')).toEqual({ contactPointId: 'contact-missing' });
  });

  test('OF-03 a promise has amount, day and method, and its check day is reckoned from the mandate’s grace', () => {
    const fields = { promiseAmount: '80620', promiseDueOn: '2026-11-27', promiseMethod: 'transfer' };
    const built = buildOutcome(outcome('PDP'), draft({ code: 'PDP', fields, note: ' va bene ' }), context);
    expect(built).toMatchObject({
      ok: true,
      body: {
        promise: { amount: 80_620, dueOn: '2026-11-27', method: 'transfer', checkOn: '2026-11-30' },
        note: 'va bene',
      },
    });
  });

  test('OF-04 a promise of more than is owed, in the past or after the mandate is refused in words', () => {
    const fields = { promiseAmount: '99999999', promiseDueOn: '2026-11-22', promiseMethod: '' };
    expect(problemsOf('PDP', { fields })).toEqual({
      promiseAmount: 'amount-too-high',
      promiseDueOn: 'date-past',
      promiseMethod: 'method-missing',
    });
    expect(problemsOf('PDP', { fields: { ...fields, promiseDueOn: '2027-02-01' } })).toMatchObject({
      promiseDueOn: 'date-after-mandate',
    });
  });

  test('OF-04 neither a callback nor an instalment lies after the mandate, as it is now', () => {
    const callback = { callbackDate: '2027-02-01', callbackTime: '10:30' };
    expect(problemsOf('RIC', { fields: callback })).toEqual({ callbackDate: 'date-after-mandate' });
    const plan = { planInstalments: '3', planAmount: '53600', planFirstOn: '2026-12-01' };
    expect(problemsOf('PDR', { fields: plan })).toEqual({ planFirstOn: 'date-after-mandate' });
    const longer = { ...context, view: { ...view, mandate: { ...MANDATE, endsOn: '2027-02-28' } } };
    for (const [code, fields] of [
      ['RIC', callback],
      ['PDR', plan],
    ] as const) {
      expect(buildOutcome(outcome(code), draft({ code, fields }), longer).ok, code).toBe(true);
    }
  });

  test('OF-09 the instalments of a plan are the residual to the cent: the last one takes the rest', () => {
    const fields = { planInstalments: '7', planAmount: '22972', planFirstOn: '2026-11-30' };
    const month = { ...context, view: { ...view, mandate: { ...MANDATE, endsOn: '2027-12-31' } } };
    const built = buildOutcome(outcome('PDR'), draft({ code: 'PDR', fields }), month);
    // 6 × 229.72 + 229.68 = 1,608.00
    expect(built).toMatchObject({ ok: true, body: { plan: { instalments: 7, amount: 22_972, lastAmount: 22_968 } } });
    const wrong = (planAmount: string) => {
      const made = buildOutcome(outcome('PDR'), draft({ code: 'PDR', fields: { ...fields, planAmount } }), month);
      return made.ok ? {} : made.problems;
    };
    expect(wrong('20000')).toEqual({ planAmount: 'plan-too-low' });
    expect(wrong('26800')).toEqual({ planAmount: 'plan-too-high' });
  });

  test('OF-05 a callback is an instant on the debtor’s clock, ahead and within contact hours', () => {
    const fields = { callbackDate: '2026-11-24', callbackTime: '10:30' };
    const built = buildOutcome(outcome('RIC'), draft({ code: 'RIC', fields }), context);
    expect(built).toMatchObject({
      ok: true,
      body: { callback: { at: '2026-11-24T09:30:00.000Z', zone: 'Europe/Rome' } },
    });
    expect(problemsOf('RIC', { fields: { callbackDate: '2026-11-23', callbackTime: '09:00' } })).toEqual({
      callbackTime: 'time-past',
    });
    expect(problemsOf('RIC', { fields: { callbackDate: '2026-11-24', callbackTime: '22:15' } })).toEqual({
      callbackTime: 'time-outside-hours',
    });
    expect(problemsOf('RIC', { fields: { callbackDate: '2026-11-29', callbackTime: '10:00' } })).toEqual({
      callbackTime: 'time-outside-hours',
    });
  });

  test('OF-06 an optional callback may be left out, but not half written', () => {
    expect(buildOutcome(outcome('TER'), draft({ code: 'TER' }), context).ok).toBe(true);
    expect(problemsOf('TER', { fields: { callbackDate: '2026-11-24' } })).toEqual({ callbackTime: 'time-missing' });
  });

  test('OF-07 nothing is saved while the call is going on, nor without an outcome', () => {
    expect(problemsOf('NRI', { callStartedAt: '2026-11-23T09:29:00.000Z' })).toEqual({ code: 'call-going-on' });
    expect(buildOutcome(null, draft({}), context)).toEqual({ ok: false, problems: { code: 'outcome-missing' } });
  });

  test('OF-08 what is suggested never replaces what somebody wrote', () => {
    const promise = outcome('PDP');
    if (promise === null) throw new Error('no PDP');
    expect(suggestedFields(promise, draft({}), context)).toMatchObject({
      promiseAmount: '80620',
      promiseMethod: 'transfer',
    });
    expect(suggestedFields(promise, draft({ fields: { promiseAmount: '100' } }), context)).toMatchObject({
      promiseAmount: '100',
    });
  });

  test('OF-10 what only the right party can say is not saved before the identity is verified, nor from a third party', () => {
    const fields = { promiseAmount: '80620', promiseDueOn: '2026-11-27', promiseMethod: 'transfer' };
    expect(problemsOf('PDP', { fields, verified: 'not-verified' })).toEqual({ verified: 'identity-missing' });
    expect(problemsOf('PDP', { fields, verified: 'third-party' })).toEqual({ verified: 'third-party' });
    expect(problemsOf('PDP', { fields })).toEqual({});
    for (const code of ['RIC', 'PDR', 'GPA', 'CON', 'SES', 'RIF', 'NUL', 'DIF', 'REC', 'FRO', 'PRS', 'LEG']) {
      expect(problemsOf(code, { verified: 'not-verified' }), code).toMatchObject({ verified: 'identity-missing' });
      expect(problemsOf(code, { verified: 'third-party' }), code).toMatchObject({ verified: 'third-party' });
    }
    const promise = outcome('PDP');
    if (promise === null) throw new Error('no PDP');
    const ofAnybody = { ...promise, code: 'PXX', rightParty: 'unknown' as const };
    const built = buildOutcome(ofAnybody, draft({ fields, verified: 'not-verified' }), context);
    expect(built, 'a promise, whatever the catalogue says').toMatchObject({
      problems: { verified: 'identity-missing' },
    });
    // Nobody answered, somebody else did, or he asked to be left alone: no identity is needed for that.
    for (const code of ['NRI', 'TER', 'OCC', 'SEG', 'RIA', 'DEC', 'IRR', 'NCO']) {
      expect(problemsOf(code, { verified: 'third-party' }), code).toEqual({});
    }
  });

  test('OF-11 under a mandate that masks, nothing of an amount is suggested or said before the identity is verified', () => {
    const masking = { ...context, view: { ...view, mandate: { ...MANDATE, maskUntilVerified: true } } };
    for (const definition of DEFAULT_OUTCOMES.filter(({ operatorMayChoose }) => operatorMayChoose)) {
      for (const verified of ['not-verified', 'third-party'] as const) {
        const suggested = suggestedFields(definition, draft({ verified }), masking);
        expect(
          Object.keys(suggested).filter((name) => /amount/iu.test(name)),
          definition.code,
        ).toEqual([]);
      }
    }
    const tooMuch = { promiseAmount: '99999999', promiseDueOn: '2026-11-27', promiseMethod: 'card' };
    const guess = draft({ code: 'PDP', verified: 'not-verified', fields: tooMuch });
    expect(buildOutcome(outcome('PDP'), guess, masking)).toEqual({
      ok: false,
      problems: { verified: 'identity-missing' },
    });
    const promise = outcome('PDP');
    if (promise === null) throw new Error('no PDP');
    expect(suggestedFields(promise, draft({}), masking)).toMatchObject({ promiseAmount: '80620' });
  });

  test('OF-12 the suggested plan is the residual to the cent, whatever the number of instalments', () => {
    const { residual } = view.case.amounts;
    const years = { ...context, view: { ...view, mandate: { ...MANDATE, endsOn: '2040-12-31' } } };
    for (const count of [2, 3, 7, 12, 119, 120]) {
      const fields = { ...planFields(draft({}), view, count), planFirstOn: '2026-12-01' };
      const built = buildOutcome(outcome('PDR'), draft({ code: 'PDR', fields }), years);
      if (!built.ok || built.body.plan === null) throw new Error(`${count} instalments`);
      const { instalments, amount, lastAmount = amount } = built.body.plan;
      expect(amount * (instalments - 1) + lastAmount).toBe(residual);
      expect(lastAmount).toBeGreaterThan(0);
    }
  });

  test('OF-13 the outcome is about whoever was called or chosen, the debtor where nobody was', () => {
    const guarantor = partyRow('p2', 'Ferrante Carlo', [phone('c9', '+393331112223')]);
    const two = {
      ...view,
      case: {
        ...view.case,
        parties: [...view.case.parties, { partyId: 'p2', role: 'guarantor' as const, name: guarantor.name }],
      },
      others: new Map([['p2', guarantor]]),
    };
    const about = (partyId: string | null) => {
      const built = buildOutcome(outcome('NRI'), draft({ partyId }), { ...context, view: two });
      return built.ok ? built.body.partyId : null;
    };
    expect([about(null), about('p2'), about('nobody of this case')]).toEqual(['p1', 'p2', 'p1']);
  });
});
