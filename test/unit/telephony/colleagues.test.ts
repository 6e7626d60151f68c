import { expect, it } from 'vitest';
import { findColleagues, numberMeant } from '../../../src-renderer/workstation/phone/colleagues.ts';

const luca = { name: 'Luca Ferri', number: '2003' };
const sara = { name: 'Sara Galli', number: '2004' };
const lucia = { name: 'Lucìa De Santis', number: '2010' };
const all = [luca, sara, lucia];

it('TW-16 colleagues are found by the beginnings of their names and by their numbers', () => {
  expect(findColleagues(all, '')).toEqual(all);
  expect(findColleagues(all, ' LUC ')).toEqual([luca, lucia]);
  expect(findColleagues(all, 'ferri luca')).toEqual([luca]);
  expect(findColleagues(all, 'lucia san')).toEqual([lucia]);
  expect(findColleagues(all, 'uca')).toEqual([]);
  expect(findColleagues(all, '200')).toEqual([luca, sara]);
  expect(findColleagues(all, '2003')).toEqual([luca]);
  expect(findColleagues(all, '+393471234567')).toEqual([]);
});

it('TW-16 a name is dialled only where it is one colleague’s, a number as it is typed', () => {
  expect(numberMeant(all, 'sara')).toBe('2004');
  expect(numberMeant(all, 'luc')).toBe('luc');
  expect(numberMeant(all, 'nessuno')).toBe('nessuno');
  expect(numberMeant(all, '20')).toBe('20');
  expect(numberMeant(all, '')).toBe('');
  expect(numberMeant([], 'sara')).toBe('sara');
});
