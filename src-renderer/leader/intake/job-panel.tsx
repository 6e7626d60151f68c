import { useTranslation } from 'react-i18next';
import { intakeRoutes, type Draft } from '../../../src-shared/contract/intake.ts';
import { useFormat } from '../../app/format.ts';
import { useWrite } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';

/** The coordinator is reading, checking, loading or taking back: how far, and a way to stop what can be stopped. */
export const JobPanel = ({ draft }: { readonly draft: Draft }) => {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const cancel = useWrite(intakeRoutes.cancelJob, [intakeRoutes.readDraft]);
  const { progress } = draft;
  const job = draft.batch.status === 'undoing' ? 'undoing' : draft.step;
  const title = t(`job.${job === 'mapping' || job === 'review' || job === 'loaded' ? 'checking' : job}`);
  const known = progress !== null && progress.total > 0;
  return (
    <Panel padded className="intake-job">
      <ProgressBar
        label={title}
        {...(known ? { value: progress.done / progress.total } : {})}
        text={
          known
            ? t('job.count', { done: format.number(progress.done), total: format.number(progress.total) })
            : progress === null || progress.done === 0
              ? ''
              : format.number(progress.done)
        }
      />
      <div className="row">
        <span className="grow small muted">{t('job.stay')}</span>
        {draft.step === 'checking' || draft.step === 'loading' ? (
          <Button isPending={cancel.isPending} onPress={() => cancel.mutate({ params: { batchId: draft.batch.id } })}>
            {t('job.cancel')}
          </Button>
        ) : null}
      </div>
    </Panel>
  );
};
