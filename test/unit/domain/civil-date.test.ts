import { describe, expect, it } from 'vitest';
import {
  addDays,
  civilDateAt,
  daysBetween,
  detectDateFormat,
  instantAt,
  isCivilDate,
  isZone,
  mondayOf,
  parseCivilDate,
  timeAt,
  todayIn,
  weekday,
} from '../../../src-shared/domain/civil-date.ts';

describe('civil dates', () => {
  it.each([
    ['18/08/2026', 'dd/MM/yyyy', '2026-08-18'],
    ['8/8/2026', 'dd/MM/yyyy', '2026-08-08'],
    ['18/08/2026 00:00:00', 'dd/MM/yyyy', '2026-08-18'],
    ['20260818', 'yyyyMMdd', '2026-08-18'],
    ['2026-08-18', 'yyyy-MM-dd', '2026-08-18'],
    ['2026-08-18T00:00:00.000Z', 'yyyy-MM-dd', '2026-08-18'],
    ['18-08-2026', 'dd-MM-yyyy', '2026-08-18'],
    ['18.08.2026', 'dd.MM.yyyy', '2026-08-18'],
    ['18082026', 'ddMMyyyy', '2026-08-18'],
    ['29/02/2028', 'dd/MM/yyyy', '2028-02-29'],
    ['29/02/2000', 'dd/MM/yyyy', '2000-02-29'],
  ] as const)('DM-05 reads %j as %s', (text, format, date) => {
    expect(parseCivilDate(text, format)).toBe(date);
  });

  it.each([
    ['31/09/2026', 'dd/MM/yyyy'],
    ['29/02/2026', 'dd/MM/yyyy'],
    ['29/02/1900', 'dd/MM/yyyy'],
    ['00/01/2026', 'dd/MM/yyyy'],
    ['01/13/2026', 'dd/MM/yyyy'],
    ['20261301', 'yyyyMMdd'],
    ['00000000', 'yyyyMMdd'],
    ['18/08/26', 'dd/MM/yyyy'],
    ['18/08/2026 11:30', 'dd/MM/yyyy'],
    ['2026-08-18', 'dd-MM-yyyy'],
    ['', 'yyyy-MM-dd'],
  ] as const)('DM-06 knows that %j is no date in %s', (text, format) => {
    expect(parseCivilDate(text, format)).toBeNull();
  });

  it.each([
    [['18/08/2026', '', '31/09/2026', '01/01/2026', '02/02/2026', '03/03/2026'], 'dd/MM/yyyy'],
    [['20260818', '20261231'], 'yyyyMMdd'],
    [['18082026', '31122026'], 'ddMMyyyy'],
    [['10102010', '12112011'], 'ddMMyyyy'],
    [['2026-08-18'], 'yyyy-MM-dd'],
    [['18.08.2026'], 'dd.MM.yyyy'],
    [['08/18/2026', '12/31/2026'], null],
    [['20261101', '01112026'], null],
    [['', ' '], null],
    [['Roma', '123'], null],
  ] as const)('DM-07 finds the format of %j', (samples, format) => {
    expect(detectDateFormat(samples)).toBe(format);
  });

  it('DM-08 counts days over months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(daysBetween('2026-08-18', '2026-11-20')).toBe(94);
    expect(daysBetween('2026-11-20', '2026-08-18')).toBe(-94);
    expect(weekday('2026-11-23')).toBe(1);
    expect(weekday('2026-11-22')).toBe(7);
    expect(weekday('1969-12-31')).toBe(3);
    expect(mondayOf('2026-11-22')).toBe('2026-11-16');
    expect(mondayOf('2026-11-23')).toBe('2026-11-23');
    expect(isCivilDate('2026-02-29')).toBe(false);
    expect(isCivilDate('2028-02-29')).toBe(true);
    expect(() => addDays('2026-13-01', 1)).toThrow(RangeError);
  });
});

describe('instants and zones', () => {
  it('DM-09 the night that skips an hour: a time that does not exist moves forward', () => {
    expect(instantAt('2026-03-29', '01:59', 'Europe/Rome')).toBe('2026-03-29T00:59:00.000Z');
    expect(instantAt('2026-03-29', '02:30', 'Europe/Rome')).toBe('2026-03-29T01:30:00.000Z');
    expect(timeAt(instantAt('2026-03-29', '02:30', 'Europe/Rome'), 'Europe/Rome')).toBe('03:30');
    expect(instantAt('2026-03-29', '03:00', 'Europe/Rome')).toBe('2026-03-29T01:00:00.000Z');
  });

  it('DM-10 the night that repeats an hour: the first of the two is taken', () => {
    expect(instantAt('2026-10-25', '02:30', 'Europe/Rome')).toBe('2026-10-25T00:30:00.000Z');
    expect(instantAt('2026-10-25', '01:59', 'Europe/Rome')).toBe('2026-10-24T23:59:00.000Z');
    expect(instantAt('2026-10-25', '03:00', 'Europe/Rome')).toBe('2026-10-25T02:00:00.000Z');
  });

  it('DM-11 reads dates and clocks where people live', () => {
    expect(civilDateAt('2026-11-22T23:30:00Z', 'Europe/Rome')).toBe('2026-11-23');
    expect(civilDateAt('2026-11-22T23:30:00Z', 'America/New_York')).toBe('2026-11-22');
    expect(todayIn('Europe/Rome', '2026-06-30T21:59:59Z')).toBe('2026-06-30');
    expect(todayIn('Europe/Rome', '2026-06-30T22:00:00Z')).toBe('2026-07-01');
    expect(timeAt('2026-11-22T23:00:00Z', 'Europe/Rome')).toBe('00:00');
    expect(instantAt('2026-11-23', '24:00', 'Europe/Rome')).toBe('2026-11-23T23:00:00.000Z');
    expect(instantAt('2026-11-23', '08:30', 'Asia/Kathmandu')).toBe('2026-11-23T02:45:00.000Z');
    expect(isZone('Europe/Rome')).toBe(true);
    expect(isZone('Europe/Rom')).toBe(false);
    expect(() => civilDateAt('yesterday', 'Europe/Rome')).toThrow(RangeError);
  });
});
