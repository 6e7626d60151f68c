import { civilDate } from '../../../src-shared/domain/civil-date.ts';

type Days = { readonly ok: true; readonly days: readonly string[] } | { readonly ok: false; readonly wrong: string };

const DAY = /^(?<d>\d{1,2})\/(?<m>\d{1,2})(?:\/(?<y>\d{4}))?$/u;
/** Has the 29th of February, so that a yearly day may be that one too. */
const ANY_YEAR = 2028;

/** What people type (`07/12`, `24/12/2026`, parted by spaces or commas) as the rules keep it (`12-07`, `2026-12-24`). */
export const readDays = (text: string): Days => {
  const days: string[] = [];
  for (const word of text.split(/[\s,;]+/u).filter((part) => part !== '')) {
    const { d, m, y } = DAY.exec(word)?.groups ?? {};
    const date = d === undefined ? null : civilDate(Number(y ?? ANY_YEAR), Number(m), Number(d));
    if (date === null) return { ok: false, wrong: word };
    days.push(y === undefined ? date.slice(5) : date);
  }
  return { ok: true, days: [...new Set(days)] };
};

export const writeDays = (days: readonly string[]): string =>
  days
    .map((day) => {
      const [last, middle, first] = day.split('-').toReversed();
      return [last, middle, first].filter((part) => part !== undefined).join('/');
    })
    .join(', ');
