import { useTranslation } from 'react-i18next';

/**
 * Words by a key that is put together at run time (an outcome's method, a rank's reason): the workstation's, or another
 * dictionary's. The typed `t` wants to know the key while compiling; the dictionaries' own test checks that every such
 * key is there.
 */
export type Say = (key: string, values?: Readonly<Record<string, string | number | boolean>>) => string;

export const useSay = (dictionary: 'workstation' | 'intakeRules' = 'workstation'): Say => {
  const { t } = useTranslation(dictionary);
  return t as unknown as Say;
};
