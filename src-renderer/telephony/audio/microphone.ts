import { deviceFor, type AudioDevice } from '../device-choice.ts';

/**
 * The microphone, opened once at sign-in and kept open: asking for it costs up to 200 ms, and its permission is what lets a
 * call leave with the real addresses of this computer. It is silent while nobody talks.
 */
export type Microphone = {
  /** Opens it if it is not, with the device wished. Rejects when it is refused or there is none. */
  readonly warm: () => Promise<void>;
  /** A track of its own for one call; the call stops it. */
  readonly take: () => Promise<MediaStreamTrack>;
  /** Another device from now on; `onChanged` is called so that calls take new tracks. */
  readonly choose: (label: string | null) => Promise<void>;
  /** Devices were plugged or unplugged, or the system has another default: is another one ours now? */
  readonly recheck: () => Promise<void>;
  /** The open stream, for level meters; null while it is closed. */
  readonly stream: () => MediaStream | null;
  readonly label: () => string;
  readonly close: () => void;
};

export type MicrophoneDeps = {
  readonly media: Pick<MediaDevices, 'getUserMedia'>;
  readonly list: () => Promise<readonly AudioDevice[]>;
  /** The device changed or the old one died: whoever sends must take a new track. */
  readonly onChanged: () => void;
  readonly onProblem: (error: unknown) => void;
};

const AUDIO = { echoCancellation: true, noiseSuppression: true, autoGainControl: true } as const;

export const createMicrophone = (deps: MicrophoneDeps): Microphone => {
  let open: { readonly stream: MediaStream; readonly id: string; readonly group: string } | null = null;
  let opening: Promise<MediaStreamTrack> | null = null;
  let wished: string | null = null;

  /** A wish that is only ideal is not heeded: Chromium then takes the default, whatever else is there. */
  const take = async (id: string): Promise<MediaStream> => {
    const { media } = deps;
    if (id === '' || id === 'default') return media.getUserMedia({ audio: AUDIO });
    try {
      return await media.getUserMedia({ audio: { ...AUDIO, deviceId: { exact: id } } });
    } catch (error) {
      // Pulled out since it was listed.
      if (!(error instanceof Error) || error.name !== 'OverconstrainedError') throw error;
      return media.getUserMedia({ audio: AUDIO });
    }
  };
  const acquire = async (): Promise<MediaStreamTrack> => {
    const id = deviceFor(wished, await deps.list());
    const stream = await take(id);
    const track = stream.getAudioTracks()[0];
    if (track === undefined) throw new DOMException('no audio track', 'NotFoundError');
    const old = open;
    open = { stream, id, group: track.getSettings().groupId ?? '' };
    for (const gone of old?.stream.getTracks() ?? []) gone.stop();
    // Unplugged in the middle of a word: the next best device takes over.
    track.addEventListener('ended', () => {
      if (open?.stream === stream) void reopen();
    });
    return track;
  };
  const opened = (): Promise<MediaStreamTrack> => {
    const track = open?.stream.getAudioTracks()[0];
    if (track?.readyState === 'live') return Promise.resolve(track);
    opening ??= acquire().finally(() => {
      opening = null;
    });
    return opening;
  };
  const reopen = async (): Promise<void> => {
    try {
      await opening?.catch(() => undefined);
      await acquire();
      deps.onChanged();
    } catch (error) {
      deps.onProblem(error);
    }
  };
  return {
    warm: async () => {
      await opened();
    },
    take: async () => (await opened()).clone(),
    choose: async (label) => {
      if (label === wished) return;
      wished = label;
      if (open !== null) await reopen();
    },
    recheck: async () => {
      if (open === null) return;
      const devices = await deps.list();
      const id = deviceFor(wished, devices);
      const alive = open.stream.getAudioTracks()[0]?.readyState === 'live';
      // "default" stays the same word while the device behind it changes: its group tells.
      const group =
        id === 'default' ? (devices.find((device) => device.id === 'default')?.group ?? open.group) : open.group;
      if (!alive || id !== open.id || group !== open.group) await reopen();
    },
    stream: () => open?.stream ?? null,
    label: () => open?.stream.getAudioTracks()[0]?.label ?? '',
    close: () => {
      for (const track of open?.stream.getTracks() ?? []) track.stop();
      open = null;
    },
  };
};
