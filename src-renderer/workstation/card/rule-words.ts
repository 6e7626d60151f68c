import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useSay } from '../say.ts';

type Finding = { readonly rule: string; readonly field: string; readonly value: string };

/** A rule of the intake in words, with the value that broke it. A rule of a newer coordinator says its own name. */
export const useRuleWords = (): ((finding: Finding) => string) => {
  const { i18n } = useTranslation();
  const say = useSay('intakeRules');
  return useCallback(
    ({ rule, field, value }) => {
      const words = i18n.exists(rule, { ns: 'intakeRules' }) ? say(rule) : `${rule} (${field})`;
      return value === '' ? words : `${words}: «${value}»`;
    },
    [say, i18n],
  );
};
