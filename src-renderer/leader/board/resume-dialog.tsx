import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { boardRoutes } from '../../../src-shared/contract/board.ts';
import type { FlagName } from '../../../src-shared/contract/entities.ts';
import { stoppedRoutes, type StoppedCase } from '../../../src-shared/contract/stopped.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useWrite } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';

const SHORTEST = 3;
const FORM = 'resume-form';

type Props = {
  readonly cases: readonly StoppedCase[];
  /** What is still owed on them together, as people read it. */
  readonly amount: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Stopped cases go back to work; what forbids the contact is lifted only where it is marked, and nothing is by itself. */
export const ResumeDialog = ({ cases, amount, onClose, onDone }: Props) => {
  const { t } = useTranslation(['decisions', 'ui']);
  const words = useErrorWords();
  const toasts = useToasts();
  const [reason, setReason] = useState('');
  const [lift, setLift] = useState<readonly FlagName[]>([]);
  const [tried, setTried] = useState(false);
  const resume = useWrite(stoppedRoutes.resumeCases, [stoppedRoutes.listStopped, boardRoutes.board]);
  const [only, ...others] = cases;
  const standing = [...new Set(cases.flatMap(({ flags }) => flags))];
  const short = reason.trim().length < SHORTEST;
  const submit = (): void => {
    setTried(true);
    if (short) return;
    resume.mutate(
      { body: { caseIds: cases.map(({ caseId }) => caseId), reason: reason.trim(), lift: [...lift] } },
      {
        onSuccess: ({ resumed }) => {
          toasts.good(t('stopped.done', { count: resumed }));
          onDone();
        },
      },
    );
  };
  return (
    <Dialog
      title={t('stopped.title', { count: cases.length })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <span className="grow" />
          <Button onPress={onClose}>{t('cancel', { ns: 'ui' })}</Button>
          <Button variant="primary" type="submit" form={FORM} isPending={resume.isPending}>
            {t('stopped.confirm')}
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
        <p>
          {only === undefined || others.length > 0 ? null : (
            <>
              <b>{only.debtor}</b> · {only.caseNumber} ·{' '}
            </>
          )}
          <span className="num">{amount}</span>
        </p>
        {only === undefined || others.length > 0 || only.note === '' ? null : <p>«{only.note}»</p>}
        <p className="muted">{t('stopped.text')}</p>
        {standing.length === 0 ? null : (
          <fieldset className="ui-field">
            <legend className="ui-label">{t('stopped.lift')}</legend>
            {standing.map((flag) => (
              <Checkbox
                key={flag}
                isSelected={lift.includes(flag)}
                onChange={(on) => setLift(on ? [...lift, flag] : lift.filter((one) => one !== flag))}
              >
                {t(`stopped.flags.${flag}`)}
              </Checkbox>
            ))}
            <span className="ui-field-help">{t('stopped.liftHelp')}</span>
          </fieldset>
        )}
        <TextArea
          label={t('stopped.reason')}
          value={reason}
          onChange={setReason}
          maxLength={400}
          error={tried && short ? t('stopped.reasonError') : null}
          autoFocus
        />
        {resume.isError ? <Notice tone="bad" live title={words(resume.error)} /> : null}
      </form>
    </Dialog>
  );
};
