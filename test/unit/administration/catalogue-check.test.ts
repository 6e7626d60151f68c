import { describe, expect, it } from 'vitest';
import { type CatalogueRule, catalogueProblems } from '../../../src-shared/domain/catalogue-check.ts';
import { DEFAULT_OUTCOMES, type OutcomeDefinition } from '../../../src-shared/domain/outcome-catalogue.ts';

const change = (code: string, parts: Partial<OutcomeDefinition>): readonly OutcomeDefinition[] =>
  DEFAULT_OUTCOMES.map((outcome) => (outcome.code === code ? { ...outcome, ...parts } : outcome));

const rulesOf = (after: readonly OutcomeDefinition[], used: readonly string[] = []): readonly string[] =>
  catalogueProblems({ before: DEFAULT_OUTCOMES, after, used: new Set(used) }).map(
    ({ rule, code }) => `${rule} ${code}`,
  );

const own = (parts: Partial<OutcomeDefinition>): OutcomeDefinition => ({
  code: 'VIS',
  label: { it: 'Visita concordata', en: 'Visit agreed' },
  key: null,
  group: 'contact',
  rightParty: 'yes',
  finalClass: 'interim',
  lattice: 'contact',
  needs: [],
  optional: ['note'],
  next: { kind: 'call', afterDays: 2 },
  contactPoint: null,
  flag: null,
  suspends: false,
  closes: false,
  restHours: 0,
  active: true,
  order: 99,
  operatorMayChoose: true,
  ...parts,
});

describe('the outcome catalogue', () => {
  it('AD-06 the catalogue a workspace starts with breaks no rule', () => {
    expect(rulesOf(DEFAULT_OUTCOMES)).toEqual([]);
  });

  it('AD-06 one key belongs to one outcome, and only to one that may be chosen', () => {
    expect(rulesOf(change('RIC', { key: '1' }))).toEqual(['key-repeated RIC']);
    expect(rulesOf(change('PDP', { active: false }))).toEqual(['key-of-inactive PDP']);
  });

  it('AD-07 a code in use is put aside, never removed; an unused one may go', () => {
    const without = DEFAULT_OUTCOMES.filter(({ code }) => code !== 'IRR');
    expect(rulesOf(without, ['IRR'])).toEqual(['code-removed IRR']);
    expect(rulesOf(without)).toEqual([]);
    expect(rulesOf(change('IRR', { active: false }), ['IRR'])).toEqual([]);
  });

  it('AD-07 what the coordinator writes itself may be renamed, not changed, removed or handed to operators', () => {
    expect(rulesOf(change('PAG', { label: { it: 'Saldato', en: 'Settled' }, order: 3 }))).toEqual([]);
    expect(rulesOf(change('PAG', { finalClass: 'negative' }))).toEqual(['own-code-changed PAG']);
    expect(rulesOf(change('PNM', { operatorMayChoose: true }))).toContain('own-code-changed PNM');
    expect(rulesOf(DEFAULT_OUTCOMES.filter(({ code }) => code !== 'SCM'))).toEqual(['code-removed SCM']);
    expect(rulesOf(change('RIC', { key: null, operatorMayChoose: false }))).toEqual(['own-code-changed RIC']);
  });

  it('AD-08 an own code is welcome when it leaves every case with a next step', () => {
    expect(rulesOf([...DEFAULT_OUTCOMES, own({})])).toEqual([]);
  });

  it.each<[CatalogueRule, Partial<OutcomeDefinition>]>([
    ['code-shape', { code: 'v' }],
    ['code-repeated', { code: 'PDP' }],
    ['label-missing', { label: { it: 'Visita', en: ' ' } }],
    ['field-twice', { needs: ['note'] }],
    ['callback-field', { next: { kind: 'callback' } }],
    ['promise-field', { next: { kind: 'promise-check' } }],
    ['promise-field', { needs: ['promise'] }],
    ['contact-point-field', { contactPoint: 'dead' }],
    ['representative-field', { flag: 'lawyer', suspends: true }],
    ['next-none', { next: { kind: 'none' } }],
    ['closes', { closes: true, next: { kind: 'none' } }],
    ['flag-suspends', { flag: 'deceased' }],
    ['own-code-changed', { operatorMayChoose: false }],
  ])('AD-08 %s keeps a catalogue from coming into force', (rule, parts) => {
    const problems = catalogueProblems({
      before: DEFAULT_OUTCOMES,
      after: [...DEFAULT_OUTCOMES, own(parts)],
      used: new Set(),
    });
    expect(problems.map((problem) => problem.rule)).toContain(rule);
  });

  it('AD-08 operators always have something to choose', () => {
    const nothing = DEFAULT_OUTCOMES.map((outcome) => ({ ...outcome, key: null, active: false }));
    expect(rulesOf(nothing)).toContain('nothing-to-choose ');
  });
});
