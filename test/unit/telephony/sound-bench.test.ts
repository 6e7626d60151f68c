import { describe, expect, it } from 'vitest';
import type { AudioDesk } from '../../../src-renderer/telephony/audio/audio-desk.ts';
import { judgeRecording, meterOf, peakOf } from '../../../src-renderer/telephony/audio/level.ts';
import { createMicrophone } from '../../../src-renderer/telephony/audio/microphone.ts';
import { createSoundBench } from '../../../src-renderer/telephony/audio/sound-bench.ts';
import type { AudioDevice } from '../../../src-renderer/telephony/device-choice.ts';

class Track extends EventTarget {
  readyState: 'live' | 'ended' = 'live';
  enabled = true;
  readonly label: string;
  readonly group: string;
  constructor(label: string, group: string) {
    super();
    this.label = label;
    this.group = group;
  }
  getSettings = () => ({ groupId: this.group });
  clone = (): Track => new Track(this.label, this.group);
  stop = (): void => void (this.readyState = 'ended');
  /** Pulled out of its socket. */
  unplug(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

const device = (id: string, label: string, group = id): AudioDevice => ({ id, label, group });
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
};

const desktop = (devices: AudioDevice[]) => {
  const opened: Track[] = [];
  const heard: string[] = [];
  const microphone = createMicrophone({
    media: {
      getUserMedia: (wanted) => {
        const wish = (wanted as { audio: MediaTrackConstraints }).audio.deviceId as { exact: string } | undefined;
        const id = wish?.exact ?? 'default';
        const found = devices.find((one) => one.id === id) ?? devices[0];
        if (found === undefined) return Promise.reject(new DOMException('none', 'NotFoundError'));
        const track = new Track(found.label, found.group);
        opened.push(track);
        return Promise.resolve({ getAudioTracks: () => [track], getTracks: () => [track] } as unknown as MediaStream);
      },
    },
    list: () => Promise.resolve([...devices]),
    onChanged: () => heard.push('changed'),
    onProblem: () => heard.push('problem'),
  });
  return { microphone, opened, heard, devices };
};
const OWN = device('a1', 'Headset (0d8c:0014)');
const LAPTOP = device('b1', 'Laptop microphone');

describe('the microphone through plugs and unplugs', () => {
  it('SH-19 unplugged in a call, the next best takes over at once, and the wish stays', async () => {
    const { microphone, opened, heard, devices } = desktop([device('default', LAPTOP.label, 'b1'), OWN, LAPTOP]);
    await microphone.choose(OWN.label);
    await microphone.warm();
    expect(microphone.label()).toBe(OWN.label);
    devices.splice(1, 1);
    opened[0]?.unplug();
    await settle();
    expect(microphone.label()).toBe(LAPTOP.label);
    expect(heard).toEqual(['changed']);
    // Back in another socket: another id, the same model.
    devices.push(device('a2', 'Headset (0d8c:0099)'));
    await microphone.recheck();
    expect(microphone.label()).toBe('Headset (0d8c:0099)');
    expect(heard).toEqual(['changed', 'changed']);
  });

  it('SH-19 the system’s other default is followed, and only where the default was wished', async () => {
    const { microphone, opened, devices } = desktop([device('default', LAPTOP.label, 'b1'), OWN, LAPTOP]);
    await microphone.warm();
    devices[0] = device('default', OWN.label, 'a1');
    await microphone.recheck();
    expect(microphone.label()).toBe(OWN.label);
    await microphone.recheck();
    expect(opened).toHaveLength(2);
    await microphone.choose(LAPTOP.label);
    devices[0] = device('default', LAPTOP.label, 'b1');
    await microphone.recheck();
    expect(opened).toHaveLength(3);
  });

  it('SH-19 with nothing left it says so, and takes what is plugged in next', async () => {
    const { microphone, opened, heard, devices } = desktop([OWN]);
    await microphone.warm();
    devices.length = 0;
    opened[0]?.unplug();
    await settle();
    expect(heard).toEqual(['problem']);
    devices.push(LAPTOP);
    await microphone.recheck();
    expect(heard).toEqual(['problem', 'changed']);
    expect((await microphone.take()).readyState).toBe('live');
  });
});

describe('levels and verdicts', () => {
  it('SH-20 the loudest sample counts, on the ear’s scale', () => {
    expect(peakOf(new Float32Array([0, -0.5, 0.25]))).toBe(0.5);
    expect(meterOf(0)).toBe(0);
    expect(meterOf(1)).toBe(1);
    expect(meterOf(0.0316)).toBeCloseTo(0.5, 2);
    expect(meterOf(4)).toBe(1);
  });

  it.each([
    [0, 'silent'],
    [0.004, 'silent'],
    [0.02, 'quiet'],
    [0.3, 'good'],
    [1, 'loud'],
  ] as const)('SH-20 a recording whose loudest sample is %d is %s', (peak, verdict) => {
    expect(judgeRecording(peak)).toBe(verdict);
  });
});

/** A bench whose recorder and audio graph do as they are told. */
const bench = (peak: number) => {
  const timers: { ms: number; run: () => void }[] = [];
  const heard: string[] = [];
  let warm: Promise<void> = Promise.resolve();
  const buffer = { duration: 4, getChannelData: () => new Float32Array([0, peak]) };
  const context = {
    state: 'running',
    decodeAudioData: () => Promise.resolve(buffer),
    createMediaStreamDestination: () => ({ stream: 'recorded' }),
    createBufferSource: () => ({ connect: () => undefined, start: () => undefined, stop: () => undefined }),
  };
  const recorder = {
    state: 'inactive',
    ondataavailable: (_event: object) => undefined,
    onstop: () => undefined,
    start: () => void (recorder.state = 'recording'),
    stop: () => {
      recorder.state = 'inactive';
      recorder.ondataavailable({ data: new Blob(['x']) });
      recorder.onstop();
    },
  };
  const made = createSoundBench({
    createContext: () => context as unknown as AudioContext,
    createRecorder: () => recorder as unknown as MediaRecorder,
    after: (ms, run) => {
      const timer = { ms, run };
      timers.push(timer);
      return () => void (timers.includes(timer) && timers.splice(timers.indexOf(timer), 1));
    },
  });
  const desk = {
    microphone: { warm: () => warm, stream: () => 'microphone' },
    voice: () => null,
    hear: (where: string, sound: unknown) => heard.push(`${where} ${sound === null ? 'off' : 'on'}`),
  };
  made.attach(desk as unknown as AudioDesk);
  return { made, timers, heard, refuse: () => (warm = Promise.reject(new Error('refused'))), desk };
};

describe('the test before the shift', () => {
  it('SH-20 records, judges in a word, lets oneself be heard, and ends by itself', async () => {
    const { made, timers, heard } = bench(0.4);
    const whole = made.recordAndHear();
    await settle();
    expect(made.state.getState().doing).toBe('recording');
    timers.shift()?.run();
    await whole;
    expect(made.state.getState()).toMatchObject({ doing: 'playing', verdict: 'good' });
    expect(heard.at(-1)).toBe('speaker on');
    timers.shift()?.run();
    expect(made.state.getState().doing).toBe('nothing');
    expect(heard.slice(-2)).toEqual(['speaker off', 'ringer off']);
  });

  it('SH-20 stopped while recording it judges nothing, and another account’s desk ends it', async () => {
    const { made, timers } = bench(0.4);
    const whole = made.recordAndHear();
    await settle();
    made.attach(null);
    await whole;
    expect(made.state.getState()).toEqual({ ready: false, failed: false, doing: 'nothing', verdict: null });
    expect(timers).toEqual([]);
  });

  it('SH-20 a meter with nothing to hear shows nothing', () => {
    const { made } = bench(0);
    expect(made.meter('voice').read()).toBe(0);
  });
});
