import { useEffect, useRef, useState } from 'react';
import { recordingRoutes } from '../../src-shared/contract/recording.ts';
import { useApp } from '../app/context.tsx';

export type Sound = {
  readonly state: 'loading' | 'ready' | 'failed';
  readonly error: unknown;
  readonly isPlaying: boolean;
  /** Seconds. */
  readonly at: number;
  readonly toggle: () => void;
  readonly seek: (seconds: number) => void;
};

/** A far time: the browser then looks for the end, which a recording made in pieces does not say at its beginning. */
const BEYOND_THE_END = 1e7;

/** Resolves when the element can be played from any place of it. */
const seekable = (element: HTMLAudioElement): Promise<void> =>
  new Promise((resolve, reject) => {
    element.addEventListener('error', () => reject(new Error('the sound cannot be played')), { once: true });
    const rewound = (): void => {
      element.currentTime = 0;
      resolve();
    };
    element.addEventListener(
      'loadedmetadata',
      () => {
        if (Number.isFinite(element.duration)) {
          resolve();
          return;
        }
        element.addEventListener('seeked', rewound, { once: true });
        element.currentTime = BEYOND_THE_END;
      },
      { once: true },
    );
  });

/** Both voices in both ears: one on each side is for machines, not for listening. */
const mixed = (element: HTMLAudioElement): AudioContext => {
  const context = new AudioContext();
  const mono = new GainNode(context, { channelCount: 1, channelCountMode: 'explicit' });
  context.createMediaElementSource(element).connect(mono).connect(context.destination);
  return context;
};

/**
 * A recording, fetched whole into this page's memory and played from there; nothing of it is kept when it is closed. Each
 * fetch is a listening in the audit.
 */
export const useSound = (recordingId: string): Sound => {
  const { api } = useApp();
  const [state, setState] = useState<Pick<Sound, 'state' | 'error'>>({ state: 'loading', error: null });
  const [isPlaying, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const playing = useRef<{ readonly element: HTMLAudioElement; readonly context: AudioContext } | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    const element = new Audio();
    const { signal } = gone;
    let url: string | null = null;
    let context: AudioContext | null = null;
    element.addEventListener('play', () => setPlaying(true), { signal });
    element.addEventListener('pause', () => setPlaying(false), { signal });
    element.addEventListener('timeupdate', () => setAt(element.currentTime), { signal });
    const load = async (): Promise<void> => {
      const file = await api.download(recordingRoutes.listen, { params: { recordingId } }, { signal });
      url = URL.createObjectURL(file.content);
      element.src = url;
      await seekable(element);
      if (signal.aborted) return;
      context = mixed(element);
      playing.current = { element, context };
      setAt(0);
      setState({ state: 'ready', error: null });
    };
    load().catch((error: unknown) => {
      if (!signal.aborted) setState({ state: 'failed', error });
    });
    return () => {
      gone.abort();
      element.pause();
      element.removeAttribute('src');
      playing.current = null;
      void context?.close().catch(() => undefined);
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [api, recordingId]);
  return {
    ...state,
    isPlaying,
    at,
    toggle: () => {
      const now = playing.current;
      if (now === null) return;
      if (!now.element.paused) now.element.pause();
      else void now.context.resume().then(() => now.element.play());
    },
    seek: (seconds) => {
      const now = playing.current;
      if (now === null) return;
      now.element.currentTime = Math.max(0, seconds);
      setAt(Math.max(0, seconds));
    },
  };
};
