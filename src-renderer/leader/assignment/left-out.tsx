import { useTranslation } from 'react-i18next';
import type { LeftOut } from '../../../src-shared/contract/assignment.ts';
import { useFormat } from '../../app/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { useRuleWords } from './rule-words.ts';

/** The cases of the selection that do not move, with the reasons in numbers. Nothing where there are none. */
export const LeftOutNotice = ({ leftOut }: { readonly leftOut: LeftOut }) => {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  const ruleWords = useRuleWords();
  const { blocked, closed, held, elsewhere, rules } = leftOut;
  const reasons = [
    blocked === 0 ? null : t('left.blocked', { count: blocked }),
    closed === 0 ? null : t('left.closed', { count: closed }),
    held === 0 ? null : t('left.held', { count: held }),
    elsewhere === 0 ? null : t('left.elsewhere', { count: elsewhere }),
  ].filter((reason) => reason !== null);
  if (reasons.length === 0) return null;
  return (
    <Notice tone={blocked > 0 ? 'warn' : 'info'} title={`${t('left.title')}: ${format.list(reasons)}`}>
      {rules.length === 0
        ? undefined
        : format.list(
            rules.map(({ rule, cases }) => t('left.rule', { cases: format.number(cases), rule: ruleWords(rule) })),
          )}
    </Notice>
  );
};
