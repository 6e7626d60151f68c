/** One cadence: the frequencies sounding together and the seconds on and off, repeated so many times. */
type Tone = {
  readonly hz: readonly number[];
  readonly on: number;
  readonly off: number;
  readonly gain: number;
  readonly cycles: number;
};

/** Enough for any ringing; a graph scheduled ahead needs no timer, so a hidden window rings in time. */
const LONG = 60;

/** Italy's tones (ITU-T E.180, supplement 2): 425 Hz, ringing 1 s in 5, busy half a second in one. */
const TONES = {
  ringback: { hz: [425], on: 1, off: 4, gain: 0.12, cycles: LONG },
  /** Says how the call ended, and leaves the operator to the next one. */
  busy: { hz: [425], on: 0.5, off: 0.5, gain: 0.12, cycles: 3 },
  /** For the operator, not of the network: two notes that are heard across a room. */
  ring: { hz: [660, 880], on: 1.2, off: 2.4, gain: 0.25, cycles: LONG },
  /** Of the test before the shift: as loud as a voice. */
  trial: { hz: [440], on: 0.6, off: 0.4, gain: 0.25, cycles: LONG },
} as const satisfies Readonly<Record<string, Tone>>;

export type ToneName = keyof typeof TONES;

export type Tones = {
  /** Starts the tone and answers the stream that carries it. The one that sounded before ends. */
  readonly start: (name: ToneName) => MediaStream;
  readonly stop: () => void;
  readonly close: () => void;
};

/** A wish that the next one overtakes is refused by the browser, which is no fault. */
const settle = (wish: Promise<void>): void => void wish.catch(() => undefined);

export const createTones = (context: AudioContext): Tones => {
  const out = context.createMediaStreamDestination();
  let sounding: {
    readonly name: ToneName;
    readonly oscillators: readonly OscillatorNode[];
    readonly gain: GainNode;
  } | null = null;
  const stop = (): void => {
    for (const oscillator of sounding?.oscillators ?? []) oscillator.stop();
    sounding?.gain.disconnect();
    sounding = null;
    settle(context.suspend());
  };
  return {
    start: (name) => {
      if (sounding?.name === name) return out.stream;
      stop();
      settle(context.resume());
      const tone = TONES[name];
      const gain = context.createGain();
      gain.connect(out);
      const from = context.currentTime + 0.02;
      gain.gain.setValueAtTime(0, 0);
      for (let cycle = 0; cycle < tone.cycles; cycle += 1) {
        const at = from + cycle * (tone.on + tone.off);
        gain.gain.setTargetAtTime(tone.gain / tone.hz.length, at, 0.005);
        gain.gain.setTargetAtTime(0, at + tone.on, 0.005);
      }
      const oscillators = tone.hz.map((hz) => {
        const oscillator = context.createOscillator();
        oscillator.frequency.value = hz;
        oscillator.connect(gain);
        oscillator.start(from);
        oscillator.stop(from + tone.cycles * (tone.on + tone.off));
        return oscillator;
      });
      const now = { name, oscillators, gain };
      sounding = now;
      // Over by itself: nothing is left to reckon.
      oscillators[0]?.addEventListener('ended', () => {
        if (sounding === now) stop();
      });
      return out.stream;
    },
    stop,
    close: () => {
      stop();
      settle(context.close());
    },
  };
};
