import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Undecided } from '../../../src-shared/contract/decisions.ts';
import { outcomeRoutes } from '../../../src-shared/contract/outcomes.ts';
import { langOf, useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';

export type OperationWords = {
  readonly disposition: (row: Undecided) => string;
  /** What the operator did, in one line. */
  readonly said: (row: Undecided) => string;
  /** Why its effect waits. */
  readonly why: (row: Undecided) => string;
  readonly operator: (row: Undecided) => string;
  /** What stands in the case now. */
  readonly now: (row: Undecided) => string;
};

/** An undecided operation in sentences. Outcomes are named as the catalogue names them. */
export const useOperationWords = (): OperationWords => {
  const { t, i18n } = useTranslation('decisions');
  const format = useFormat();
  const { data } = useRead(outcomeRoutes.readOutcomes, {});
  return useMemo(() => {
    const names = new Map(data?.outcomes.map(({ code, label }) => [code, label[langOf(i18n.language)]]));
    const outcome = (code: string): string => names.get(code) ?? code;
    // Codes of a newer coordinator have no words here yet: the general sentence stands in.
    const say = t as (key: string, options: { readonly defaultValue: string }) => string;
    return {
      disposition: (row) => t(`dispositions.${row.disposition}`),
      said: ({ kind, said }) => {
        if (kind === null || said === null) return t('unreadable');
        const what = said.outcome === null ? t(`kinds.${kind}`) : outcome(said.outcome);
        const parts = [
          said.amount === null ? null : format.money(said.amount),
          said.dueOn === null ? null : format.date(said.dueOn),
          said.at === null ? null : format.moment(said.at),
        ].filter((part) => part !== null);
        return [what, ...parts].join(' · ');
      },
      why: ({ disposition, code }) =>
        say(`why.${code ?? 'none'}`, { defaultValue: t(`whyDisposition.${disposition}`) }),
      operator: (row) => row.operator || t('unknownOperator'),
      now: (row) => {
        if (row.case === null) return '—';
        const { lastOutcome, lastOutcomeAt } = row.case;
        if (lastOutcome === null || lastOutcomeAt === null) return t('neverWorked');
        return `${outcome(lastOutcome)} · ${format.moment(lastOutcomeAt)}`;
      },
    };
  }, [data, t, i18n.language, format]);
};
