import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { AudioDesk } from './audio-desk.ts';
import { judgeRecording, meterOf, peakOf, type MicrophoneVerdict } from './level.ts';
import { createTones, type Tones } from './tones.ts';

/** Where the test before the shift stands. */
export type BenchState = {
  readonly ready: boolean;
  /** The microphone cannot be opened: refused, or none is there. */
  readonly failed: boolean;
  readonly doing: 'nothing' | 'recording' | 'playing' | 'ringing' | 'tone';
  readonly verdict: MicrophoneVerdict | null;
};

export type Meter = { readonly read: () => number; readonly stop: () => void };

/** The sound of this workstation for those who look at it and try it: meters, record and hear oneself, test tones. */
export type SoundBench = {
  readonly state: UseBoundStore<StoreApi<BenchState>>;
  readonly attach: (desk: AudioDesk | null) => void;
  readonly failed: (failed: boolean) => void;
  /** A level between 0 and 1, read as often as it is drawn; 0 while there is nothing to hear. */
  readonly meter: (what: 'microphone' | 'voice') => Meter;
  /** Tries the microphone again: it was refused, or nothing was plugged in. */
  readonly wakeMicrophone: () => Promise<void>;
  /** Records some seconds, judges them, and plays them where voices are heard. Nothing of it is kept. */
  readonly recordAndHear: () => Promise<void>;
  readonly play: (what: 'speaker' | 'ringer') => void;
  readonly stop: () => void;
};

export type SoundBenchDeps = {
  readonly createContext: () => AudioContext;
  readonly createRecorder: (stream: MediaStream) => MediaRecorder;
  readonly after: (ms: number, run: () => void) => () => void;
};

const RECORD_MS = 4000;
const TONE_MS = 2500;
const IDLE: BenchState = { ready: false, failed: false, doing: 'nothing', verdict: null };

export const createSoundBench = (deps: SoundBenchDeps): SoundBench => {
  const state = create<BenchState>()(() => IDLE);
  let desk: AudioDesk | null = null;
  let context: AudioContext | null = null;
  let tones: Tones | null = null;
  let end = (): void => undefined;

  const theContext = (): AudioContext => (context ??= deps.createContext());
  const stop = (): void => {
    end();
    end = () => undefined;
    tones?.stop();
    desk?.hear('speaker', null);
    desk?.hear('ringer', null);
    if (state.getState().doing !== 'nothing') state.setState({ doing: 'nothing' });
  };
  const until = (ms: number): void => {
    end = deps.after(ms, stop);
  };
  const record = async (stream: MediaStream): Promise<AudioBuffer | null> => {
    const pieces: Blob[] = [];
    const recorder = deps.createRecorder(stream);
    const { promise, resolve } = Promise.withResolvers<void>();
    let heard = true;
    recorder.ondataavailable = ({ data }) => pieces.push(data);
    recorder.onstop = () => resolve();
    recorder.start();
    const cancel = deps.after(RECORD_MS, () => recorder.stop());
    end = () => {
      cancel();
      heard = false;
      if (recorder.state !== 'inactive') recorder.stop();
    };
    await promise;
    if (!heard) return null;
    return theContext().decodeAudioData(await new Blob(pieces).arrayBuffer());
  };
  return {
    state,
    attach: (next) => {
      stop();
      desk = next;
      state.setState({ ...IDLE, ready: next !== null });
    },
    failed: (failed) => state.setState({ failed }),
    meter: (what) => {
      let stream: MediaStream | null = null;
      let source: MediaStreamAudioSourceNode | null = null;
      let analyser: AnalyserNode | null = null;
      const samples = new Float32Array(1024);
      const stopMeter = (): void => {
        source?.disconnect();
        source = null;
        stream = null;
      };
      return {
        read: () => {
          const now = (what === 'microphone' ? desk?.microphone.stream() : desk?.voice()) ?? null;
          if (now !== stream) {
            stopMeter();
            stream = now;
            if (now !== null && now.getAudioTracks().length > 0) {
              analyser ??= theContext().createAnalyser();
              source = theContext().createMediaStreamSource(now);
              source.connect(analyser);
            }
          }
          if (source === null || analyser === null) return 0;
          if (theContext().state === 'suspended') void theContext().resume();
          analyser.getFloatTimeDomainData(samples);
          return meterOf(peakOf(samples));
        },
        stop: stopMeter,
      };
    },
    wakeMicrophone: async () => {
      await desk?.microphone.warm().catch(() => undefined);
    },
    recordAndHear: async () => {
      stop();
      await desk?.microphone.warm().catch(() => undefined);
      const stream = desk?.microphone.stream() ?? null;
      if (stream === null) return;
      state.setState({ doing: 'recording', verdict: null });
      const sound = await record(stream);
      if (sound === null) return;
      state.setState({ doing: 'playing', verdict: judgeRecording(peakOf(sound.getChannelData(0))) });
      const out = theContext().createMediaStreamDestination();
      const player = theContext().createBufferSource();
      player.buffer = sound;
      player.connect(out);
      player.start();
      desk?.hear('speaker', out.stream);
      end = () => player.stop();
      const ending = end;
      const cancel = deps.after(Math.ceil(sound.duration * 1000) + 200, stop);
      end = () => {
        cancel();
        ending();
      };
    },
    play: (what) => {
      stop();
      if (desk === null) return;
      tones ??= createTones(deps.createContext());
      state.setState({ doing: what === 'ringer' ? 'ringing' : 'tone' });
      desk.hear(what, tones.start(what === 'ringer' ? 'ring' : 'trial'));
      until(TONE_MS);
    },
    stop,
  };
};
