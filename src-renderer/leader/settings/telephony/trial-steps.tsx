import { CircleAlert, CircleCheck, CircleDashed, CircleMinus, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TrialProblem, TrialStep, TrialStepId } from '../../../../src-shared/contract/telephony-settings.ts';
import { Notice } from '../../../ui/notice.tsx';
import type { TrialRun } from './use-trial.ts';

type Shown = {
  readonly id: TrialStepId | 'browser';
  readonly state: TrialStep['state'];
  readonly ms: number | null;
  readonly found: string;
  readonly problem: TrialProblem | 'browser' | null;
};

const ICONS = {
  waiting: CircleDashed,
  running: LoaderCircle,
  passed: CircleCheck,
  failed: CircleAlert,
  skipped: CircleMinus,
} as const;

/** The steps in order, and what they say together when the last one is over. */
export const TrialSteps = ({ run, withBrowser }: { readonly run: TrialRun; readonly withBrowser: boolean }) => {
  const { t } = useTranslation('telephony');
  const { state, ms } = run.browser;
  const browser: Shown = { id: 'browser', state, ms, found: '', problem: state === 'failed' ? 'browser' : null };
  const steps: readonly Shown[] = [...run.trial.steps, ...(withBrowser ? [browser] : [])];
  const reached = steps.some(({ id, state: next }) => id === 'socket' && next !== 'skipped' && next !== 'waiting');
  return (
    <>
      <ol className="telephony-steps" aria-label={t('trial.steps')}>
        {steps.map((step) => (
          // An unsealed line to this computer has no certificate, and the steps after it are tried all the same.
          <Step key={step.id} step={step} notNeeded={step.id === 'tls' && reached} />
        ))}
      </ol>
      {run.over ? <Verdict steps={steps} /> : null}
    </>
  );
};

const Step = ({ step, notNeeded }: { readonly step: Shown; readonly notNeeded: boolean }) => {
  const { t } = useTranslation('telephony');
  const { id, state, ms, found, problem } = step;
  const Icon = ICONS[state];
  return (
    <li data-state={state}>
      <Icon aria-hidden="true" />
      <span className="telephony-step-words">
        <b>{t(`trial.step.${id}`)}</b>
        <span className="visually-hidden">{`: ${t(`trial.state.${state}`)}`}</span>
        {problem === null ? null : (
          <>
            <div>{t(`trial.problem.${problem}`)}</div>
            <div className="small">{t(`trial.next.${problem}`)}</div>
          </>
        )}
        {found === '' ? null : <div className="xs muted mono">{found}</div>}
      </span>
      <span className="xs num muted" aria-hidden={ms === null}>
        {ms === null
          ? t(state === 'skipped' && notNeeded ? 'trial.notNeeded' : `trial.state.${state}`)
          : t('trial.ms', { ms })}
      </span>
    </li>
  );
};

const Verdict = ({ steps }: { readonly steps: readonly Shown[] }) => {
  const { t } = useTranslation('telephony');
  const failed = steps.find(({ state }) => state === 'failed');
  if (failed !== undefined) {
    return <Notice tone="bad" live title={t('trial.bad', { step: t(`trial.step.${failed.id}`) })} />;
  }
  const signedIn = steps.some(({ id, state }) => id === 'register' && state === 'passed');
  return <Notice tone={signedIn ? 'good' : 'info'} live title={t(signedIn ? 'trial.good' : 'trial.goodLine')} />;
};
