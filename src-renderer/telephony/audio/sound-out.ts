import { deviceFor, type AudioDevice } from '../device-choice.ts';

/**
 * Sound through an audio element on a chosen device. The element and not the audio graph, because the browser's echo
 * cancellation knows only what elements play.
 */
export type SoundOut = {
  readonly play: (stream: MediaStream) => void;
  readonly stop: () => void;
  /** Opens the device again after a choice, a plug or an unplug. */
  readonly route: () => Promise<void>;
};

export const createSoundOut = (deps: {
  readonly element: HTMLAudioElement;
  readonly wished: () => string | null;
  readonly list: () => Promise<readonly AudioDevice[]>;
  readonly onProblem: (error: unknown) => void;
}): SoundOut => {
  const { element } = deps;
  const route = async (): Promise<void> => {
    const id = deviceFor(deps.wished(), await deps.list());
    // The empty id follows the system's default by itself, also when it changes.
    const sink = id === 'default' ? '' : id;
    if (element.sinkId !== sink) await element.setSinkId(sink);
  };
  return {
    play: (stream) => {
      if (element.srcObject !== stream) element.srcObject = stream;
      route()
        .catch(deps.onProblem)
        .then(() => element.play())
        // An element that is stopped before it starts says so as an abort: that is no fault.
        .catch((error: unknown) => {
          if (!(error instanceof DOMException && error.name === 'AbortError')) deps.onProblem(error);
        });
    },
    stop: () => {
      element.pause();
      element.srcObject = null;
    },
    route: () => route().catch(deps.onProblem),
  };
};
