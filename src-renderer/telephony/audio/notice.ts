import type { Overlay } from '../sip/outgoing.ts';

/**
 * Three rising notes, then a long one: nobody takes them for a ringing or a busy line, and a narrow telephone band carries
 * them. Frequency in Hz, from and to in seconds.
 */
const NOTES = [
  { hz: 700, from: 0.1, to: 0.3 },
  { hz: 1050, from: 0.35, to: 0.55 },
  { hz: 1400, from: 0.6, to: 1.2 },
] as const;
const LOUD = 0.3;
const SECONDS = 1.4;

export type NoticeSound = Overlay & {
  /** The notes alone, for the operator's own ear. */
  readonly alone: MediaStream;
};

/** The notice that a recording begins. `limit` ends it where the audio graph does not. */
export const createNotice = (
  context: AudioContext,
  limit: (ms: number, run: () => void) => () => void,
): NoticeSound => {
  const out = context.createMediaStreamDestination();
  const ear = context.createMediaStreamDestination();
  const gain = context.createGain();
  gain.gain.value = 0;
  gain.connect(out);
  gain.connect(ear);
  let source: MediaStreamAudioSourceNode | null = null;
  const from = context.currentTime;
  const oscillators = NOTES.map((note) => {
    const oscillator = context.createOscillator();
    oscillator.frequency.value = note.hz;
    oscillator.connect(gain);
    oscillator.start(from + note.from);
    oscillator.stop(from + note.to);
    gain.gain.setTargetAtTime(LOUD, from + note.from, 0.01);
    gain.gain.setTargetAtTime(0, from + note.to - 0.03, 0.01);
    return oscillator;
  });
  const ended = new Promise<void>((resolve) => {
    const cancel = limit(SECONDS * 2000, resolve);
    oscillators.at(-1)?.addEventListener('ended', () => {
      cancel();
      resolve();
    });
  });
  return {
    alone: ear.stream,
    mix: (voice) => {
      source?.disconnect();
      source = context.createMediaStreamSource(new MediaStream([voice]));
      source.connect(out);
      const [track] = out.stream.getAudioTracks();
      if (track === undefined) throw new Error('an audio destination without a track');
      return track;
    },
    ended,
  };
};
