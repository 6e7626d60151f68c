import type { AudioDevice, DeviceChoice } from '../device-choice.ts';
import { SYSTEM_DEVICES } from '../device-choice.ts';
import type { Diagnostics } from '../diagnostics.ts';
import { isTalking, type PhoneCall } from '../call.ts';
import type { PhoneState } from '../call-state.ts';
import { listDevices } from './devices.ts';
import { createMicrophone, type Microphone } from './microphone.ts';
import { createSoundOut, type SoundOut } from './sound-out.ts';
import { createTones, type ToneName } from './tones.ts';

/** All that is heard and said at one workstation: microphone, the voices of the calls, ringing. */
export type AudioDesk = {
  readonly microphone: Microphone;
  readonly problem: () => boolean;
  readonly choose: (choice: DeviceChoice) => Promise<void>;
  /** Plays what the state says must be heard now; `voiceOf` is the far side's sound of a call. */
  readonly follow: (state: PhoneState, voiceOf: (call: PhoneCall) => MediaStream | null) => void;
  /** Something more for the operator's ear, on the speaker; returns the function that stops it. */
  readonly playAlong: (stream: MediaStream) => () => void;
  /** What the far side of the conversation sounds like, for a meter; null while nobody talks. */
  readonly voice: () => MediaStream | null;
  /** Lets a sound be heard where voices are, or where it rings, for the test before the shift; null ends it. */
  readonly hear: (where: 'speaker' | 'ringer', sound: MediaStream | null) => void;
  readonly labels: () => Readonly<Record<string, string | null>>;
  readonly close: () => void;
};

/** The tone of the line, or null: our own ring-back only where the network sends none of its own. */
export const toneOf = (state: PhoneState): ToneName | null => {
  const last = state.calls.at(-1);
  if (state.calls.some((call) => call.direction === 'out' && call.phase === 'ringing' && !call.earlyMedia))
    return 'ringback';
  return last?.direction === 'out' && last.end?.cause === 'busy' && state.calls.length === 1 ? 'busy' : null;
};

const isRinging = (state: PhoneState): boolean => state.calls.some(({ phase }) => phase === 'incoming');

export const createAudioDesk = (deps: {
  readonly media: MediaDevices;
  readonly diagnostics: Diagnostics;
  readonly createElement: () => HTMLAudioElement;
  readonly createContext: () => AudioContext;
  /** The running calls need tracks of the new microphone. */
  readonly onMicrophone: () => void;
  /** The microphone failed, or works again. */
  readonly onProblem?: (failed: boolean) => void;
}): AudioDesk => {
  const { media, diagnostics } = deps;
  let choice: DeviceChoice = SYSTEM_DEVICES;
  let failed = false;
  const fail = (now: boolean): void => {
    if (failed === now) return;
    failed = now;
    deps.onProblem?.(now);
  };
  const onProblem = (error: unknown): void => diagnostics.note('device', String(error));
  const speakers = async (): Promise<readonly AudioDevice[]> => (await listDevices(media)).speakers;
  const out = (wished: () => string | null): SoundOut =>
    createSoundOut({ element: deps.createElement(), wished, list: speakers, onProblem });
  const microphone = createMicrophone({
    media,
    list: async () => (await listDevices(media)).microphones,
    onChanged: () => {
      fail(false);
      diagnostics.note('device', `microphone: ${microphone.label()}`);
      deps.onMicrophone();
    },
    onProblem: (error) => {
      fail(true);
      onProblem(error);
    },
  });
  /** Opens it, and says whether that went well. */
  const tried = async <T>(opening: Promise<T>): Promise<T> => {
    try {
      const opened = await opening;
      fail(false);
      return opened;
    } catch (error) {
      fail(true);
      onProblem(error);
      throw error;
    }
  };
  const tones = createTones(deps.createContext());
  const bell = createTones(deps.createContext());
  const line = out(() => choice.speaker);
  const ringer = out(() => choice.ringer);
  const voices = new Map<string, SoundOut>();
  const trial = { speaker: out(() => choice.speaker), ringer: out(() => choice.ringer) };
  let talking: MediaStream | null = null;
  const everyOut = (): readonly SoundOut[] => [line, ringer, trial.speaker, trial.ringer, ...voices.values()];
  const onDeviceChange = (): void => {
    diagnostics.note('device', 'devices changed');
    // None at sign-in and one plugged in since: it is taken now, and not with the next call.
    void (microphone.stream() === null ? tried(microphone.warm()) : microphone.recheck()).catch(() => undefined);
    for (const sound of everyOut()) void sound.route();
  };
  media.addEventListener('devicechange', onDeviceChange);
  let sounding: ToneName | null = null;
  let ringing = false;

  return {
    microphone: {
      ...microphone,
      warm: () => tried(microphone.warm()),
      take: () => tried(microphone.take()),
    },
    problem: () => failed,
    choose: async (next) => {
      choice = next;
      await microphone.choose(next.microphone);
      await Promise.all(everyOut().map((sound) => sound.route()));
    },
    follow: (state, voiceOf) => {
      const tone = toneOf(state);
      if (tone !== sounding) {
        sounding = tone;
        if (tone === null) {
          tones.stop();
          line.stop();
        } else line.play(tones.start(tone));
      }
      if (isRinging(state) !== ringing) {
        ringing = !ringing;
        if (ringing) ringer.play(bell.start('ring'));
        else {
          bell.stop();
          ringer.stop();
        }
      }
      const heard = state.calls.find(isTalking);
      talking = heard === undefined ? null : voiceOf(heard);
      for (const call of state.calls) {
        const voice = call.earlyMedia || isTalking(call) ? voiceOf(call) : null;
        const sound = voices.get(call.id);
        if (voice !== null && sound === undefined) {
          const made = out(() => choice.speaker);
          voices.set(call.id, made);
          made.play(voice);
        } else if (call.phase === 'ended' && sound !== undefined) {
          sound.stop();
          voices.delete(call.id);
        }
      }
    },
    playAlong: (stream) => {
      const sound = out(() => choice.speaker);
      sound.play(stream);
      return sound.stop;
    },
    voice: () => talking,
    hear: (where, sound) => {
      if (sound === null) trial[where].stop();
      else trial[where].play(sound);
    },
    labels: () => ({ ...choice, microphoneNow: microphone.label() }),
    close: () => {
      media.removeEventListener('devicechange', onDeviceChange);
      for (const sound of everyOut()) sound.stop();
      voices.clear();
      tones.close();
      bell.close();
      microphone.close();
    },
  };
};
