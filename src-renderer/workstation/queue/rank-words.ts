import type { RankReason } from '../../../src-shared/domain/ranking.ts';
import { civilDateAt } from '../../../src-shared/domain/zone-clock.ts';
import type { Format } from '../../app/format.ts';
import type { Say } from '../say.ts';

/** When the sentence's moment is, as short as it can be said: the time today, the weekday this week, else the day. */
export const shortWhen = (at: string, now: string, zone: string, format: Format): string => {
  const [day, today] = [civilDateAt(at, zone), civilDateAt(now, zone)];
  if (day === today) return format.time(at, zone);
  const days = (Date.parse(day) - Date.parse(today)) / 86_400_000;
  return days > 0 && days < 7 ? `${format.weekday(day)} ${format.time(at, zone)}` : format.dayMonth(day);
};

/** Why the case stands where it stands, in the few words of a tag. */
export const rankWords = (reason: RankReason, say: Say, format: Format, now: string, zone: string): string => {
  const when = reason.at === undefined ? '' : shortWhen(reason.at, now, zone, format);
  switch (reason.code) {
    case 'attempt':
      return say('queue.reason.attempt', { n: reason.n ?? 1 });
    case 'limit':
    case 'rest':
      return reason.at === undefined
        ? say(`queue.reason.${reason.code}`)
        : say(`queue.reason.${reason.code}Until`, { when });
    case 'callback-due':
    case 'callback-overdue':
    case 'callback-later':
      return say(`queue.reason.${reason.code}`, { when });
    case 'scheduled':
    case 'promise-open':
      return say(`queue.reason.${reason.code}`, { when });
    default:
      return say(`queue.reason.${reason.code}`);
  }
};
