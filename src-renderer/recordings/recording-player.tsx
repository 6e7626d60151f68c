import { Pause, Play, RotateCcw, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RecordingRow } from '../../src-shared/contract/recording.ts';
import { useErrorWords } from '../app/error-words.ts';
import { useFormat } from '../app/format.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { useSound } from './sound.ts';
import './recording-player.css';

/** What is played: the recording, and whose it is. */
export type Played = {
  readonly recording: RecordingRow;
  readonly caseNumber: string;
  readonly debtor: string;
  readonly operator: string;
};

const STEP_S = 10;

/** Plays one recording: by the keyboard as by the mouse, from any place of it. */
export const RecordingPlayer = ({ played, onClose }: { readonly played: Played; readonly onClose: () => void }) => {
  const { t } = useTranslation('recording');
  const format = useFormat();
  const { recording, caseNumber, debtor, operator } = played;
  const about = [debtor, operator, format.dateTime(recording.startedAt)].filter((part) => part !== '').join(' · ');
  return (
    <Dialog title={t('player.title', { case: caseNumber })} isOpen onClose={onClose}>
      <div className="recording-player stack">
        <div className="small muted">{about}</div>
        <Controls recording={recording} />
        {recording.status === 'torn' ? <Notice tone="warn" title={t('player.torn')} /> : null}
        <p className="xs muted">
          {t('player.audited')}{' '}
          {recording.keptUntil === null
            ? null
            : t('player.keptUntil', { date: format.date(recording.keptUntil.slice(0, 10)) })}
        </p>
      </div>
    </Dialog>
  );
};

const Controls = ({ recording }: { readonly recording: RecordingRow }) => {
  const { t } = useTranslation('recording');
  const format = useFormat();
  const words = useErrorWords();
  const sound = useSound(recording.id);
  if (sound.state === 'failed') return <Notice tone="bad" live title={words(sound.error)} />;
  if (sound.state === 'loading') return <SkeletonRows rows={1} height={36} label={t('player.loading')} />;
  const seconds = Math.round(recording.durationMs / 1000);
  const shown = (at: number): string => `${format.clock(at)} / ${format.clock(seconds)}`;
  return (
    <div className="recording-controls">
      <Button
        variant="primary"
        autoFocus
        icon={sound.isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
        onPress={sound.toggle}
      >
        {t(sound.isPlaying ? 'player.pause' : 'player.play')}
      </Button>
      <IconButton label={t('player.back')} icon={<RotateCcw />} onPress={() => sound.seek(sound.at - STEP_S)} />
      <IconButton
        label={t('player.ahead')}
        icon={<RotateCw />}
        onPress={() => sound.seek(Math.min(seconds, sound.at + STEP_S))}
      />
      <input
        type="range"
        className="recording-place"
        aria-label={t('player.position')}
        aria-valuetext={shown(sound.at)}
        min={0}
        max={Math.max(1, Math.ceil(seconds))}
        step={1}
        value={Math.min(Math.ceil(seconds), sound.at)}
        onChange={(event) => sound.seek(Number(event.currentTarget.value))}
      />
      <span className="num recording-clock">{shown(sound.at)}</span>
    </div>
  );
};
