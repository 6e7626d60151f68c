import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError, type ErrorCode } from '../../src-shared/contract/errors.ts';

/** The code behind anything that was thrown; what nobody foresaw is `internal`. */
export const codeOf = (error: unknown): ErrorCode => (error instanceof AppError ? error.code : 'internal');

/** A sentence for an error: what happened and what to do. */
export const useErrorWords = (): ((error: unknown) => string) => {
  const { t } = useTranslation('errors');
  return useCallback(
    (error) => {
      const params = error instanceof AppError ? error.params : {};
      // Which values a sentence names is known only where the error was made, so the key decides nothing here.
      const say = t as (key: ErrorCode, values: Readonly<Record<string, string | number>>) => string;
      return say(codeOf(error), params);
    },
    [t],
  );
};
