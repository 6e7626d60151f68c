import type { ContactPoint } from '../../../src-shared/contract/entities.ts';
import type { CallPermission } from '../../../src-shared/domain/contact-rules.ts';
import type { Format } from '../../app/format.ts';
import { shortWhen } from '../queue/rank-words.ts';
import type { Say } from '../say.ts';

/** What is known of a contact point, in one line: what it is, how it went, when. */
export const contactFacts = (point: ContactPoint, say: Say, format: Format, now: string, zone: string): string => {
  const label = point.label === '' ? say(`card.contact.kind.${point.kind}`) : point.label;
  const source = point.source === 'operator' ? say('card.contact.fromOperator') : '';
  if (point.status !== 'ok') {
    const reason = point.statusReason === '' ? say(`card.contact.status.${point.status}`) : point.statusReason;
    return [label, reason, source].filter((part) => part !== '').join(' · ');
  }
  if (point.kind !== 'phone') return [label, source].filter((part) => part !== '').join(' · ');
  const tried =
    point.attempts === 0
      ? say('card.contact.neverCalled')
      : point.answers === 0
        ? say('card.contact.neverAnswered', { count: point.attempts })
        : '';
  const last =
    point.lastAt === null ? '' : say('card.contact.last', { when: shortWhen(point.lastAt, now, zone, format) });
  return [label, tried, last, source].filter((part) => part !== '').join(' · ');
};

/** Why one may not call, and from when on one may. */
export const refusalWords = (
  refusal: Extract<CallPermission, { readonly allowed: false }>,
  say: Say,
  format: Format,
  now: string,
  zone: string,
): { readonly why: string; readonly until: string } => ({
  why: say(`card.refusal.${refusal.reason}`),
  until:
    refusal.until === undefined
      ? say('card.refusal.person')
      : say('card.refusal.until', { when: shortWhen(refusal.until, now, zone, format) }),
});
