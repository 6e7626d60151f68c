export { addMinutes, civilDateAt, instantAt, isZone, localAt, timeAt, todayIn } from './zone-clock.ts';

/** A day on the calendar, 'YYYY-MM-DD': due dates, promise dates, mandate dates, birth dates. It has no zone. */
export type CivilDate = string;

export type DateFormat = 'dd/MM/yyyy' | 'yyyyMMdd' | 'yyyy-MM-dd' | 'dd-MM-yyyy' | 'dd.MM.yyyy' | 'ddMMyyyy';

/** Monday 1 … Sunday 7, as ISO 8601 counts. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const DAY_MS = 86_400_000;

const SHAPES: Readonly<Record<DateFormat, RegExp>> = {
  'dd/MM/yyyy': /^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{4})$/u,
  'dd-MM-yyyy': /^(?<d>\d{1,2})-(?<m>\d{1,2})-(?<y>\d{4})$/u,
  'dd.MM.yyyy': /^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})$/u,
  'yyyy-MM-dd': /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})$/u,
  yyyyMMdd: /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})$/u,
  ddMMyyyy: /^(?<d>\d{2})(?<m>\d{2})(?<y>\d{4})$/u,
};

export const DATE_FORMATS = Object.keys(SHAPES) as readonly DateFormat[];

/** Exports of date columns often carry a midnight; any other time of day means the column is something else. */
const MIDNIGHT = /[T ]00[:.]00(?:[:.]00(?:[.,]0+)?)?Z?$/u;

/** The civil date that the text writes in the given format, or null where it is no such date (31/09, 29/02/2026). */
export function parseCivilDate(text: string, format: DateFormat): CivilDate | null {
  const match = SHAPES[format].exec(text.trim().replace(MIDNIGHT, ''));
  const { d, m, y } = match?.groups ?? {};
  if (d === undefined || m === undefined || y === undefined) return null;
  return civilDate(Number(y), Number(m), Number(d));
}

/** The civil date of the three numbers, or null where the calendar has no such day. */
export function civilDate(year: number, month: number, day: number): CivilDate | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Is the text exactly 'YYYY-MM-DD' and a day of the calendar? */
export function isCivilDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(text) && parseCivilDate(text, 'yyyy-MM-dd') === text;
}

const PLAUSIBLE = { from: '1900-01-01', to: '2149-12-31' } as const;

/**
 * The format in which at least four fifths of the non-empty samples are plausible dates, or null where none is or
 * two fit equally well. A column may hold a few impossible dates: they are the rows' problem, not the layout's.
 */
export function detectDateFormat(samples: readonly string[]): DateFormat | null {
  const texts = samples.filter((sample) => sample.trim() !== '');
  if (texts.length === 0) return null;
  const counts = DATE_FORMATS.map((format) => ({ format, hits: texts.filter((t) => plausible(t, format)).length }));
  counts.sort((a, b) => b.hits - a.hits);
  const [best, second] = counts;
  if (best === undefined || best.hits * 5 < texts.length * 4 || best.hits === second?.hits) return null;
  return best.format;
}

function plausible(text: string, format: DateFormat): boolean {
  const date = parseCivilDate(text, format);
  return date !== null && date >= PLAUSIBLE.from && date <= PLAUSIBLE.to;
}

/** Days since 1970-01-01. Throws RangeError where the text is no civil date: a caller's mistake, never a file's. */
function dayNumber(date: CivilDate): number {
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms)) throw new RangeError(`not a civil date: ${date}`);
  return ms / DAY_MS;
}

/** The day `days` later (earlier where negative). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return new Date((dayNumber(date) + days) * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return dayNumber(to) - dayNumber(from);
}

export function weekday(date: CivilDate): Weekday {
  // 1970-01-01 was a Thursday.
  return (((((dayNumber(date) + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/** The Monday of the week of the day. */
export function mondayOf(date: CivilDate): CivilDate {
  return addDays(date, 1 - weekday(date));
}
