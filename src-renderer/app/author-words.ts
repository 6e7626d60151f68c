import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { accountOf } from '../../src-shared/contract/command-author.ts';

/** Who wrote something, in words: a name as it is, and the command line with the account that typed there. */
export const useAuthorWords = (): ((by: string) => string) => {
  const { t } = useTranslation('ui');
  return useCallback(
    (by) => {
      if (by === '') return t('author.commandLine');
      const account = accountOf(by);
      return account === null ? by : t('author.commandLineOf', { account });
    },
    [t],
  );
};
