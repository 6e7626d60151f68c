import { UNIREC_2017, type ContactRuleSet } from '../../src-shared/domain/contact-rules.ts';
import { ContactRules } from '../../src-shared/contract/administration.ts';

/** The contact rules in force as the store holds them; what cannot be read gives way to the strictest known set. */
export const ruleSetOf = (settings: { readonly contactRules: unknown } | null | undefined): ContactRuleSet => {
  const read = ContactRules.safeParse(settings?.contactRules);
  return read.success ? read.data : UNIREC_2017;
};
