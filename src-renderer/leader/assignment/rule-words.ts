import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { CHECK_RULES } from '../../../src-shared/contract/intake-rules.ts';

type RuleId = keyof typeof CHECK_RULES;
const isRule = (text: string): text is RuleId => Object.hasOwn(CHECK_RULES, text);

/** What the check of a placement says, in words; a rule that this version does not know keeps its name. */
export const useRuleWords = (): ((rule: string) => string) => {
  const { t } = useTranslation('intakeRules');
  return useCallback((rule) => (isRule(rule) ? t(rule) : rule), [t]);
};
