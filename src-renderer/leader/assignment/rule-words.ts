import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

type Blocked = { readonly rule: string; readonly field: string; readonly value: string };

/** Why a case is blocked, in one line: the rule and what the file said. */
export const useRuleWords = (): ((blocked: Blocked) => string) => {
  const { t } = useTranslation('assignment');
  return useCallback(
    ({ rule, field, value }) => (value === '' ? rule : `${rule} · ${t('unblock.value', { field, value })}`),
    [t],
  );
};
