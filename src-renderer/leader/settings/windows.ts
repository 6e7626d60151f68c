import type { ContactRules } from '../../../src-shared/contract/administration.ts';

export type Windows = ContactRules['windows'];
export type Weekday = keyof Windows;
export type DayWindow = Windows[Weekday][number];

export const WEEKDAYS = [
  { id: 1, name: 'monday' },
  { id: 2, name: 'tuesday' },
  { id: 3, name: 'wednesday' },
  { id: 4, name: 'thursday' },
  { id: 5, name: 'friday' },
  { id: 6, name: 'saturday' },
  { id: 7, name: 'sunday' },
] as const;
export type WeekdayName = (typeof WEEKDAYS)[number]['name'];

/** Each window ends after it begins, and begins when the one before has ended. */
export const dayIsWrong = (windows: readonly DayWindow[]): boolean =>
  windows.some(({ from, to }, index) => from >= to || from < (windows[index - 1]?.to ?? ''));

/** The first day whose windows cannot be, or null. */
export const wrongDay = (windows: Windows): WeekdayName | null =>
  WEEKDAYS.find(({ id }) => dayIsWrong(windows[id]))?.name ?? null;

const STEP_MINUTES = 60;

/** A window to begin with: an hour after the last one of the day, or office hours on a day without any. */
export const nextWindow = (windows: readonly DayWindow[]): DayWindow | null => {
  const last = windows.at(-1);
  if (last === undefined) return { from: '09:00', to: '18:00' };
  const [hours, minutes] = last.to.split(':').map(Number);
  const from = (hours ?? 0) * 60 + (minutes ?? 0) + STEP_MINUTES;
  return from + STEP_MINUTES > 24 * 60 - 1 ? null : { from: clock(from), to: clock(from + STEP_MINUTES) };
};

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
