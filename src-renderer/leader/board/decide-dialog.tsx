import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { boardRoutes } from '../../../src-shared/contract/board.ts';
import { decisionRoutes, type Decision, type Undecided } from '../../../src-shared/contract/decisions.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { useWrite } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { useOperationWords } from './operation-words.ts';

const SHORTEST = 3;
const FORM = 'decide-form';

/** One operation: what it says, what stands there, what may be decided; the reason goes into the audit. */
export const DecideDialog = ({
  operation,
  onClose,
}: {
  readonly operation: Undecided;
  readonly onClose: () => void;
}) => {
  const { t } = useTranslation(['decisions', 'ui']);
  const words = useErrorWords();
  const toasts = useToasts();
  const [decision, setDecision] = useState<Decision | null>(operation.choices[0] ?? null);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const decide = useWrite(decisionRoutes.decide, [decisionRoutes.listUndecided, boardRoutes.board]);
  const short = reason.trim().length < SHORTEST;
  const submit = (): void => {
    setTried(true);
    if (decision === null || short) return;
    decide.mutate(
      { params: { opId: operation.opId }, body: { decision, reason: reason.trim() } },
      {
        onSuccess: () => {
          toasts.good(t(`done.${decision}`));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={t('decide', { case: operation.case?.caseNumber ?? operation.goneCase ?? t('noCase') })}
      isOpen
      onClose={onClose}
      holds
      footer={
        <>
          <span className="grow" />
          <Button onPress={onClose}>{t('cancel', { ns: 'ui' })}</Button>
          <Button variant="primary" type="submit" form={FORM} isPending={decide.isPending}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Facts operation={operation} />
        <RadioGroup
          label={t('what')}
          value={decision}
          onChange={setDecision}
          options={operation.choices.map((id) => ({ id, label: t(`choices.${id}`), detail: t(`choiceText.${id}`) }))}
        />
        <TextArea
          label={t('reason')}
          help={t('reasonHelp')}
          value={reason}
          onChange={setReason}
          maxLength={400}
          error={tried && short ? t('reasonError') : null}
        />
        {decide.isError ? <Notice tone="bad" live title={words(decide.error)} /> : null}
      </form>
    </Dialog>
  );
};

const Facts = ({ operation }: { readonly operation: Undecided }) => {
  const { t } = useTranslation('decisions');
  const format = useFormat();
  const words = useOperationWords();
  const { case: about, said, occurredAt, receivedAt } = operation;
  const facts = [
    { label: t('columns.said'), value: words.said(operation) },
    ...(said === null || said.note === '' ? [] : [{ label: t('note'), value: said.note }]),
    { label: t('columns.operator'), value: words.operator(operation) },
    { label: t('columns.occurredAt'), value: format.dateTime(occurredAt) },
    { label: t('receivedAt'), value: format.dateTime(receivedAt) },
    { label: t('columns.why'), value: words.why(operation) },
    ...(about === null
      ? []
      : [
          { label: t('debtor'), value: `${about.debtor} · ${about.creditor}` },
          { label: t('columns.now'), value: words.now(operation) },
          { label: t('assignedTo'), value: about.assignedTo ?? t('nobody') },
        ]),
  ];
  return (
    <dl className="ui-facts">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};
