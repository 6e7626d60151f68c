import { describe, expect, expectTypeOf, it } from 'vitest';
import type { FlagName, Lattice, NextStep } from '../../../src-shared/contract/entities.ts';
import { LATTICE } from '../../../src-shared/contract/entities.ts';
import {
  DEFAULT_OUTCOMES,
  LATTICE_ORDER,
  nextActionFor,
  type OutcomeDefinition,
  type OutcomeLattice,
} from '../../../src-shared/domain/outcome-catalogue.ts';

const ROME = 'Europe/Rome';
const MONDAY_10 = '2026-11-23T09:00:00.000Z';

const outcome = (code: string): OutcomeDefinition => {
  const found = DEFAULT_OUTCOMES.find((definition) => definition.code === code);
  if (found === undefined) throw new Error(`no outcome ${code}`);
  return found;
};

const next = (code: string, more: Partial<Parameters<typeof nextActionFor>[1]> = {}) =>
  nextActionFor(outcome(code), { at: MONDAY_10, zone: ROME, ...more });

describe('the catalogue', () => {
  it('DM-33 holds every outcome of the trade, once, with both languages', () => {
    const codes = DEFAULT_OUTCOMES.map(({ code }) => code);
    const expected =
      'NRI OCC SEG NIN ERR TER RIC RIA PDP PDR SES GPA PAG PAP PNM CON REC RIF DIF LEG DEC PRC IRR NUL FRO PRS REV SCM NCO';
    expect(codes.toSorted()).toEqual(expected.split(' ').toSorted());
    expect(new Set(codes).size).toBe(codes.length);
    expect(DEFAULT_OUTCOMES.every(({ label }) => label.it !== '' && label.en !== '')).toBe(true);
    expect(DEFAULT_OUTCOMES.map(({ order }) => order)).toEqual(codes.map((_, i) => i));
  });

  it('DM-34 nine keys, each for one outcome that the operator may choose; 0 is the list of the others', () => {
    const keyed = DEFAULT_OUTCOMES.filter(({ key }) => key !== null);
    expect(keyed.map(({ key, code }) => `${key}${code}`).toSorted()).toEqual(
      '1PDP 2RIC 3PDR 4GPA 5CON 6NRI 7TER 8OCC 9SEG'.split(' '),
    );
    expect(keyed.every(({ operatorMayChoose, active }) => operatorMayChoose && active)).toBe(true);
  });

  it('DM-35 agrees with the wire: the lattice, its order and the flags', () => {
    expect(LATTICE_ORDER).toEqual(LATTICE);
    expectTypeOf<OutcomeLattice>().toEqualTypeOf<Lattice>();
    expectTypeOf<NonNullable<OutcomeDefinition['flag']>>().toExtend<FlagName>();
    expectTypeOf<OutcomeDefinition['next']['kind']>().toEqualTypeOf<NextStep['kind']>();
  });

  it('DM-36 only what the coordinator writes closes a case or says that it was paid', () => {
    for (const definition of DEFAULT_OUTCOMES.filter(({ operatorMayChoose }) => operatorMayChoose)) {
      expect(definition.closes, definition.code).toBe(false);
      expect(['negative', 'interim'], definition.code).toContain(definition.finalClass);
    }
  });

  it('DM-36 disputes and stops take the case out of the calls until a person has looked', () => {
    for (const definition of DEFAULT_OUTCOMES.filter(
      ({ group, closes }) => !closes && (group === 'dispute' || group === 'stop'),
    )) {
      expect(definition.suspends, definition.code).toBe(true);
      expect(definition.next.kind, definition.code).toBe('back-office');
    }
  });
});

describe('the next step', () => {
  it('DM-37 no case without a next step: only what closes has none', () => {
    for (const definition of DEFAULT_OUTCOMES) {
      const action = nextActionFor(definition, { at: MONDAY_10, zone: ROME });
      expect(action.at === null, definition.code).toBe(definition.closes);
      expect(action.kind === 'none', definition.code).toBe(definition.closes);
      if (action.at !== null) expect(action.at >= MONDAY_10, definition.code).toBe(true);
    }
    const mistaken: OutcomeDefinition = { ...outcome('NRI'), next: { kind: 'none' } };
    expect(nextActionFor(mistaken, { at: MONDAY_10, zone: ROME })).toMatchObject({
      kind: 'leader',
      reason: 'leader-decides',
    });
  });

  it('DM-38 a promise is looked at after due date and grace, on a working day at 18:00', () => {
    expect(next('PDP', { promise: { dueOn: '2026-11-27' } })).toEqual({
      kind: 'promise-check',
      at: '2026-11-30T17:00:00.000Z',
      zone: ROME,
      reason: 'promise-due',
    });
    expect(next('PDP', { promise: { dueOn: '2026-12-03', graceDays: 2 } }).at).toBe('2026-12-07T17:00:00.000Z');
    expect(next('PDP', { promise: { dueOn: '2026-12-03', checkOn: '2026-12-04' } }).at).toBe(
      '2026-12-04T17:00:00.000Z',
    );
    expect(next('PDR', { plan: { firstOn: '2026-11-27' } }).at).toBe('2026-11-30T17:00:00.000Z');
  });

  it('DM-39 a callback is at the agreed instant, in the debtor’s zone, also after a third party', () => {
    const callback = { at: '2026-11-24T10:30:00.000Z', zone: 'Europe/London' };
    expect(next('RIC', { callback })).toEqual({ kind: 'callback', ...callback, reason: 'callback-agreed' });
    expect(next('TER', { callback })).toEqual({ kind: 'callback', ...callback, reason: 'callback-agreed' });
    // A dispute is not overruled by a date.
    expect(next('CON', { callback }).kind).toBe('back-office');
  });

  it.each([
    ['2026-11-23T09:00:00.000Z', '2026-11-23T17:00:00.000Z'],
    ['2026-11-23T13:00:00.000Z', '2026-11-24T08:30:00.000Z'],
    ['2026-11-23T18:00:00.000Z', '2026-11-24T11:30:00.000Z'],
    // Saturday morning: the evening is closed, so Monday.
    ['2026-11-28T09:00:00.000Z', '2026-11-30T07:30:00.000Z'],
  ])('DM-40 nobody answered at %s: try at another time of day, %s', (at, expected) => {
    expect(next('NRI', { at })).toMatchObject({ kind: 'call', at: expected, reason: 'retry-other-window' });
  });

  it('DM-41 busy is tried again soon, a dead number at once with the next, never outside the hours', () => {
    expect(next('OCC')).toMatchObject({ kind: 'call', at: '2026-11-23T09:20:00.000Z', reason: 'retry-soon' });
    expect(next('OCC', { at: '2026-11-23T19:55:00.000Z' }).at).toBe('2026-11-24T07:30:00.000Z');
    expect(next('NIN').at).toBe(MONDAY_10);
  });

  it('DM-42 an outcome with a rest leaves the debtor alone for that long', () => {
    expect(next('RIA', { at: '2026-11-23T16:00:00.000Z' })).toMatchObject({
      kind: 'call',
      at: '2026-11-24T16:00:00.000Z',
      reason: 'retry-later',
    });
  });

  it('DM-43 offices work on working days', () => {
    expect(next('CON', { at: '2026-11-27T16:00:00.000Z' })).toMatchObject({
      kind: 'back-office',
      at: '2026-11-30T08:00:00.000Z',
    });
    expect(next('RIF', { at: '2026-12-07T16:00:00.000Z' })).toMatchObject({
      kind: 'leader',
      at: '2026-12-09T08:00:00.000Z',
    });
  });
});
