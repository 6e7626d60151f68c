import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  easterSunday,
  isHoliday,
  isWorkingDay,
  italianHolidays,
  rollToWorkingDay,
} from '../../../src-shared/domain/holidays.ts';

describe('holidays', () => {
  it('DM-30 Easter is computed', () => {
    expect([2024, 2025, 2026, 2027, 2028, 2038, 2285].map(easterSunday)).toEqual([
      '2024-03-31',
      '2025-04-20',
      '2026-04-05',
      '2027-03-28',
      '2028-04-16',
      '2038-04-25',
      '2285-03-22',
    ]);
  });

  it('DM-31 the national days, with Saint Francis from 2026', () => {
    expect(italianHolidays(2026)).toEqual([
      '2026-01-01',
      '2026-01-06',
      '2026-04-05',
      '2026-04-06',
      '2026-04-25',
      '2026-05-01',
      '2026-06-02',
      '2026-08-15',
      '2026-10-04',
      '2026-11-01',
      '2026-12-08',
      '2026-12-25',
      '2026-12-26',
    ]);
    expect(italianHolidays(2025)).not.toContain('2025-10-04');
    // Suppressed long ago, still in the bare text of the law.
    for (const day of ['2026-03-19', '2026-06-29', '2026-11-04']) expect(isHoliday(day)).toBe(false);
  });

  it('DM-32 working days skip weekends, holidays and the local patron', () => {
    expect(isWorkingDay('2026-11-23')).toBe(true);
    expect(isWorkingDay('2026-11-22')).toBe(false);
    expect(isWorkingDay('2026-12-08')).toBe(false);
    expect(isWorkingDay('2026-12-07', ['12-07'])).toBe(false);
    expect(isWorkingDay('2026-12-07', ['2026-12-07'])).toBe(false);
    expect(isWorkingDay('2027-12-07', ['2026-12-07'])).toBe(true);
    expect(addWorkingDays('2026-12-24', 1)).toBe('2026-12-28');
    expect(addWorkingDays('2026-12-28', -1)).toBe('2026-12-24');
    expect(addWorkingDays('2026-12-25', 0)).toBe('2026-12-25');
    expect(rollToWorkingDay('2026-04-04')).toBe('2026-04-07');
  });
});
