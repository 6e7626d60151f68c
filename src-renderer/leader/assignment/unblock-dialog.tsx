import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assignmentRoutes, type AssignmentCase } from '../../../src-shared/contract/assignment.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { useWrite } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { useRuleWords } from './rule-words.ts';

const SHORTEST = 3;

/** Lets blocked cases be worked; the reason goes into the history and the audit. */
export const UnblockDialog = ({
  cases,
  onClose,
  onDone,
}: {
  readonly cases: readonly AssignmentCase[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}) => {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  const words = useErrorWords();
  const toasts = useToasts();
  const ruleWords = useRuleWords();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const unblock = useWrite(assignmentRoutes.unblockCases, [
    assignmentRoutes.assignmentOverview,
    assignmentRoutes.assignmentCases,
  ]);
  const count = cases.length;
  const short = reason.trim().length < SHORTEST;
  const rules = [...Map.groupBy(cases, ({ blocked }) => blocked?.rule ?? '')].map(
    ([rule, of]) => [rule, of.length] as const,
  );
  const confirm = (): void => {
    setTried(true);
    if (short) return;
    unblock.mutate(
      { body: { caseIds: cases.map(({ id }) => id), reason: reason.trim() } },
      {
        onSuccess: ({ unblocked }) => {
          toasts.good(t('unblock.done', { count: unblocked }));
          onDone();
        },
      },
    );
  };
  return (
    <Dialog
      title={t('unblock.title', { count })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <span className="grow" />
          <Button onPress={onClose}>{t('cancel', { ns: 'ui' })}</Button>
          <Button variant="primary" isPending={unblock.isPending} onPress={confirm}>
            {t('unblock.confirm', { count })}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{t('unblock.text')}</p>
        <dl className="ui-facts">
          {rules.map(([rule, n]) => (
            <div key={rule}>
              <dt>{ruleWords(rule)}</dt>
              <dd className="num">{format.number(n)}</dd>
            </div>
          ))}
        </dl>
        <TextArea
          label={t('unblock.reason')}
          help={t('unblock.reasonHelp')}
          value={reason}
          onChange={setReason}
          error={tried && short ? t('unblock.reasonError') : null}
          maxLength={400}
          autoFocus
        />
        {unblock.isError ? <Notice tone="bad" live title={words(unblock.error)} /> : null}
      </div>
    </Dialog>
  );
};
