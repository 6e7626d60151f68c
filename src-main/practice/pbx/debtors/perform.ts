import { setTimeout as sleep } from 'node:timers/promises';
import { assertNever } from '../../../../src-shared/domain/assert-never.ts';
import { tone } from '../media/frames.ts';
import type { Voice } from './cast.ts';
import { listen } from './listen.ts';
import type { LineName } from './lines/italian.ts';
import type { Speech } from './speech.ts';
import type { Behaviour, RejectStatus, Step } from './step.ts';

/** The telephone in a debtor's hand, as far as a script goes. What waits ends with the signal. */
export type Stage = {
  readonly ring: () => Promise<void>;
  readonly announce: () => Promise<void>;
  readonly answer: () => Promise<void>;
  readonly reject: (status: RejectStatus, because?: number) => Promise<void>;
  readonly hangUp: () => Promise<void>;
  readonly play: (audio: Uint8Array, signal: AbortSignal) => Promise<void>;
  readonly echo: (seconds: number, signal: AbortSignal) => Promise<void>;
  readonly hold: (held: boolean) => Promise<void>;
  readonly transfer: (to: string, signal: AbortSignal) => Promise<void>;
  readonly sendKeys: (keys: string, by: 'rtp' | 'info', signal: AbortSignal) => Promise<void>;
  /** The next key that is pressed at the other side, from those not read yet. */
  readonly nextKey: (signal: AbortSignal) => Promise<string>;
  /** True once after keys that nobody waited for. */
  readonly strangeKey: () => boolean;
  readonly now: () => number;
  /** When a voice was last heard, in the clock's milliseconds. */
  readonly lastVoice: () => number;
  /** Whether the other side has put us on hold: then nobody waits for an answer. */
  readonly isHeld: () => boolean;
};

export type Performance = { readonly stage: Stage; readonly speech: Speech; readonly signal: AbortSignal };

/** Plays a script to its end; rejects when the signal stops it or the telephone refuses a step. */
export async function perform(behaviour: Behaviour, performance: Performance): Promise<void> {
  await performSteps(behaviour.steps, behaviour.voice, { ...performance, tones: behaviour.tones });
}

/** `tones`: what is said when keys are pressed in somebody's ear. */
type Playing = Performance & { readonly tones: LineName | null };

async function performSteps(steps: readonly Step[], voice: Voice, performance: Playing): Promise<Voice> {
  let speaker = voice;
  for (const step of steps) {
    performance.signal.throwIfAborted();
    speaker = await performStep(step, speaker, performance);
  }
  return speaker;
}

async function performStep(step: Step, voice: Voice, performance: Playing): Promise<Voice> {
  const { stage, speech, signal } = performance;
  const say = async (line: LineName): Promise<void> => stage.play(await speech.line(line, voice), signal);
  switch (step.do) {
    case 'ring':
      await stage.ring();
      return voice;
    case 'wait':
      await sleep(step.seconds * 1_000, undefined, { signal });
      return voice;
    case 'announce':
      await stage.announce();
      return voice;
    case 'answer':
      await stage.answer();
      return voice;
    case 'reject':
      await stage.reject(step.status, step.because);
      return voice;
    case 'say':
      await say(step.line);
      return voice;
    case 'voice':
      return step.voice;
    case 'tone':
      await stage.play(tone(step.hz, step.seconds), signal);
      return voice;
    case 'listen':
      await listen(step, performance, say);
      return voice;
    case 'menu':
      return performSteps(await choiceOf(step, stage, signal), voice, performance);
    case 'keys':
      await stage.sendKeys(step.keys, step.by, signal);
      return voice;
    case 'hold':
    case 'resume':
      await stage.hold(step.do === 'hold');
      return voice;
    case 'transfer':
      await stage.transfer(step.to, signal);
      return voice;
    case 'echo':
      await stage.echo(step.seconds, signal);
      return voice;
    case 'hang-up':
      await stage.hangUp();
      return voice;
    default:
      return assertNever(step);
  }
}

/** The steps of the choice whose keys were pressed; `otherwise` when the time is up or no choice begins so. */
async function choiceOf(
  { choices, seconds, otherwise }: Extract<Step, { do: 'menu' }>,
  stage: Stage,
  signal: AbortSignal,
): Promise<readonly Step[]> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1_000)]);
  let pressed = '';
  while (Object.keys(choices).some((keys) => keys.startsWith(pressed))) {
    try {
      pressed += await stage.nextKey(inTime);
    } catch (error) {
      if (signal.aborted) throw error;
      return otherwise;
    }
    if (Object.hasOwn(choices, pressed)) return choices[pressed] ?? otherwise;
  }
  return otherwise;
}
