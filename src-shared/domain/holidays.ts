import { addDays, civilDate, weekday, type CivilDate } from './civil-date.ts';

/** 'MM-DD' of the holidays that never move. domain.md §2.6; the suppressed days of L. 260/1949 are not among them. */
const FIXED = ['01-01', '01-06', '04-25', '05-01', '06-02', '08-15', '11-01', '12-08', '12-25', '12-26'] as const;

/** Saint Francis is a holiday again from 2026 (L. 151/2025). */
const SAINT_FRANCIS = { day: '10-04', from: 2026 } as const;

/** Easter Sunday of the Gregorian calendar (the anonymous algorithm, Nature 1876). */
export function easterSunday(year: number): CivilDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return civilDate(year, month, (h + l - 7 * m + 33 * month + 19) % 32) ?? `${year}-04-01`;
}

/** The national holidays of Italy in the year, sorted. Local patron saints are added by the caller. */
export function italianHolidays(year: number): readonly CivilDate[] {
  const easter = easterSunday(year);
  const days = FIXED.map((day) => `${year}-${day}`);
  const francis = year >= SAINT_FRANCIS.from ? [`${year}-${SAINT_FRANCIS.day}`] : [];
  return [...new Set([...days, ...francis, easter, addDays(easter, 1)])].sort();
}

/** Is the day a national holiday of Italy, or one of the extra ones ('YYYY-MM-DD', or 'MM-DD' for every year)? */
export function isHoliday(date: CivilDate, extra: readonly string[] = []): boolean {
  const day = date.slice(5);
  const year = Number(date.slice(0, 4));
  if (extra.includes(date) || extra.includes(day)) return true;
  if (FIXED.some((fixed) => fixed === day)) return true;
  if (day === SAINT_FRANCIS.day && year >= SAINT_FRANCIS.from) return true;
  if (day < '03-22' || day > '04-26') return false;
  const easter = easterSunday(year);
  return date === easter || date === addDays(easter, 1);
}

/** Monday to Friday and no holiday: the days on which banks book and offices answer. */
export function isWorkingDay(date: CivilDate, extra: readonly string[] = []): boolean {
  return weekday(date) <= 5 && !isHoliday(date, extra);
}

/** The day itself where it is a working day, otherwise the next one. */
export function rollToWorkingDay(date: CivilDate, extra: readonly string[] = []): CivilDate {
  let day = date;
  while (!isWorkingDay(day, extra)) day = addDays(day, 1);
  return day;
}

/** The `count`th working day after the date (before it where negative); zero gives the date itself. */
export function addWorkingDays(date: CivilDate, count: number, extra: readonly string[] = []): CivilDate {
  const step = count < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(count); left > 0;) {
    day = addDays(day, step);
    if (isWorkingDay(day, extra)) left -= 1;
  }
  return day;
}
