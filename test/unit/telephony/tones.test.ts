import { describe, expect, it } from 'vitest';
import { createTones, type ToneName } from '../../../src-renderer/telephony/audio/tones.ts';

/** An audio graph that notes what is scheduled in it, in seconds of its own clock. */
const graph = () => {
  const loud: number[] = [];
  const oscillators: (EventTarget & { until: number })[] = [];
  let running = false;
  const node = { connect: () => undefined, disconnect: () => undefined };
  const gain = {
    setValueAtTime: () => undefined,
    setTargetAtTime: (value: number, at: number) => (value > 0 ? loud.push(at) : 0),
  };
  const context = {
    currentTime: 100,
    createMediaStreamDestination: () => ({ ...node, stream: 'the line' }),
    createGain: () => ({ ...node, gain }),
    createOscillator: () => {
      const oscillator = Object.assign(new EventTarget(), {
        ...node,
        frequency: { value: 0 },
        until: Infinity,
        start: () => undefined,
        stop: (at = 0) => void (oscillator.until = at),
      });
      oscillators.push(oscillator);
      return oscillator;
    },
    resume: () => Promise.resolve(void (running = true)),
    suspend: () => Promise.resolve(void (running = false)),
  };
  const tones = createTones(context as unknown as AudioContext);
  return { tones, loud, oscillators, running: () => running };
};
const lasts = (name: ToneName): number => {
  const { tones, oscillators } = graph();
  tones.start(name);
  return Math.max(...oscillators.map(({ until }) => until)) - 100;
};

describe('the tones of the line', () => {
  it('TE-32 busy says so three times and ends by itself; what rings goes on for as long as somebody may wait', () => {
    const { tones, loud, oscillators, running } = graph();
    tones.start('busy');
    expect(loud).toEqual([100.02, 101.02, 102.02]);
    expect(lasts('busy')).toBeCloseTo(3, 1);
    expect(running()).toBe(true);
    oscillators[0]?.dispatchEvent(new Event('ended'));
    expect(running()).toBe(false);
    expect(lasts('ring')).toBeGreaterThan(180);
    expect(lasts('ringback')).toBeGreaterThan(180);
  });

  it('TE-32 the end of one that was overtaken leaves the next its sound', () => {
    const { tones, oscillators, running } = graph();
    tones.start('busy');
    tones.start('ringback');
    oscillators[0]?.dispatchEvent(new Event('ended'));
    expect(running()).toBe(true);
  });
});
