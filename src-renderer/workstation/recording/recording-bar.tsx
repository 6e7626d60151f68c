import { Circle, Pause, Square } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/context.tsx';
import { useFormat } from '../../app/format.ts';
import { useKeyHandlers, useKeys } from '../../app/keys/keys.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useNow } from '../clock.ts';
import type { CallRecording } from './recording-state.ts';
import './recording.css';

/** The recording of the call: nothing at all where the workspace does not record. */
export const RecordingBar = () => {
  const { recorder } = useApp();
  const recording = recorder.view((state) => state.recording);
  if (recording === null) return null;
  return recording.step === 'asking' ? <Question recording={recording} /> : <State recording={recording} />;
};

/** What to read out, and the two answers. The answer goes into the history before anything is recorded. */
const Question = ({ recording }: { readonly recording: CallRecording }) => {
  const { t } = useTranslation('recording');
  const { recorder } = useApp();
  const { lang } = useFormat();
  const title = useId();
  const region = useRef<HTMLDivElement>(null);
  // The hand stays on the keyboard: from here one step to either answer, and neither is given by a slip.
  useEffect(() => region.current?.focus(), []);
  return (
    <div className="recording-ask" role="group" aria-labelledby={title} ref={region} tabIndex={-1}>
      <div id={title} className="small muted">
        {t('ask.title')}
      </div>
      <p>{recording.offer.question[lang]}</p>
      <div className="row">
        <Button size="s" variant="primary" onPress={() => void recorder.answer(true, lang)}>
          {t('ask.yes')}
        </Button>
        <Button size="s" onPress={() => void recorder.answer(false, lang)}>
          {t('ask.no')}
        </Button>
        <span className="grow" />
        <Button size="s" variant="quiet" onPress={recorder.leave}>
          {t('ask.leave')}
        </Button>
      </div>
      <div className="xs muted">{t('ask.afterwards')}</div>
    </div>
  );
};

const State = ({ recording }: { readonly recording: CallRecording }) => {
  const { t } = useTranslation('recording');
  const { recorder } = useApp();
  const { cap } = useKeys();
  const { step, paused, held, said } = recording;
  const runs = step === 'running';
  const press = (): void => {
    if (runs) recorder.setPaused(!paused);
    else if (step === 'ready') recorder.begin();
  };
  useKeyHandlers(step === 'ready' || runs ? { record: press } : {});
  const state = runs ? (held ? 'held' : paused ? 'paused' : 'running') : step === 'asking' ? 'ready' : step;
  return (
    <div className="recording-bar" data-state={state}>
      <span className="recording-dot" aria-hidden="true" />
      <span className="recording-words grow" role="status">
        {step === 'ready' && said !== null ? t(`said.${said}`) : t(`state.${state}`)}
      </span>
      {runs ? <Taken /> : null}
      {step === 'ready' || runs ? (
        <Button
          size="s"
          kbd={cap('record')}
          icon={runs && !paused ? <Pause aria-hidden="true" /> : <Circle aria-hidden="true" />}
          onPress={press}
        >
          {t(runs ? (paused ? 'key.resume' : 'key.pause') : 'key.record')}
        </Button>
      ) : null}
      {runs ? (
        <IconButton size="s" label={t('key.stop')} icon={<Square fill="currentColor" />} onPress={recorder.stop} />
      ) : null}
    </div>
  );
};

/** How much has been recorded; it stands still while nothing is. */
const Taken = () => {
  const { t } = useTranslation('recording');
  const { recorder } = useApp();
  const format = useFormat();
  // Only for its ticking: the time that counts is the recorder's.
  useNow('second');
  return (
    <span className="recording-time num" role="timer" aria-label={t('taken')}>
      {format.clock(Math.floor(recorder.takenMs() / 1000))}
    </span>
  );
};
