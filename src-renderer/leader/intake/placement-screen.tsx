import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { intakeRoutes, type Draft } from '../../../src-shared/contract/intake.ts';
import { useAuthorWords } from '../../app/author-words.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Steps } from '../../ui/steps.tsx';
import { JobPanel } from './job-panel.tsx';
import { MappingStep } from './mapping-step.tsx';
import { ResultStep } from './result-step.tsx';
import { ReviewStep } from './review-step.tsx';
import './intake.css';

const POLL_MS = 400;

const isRunning = (draft: Draft | undefined): boolean =>
  draft !== undefined &&
  (draft.step === 'reading' ||
    draft.step === 'checking' ||
    draft.step === 'loading' ||
    draft.batch.status === 'undoing') &&
  draft.failure === null;

/** One placement on its road: file, layout, review, load. */
export const PlacementScreen = () => {
  const { t } = useTranslation('intake');
  const { batchId } = useParams<{ batchId: string }>();
  const [, navigate] = useLocation();
  const [editing, setEditing] = useState(false);
  const first = useRead(intakeRoutes.readDraft, { params: { batchId } });
  // Asked often only while the coordinator works on it; the same query, so both see one answer.
  const polled = useRead(
    intakeRoutes.readDraft,
    { params: { batchId } },
    isRunning(first.data) ? { every: POLL_MS } : {},
  );
  const draft = polled.data;
  const facts = useFileFacts(draft);
  if (polled.isError) {
    return (
      <Page>
        <ErrorState error={polled.error} onRetry={() => void polled.refetch()} />
      </Page>
    );
  }
  if (draft === undefined) {
    return (
      <Page>
        <PageHeader title={t('list.title')} />
        <Panel fill>
          <SkeletonRows rows={8} height={38} label={t('loading', { ns: 'ui' })} />
        </Panel>
      </Page>
    );
  }
  const step = editing && draft.step === 'review' ? 'mapping' : draft.step;
  return (
    <Page>
      <PageHeader
        title={`${draft.batch.creditor} · ${draft.batch.name}`}
        subtitle={facts}
        actions={
          <Steps
            label={t('steps.label')}
            steps={[t('steps.file'), t('steps.layout'), t('steps.review'), t('steps.load')]}
            current={STEP_INDEX[step]}
          />
        }
      />
      <FailureNotice draft={draft} />
      <StepBody
        draft={draft}
        step={step}
        onEdit={() => setEditing(true)}
        onChecked={() => setEditing(false)}
        onGone={() => navigate('/placements')}
      />
    </Page>
  );
};

const STEP_INDEX: Readonly<Record<Draft['step'], number>> = {
  reading: 0,
  mapping: 1,
  checking: 2,
  review: 2,
  loading: 3,
  loaded: 4,
};

type StepProps = {
  readonly draft: Draft;
  readonly step: Draft['step'];
  readonly onEdit: () => void;
  readonly onChecked: () => void;
  readonly onGone: () => void;
};

const StepBody = ({ draft, step, onEdit, onChecked, onGone }: StepProps) => {
  const { t } = useTranslation('intake');
  if (draft.batch.status === 'undoing' || step === 'checking' || step === 'loading') return <JobPanel draft={draft} />;
  if (step === 'loaded') return <ResultStep draft={draft} />;
  if (step === 'reading') {
    return draft.failure === null ? (
      <JobPanel draft={draft} />
    ) : (
      <Panel padded>
        <p>{t('reading.failed')}</p>
        <Button onPress={onGone}>{t('reading.back')}</Button>
      </Panel>
    );
  }
  if (step === 'mapping')
    return <MappingStep key={draft.file?.sha256} draft={draft} onChecked={onChecked} onGone={onGone} />;
  return <ReviewStep draft={draft} onEdit={onEdit} onGone={onGone} />;
};

const FailureNotice = ({ draft }: { readonly draft: Draft }) => {
  const words = useErrorWords();
  if (draft.failure === null) return null;
  return <Notice tone="bad" live title={words(new AppError(draft.failure.code, { params: draft.failure.params }))} />;
};

const useFileFacts = (draft: Draft | undefined): string => {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const author = useAuthorWords();
  if (draft === undefined) return '';
  const { batch, file, layout } = draft;
  return [
    batch.fileName,
    ...(file === null
      ? []
      : [
          t('facts.lines', { count: file.lines }),
          file.encoding.toUpperCase(),
          t(`delimiter.${DELIMITER_KEYS[file.delimiter]}`),
        ]),
    ...(layout === null ? [] : [t('facts.layout', { name: layout.spec.name })]),
    t('facts.received', { at: format.dateTime(batch.createdAt), by: author(batch.createdBy) }),
  ].join(' · ');
};

export const DELIMITER_KEYS = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'pipe' } as const;
