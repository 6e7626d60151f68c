import { mayCall, type CallPermission, type ContactRuleSet } from '../../../src-shared/domain/contact-rules.ts';
import type { CaseView } from '../../offline/api.ts';
import { callFacts } from '../card/call-facts.ts';
import { phonesOf, type Phone } from '../card/people.ts';

/** The number that one key would call, or the first one with the reason why it may not be called. */
export type NextNumber = { readonly phone: Phone; readonly permission: CallPermission };

/** The first number of the case that may be called now, in the order of their digits; null: it has none. */
export const nextNumber = (view: CaseView, ruleSet: ContactRuleSet, now: string): NextNumber | null => {
  const judged = phonesOf(view).map((phone) => {
    const { person, point } = phone;
    const facts = callFacts(view, person, point, now);
    return { phone, permission: mayCall({ ...facts, ruleSet, now, zone: person.party.zone }) };
  });
  return judged.find(({ permission }) => permission.allowed) ?? judged[0] ?? null;
};
