import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { NEGATIVE_REASONS, type FinalReason } from '../../../src-shared/domain/final-class.ts';

const OTHERS = ['paid', 'settled', 'plan-running', 'part-paid', 'not-worked', 'not-paid'] as const;
const REASONS: ReadonlySet<string> = new Set([...OTHERS, ...Object.values(NEGATIVE_REASONS)]);
const isReason = (text: string): text is FinalReason => REASONS.has(text);

/** Why a case ends as it does, in words. */
export const useReasonWords = (): ((reason: string) => string) => {
  const { t } = useTranslation('closing');
  return useCallback((reason) => (isReason(reason) ? t(`reasons.${reason}`) : reason), [t]);
};
