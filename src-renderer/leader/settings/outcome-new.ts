import type { OutcomeDefinition } from '../../../src-shared/domain/outcome-definition.ts';

/** What an own outcome begins as: it decides nothing and the case is called again the next day. */
export const NEW_OUTCOME: OutcomeDefinition = {
  code: '',
  label: { it: '', en: '' },
  key: null,
  group: 'contact',
  rightParty: 'yes',
  finalClass: 'interim',
  lattice: 'contact',
  needs: [],
  optional: ['note'],
  next: { kind: 'call', afterDays: 1, atHour: '09:30' },
  contactPoint: null,
  flag: null,
  suspends: false,
  closes: false,
  restHours: 0,
  active: true,
  order: 0,
  operatorMayChoose: true,
};
