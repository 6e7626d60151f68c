import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

type Finding = { readonly rule: string; readonly field: string; readonly value: string };

/** A rule of the intake in words, with the value that broke it. A rule of a newer coordinator says its own name. */
export const useRuleWords = (): ((finding: Finding) => string) => {
  const { t, i18n } = useTranslation('intakeRules');
  return useCallback(
    ({ rule, field, value }) => {
      const say = t as unknown as (key: string) => string;
      const words = i18n.exists(rule, { ns: 'intakeRules' }) ? say(rule) : `${rule} (${field})`;
      return value === '' ? words : `${words}: «${value}»`;
    },
    [t, i18n],
  );
};
