import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * An action of the audit in words: `payment.record` is two keys. An action of a newer coordinator, or of one older than
 * this page, has no words here and is shown as it is written.
 */
export const useActionWords = (): ((action: string) => string) => {
  const { t } = useTranslation('settings');
  return useCallback(
    (action) => {
      const say = t as (key: string, options: { readonly defaultValue: string }) => string;
      return say(`audit.actions.${action}`, { defaultValue: action });
    },
    [t],
  );
};

/** A family of actions in words: `payment` → `incassi`. */
export const useFamilyWords = (): ((family: string) => string) => {
  const { t } = useTranslation('settings');
  return useCallback(
    (family) => {
      const say = t as (key: string, options: { readonly defaultValue: string }) => string;
      return say(`audit.families.${family}`, { defaultValue: family });
    },
    [t],
  );
};

/** A list or a file of debtors in words, by the name of its route; any other subject as it is written. */
export const useListWords = (): ((subject: string) => string) => {
  const { t } = useTranslation('settings');
  return useCallback(
    (subject) => {
      const say = t as (key: string, options: { readonly defaultValue: string }) => string;
      return say(`audit.lists.${subject}`, { defaultValue: subject });
    },
    [t],
  );
};
