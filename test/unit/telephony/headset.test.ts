import { describe, expect, it } from 'vitest';
import { SILENT_PHONE, type PhoneState } from '../../../src-renderer/telephony/call-state.ts';
import type { PhoneCall } from '../../../src-renderer/telephony/call.ts';
import { followHeadset } from '../../../src-renderer/telephony/follow-headset.ts';
import type { TelephonyPort } from '../../../src-renderer/telephony/telephony-port.ts';
import { createHeadset, findBit, lampReports, type HeadsetDevices } from '../../../src-renderer/telephony/headset.ts';

/** A headset as many are: hook and mute in one report behind a padding, lamps in another. */
const INPUT = [
  { reportId: 1, items: [{ usages: [0x0c_00e9, 0x0c_00ea], reportSize: 1, reportCount: 2 }] },
  {
    reportId: 2,
    items: [
      { usages: [], reportSize: 1, reportCount: 3, isConstant: true },
      { usages: [0x0b_0020, 0x0b_0021, 0x0b_002f], reportSize: 1, reportCount: 3 },
      { usages: [], reportSize: 1, reportCount: 10, isConstant: true },
    ],
  },
];
const OUTPUT = [{ reportId: 3, items: [{ usages: [0x08_0017, 0x08_0009, 0x08_0018], reportSize: 1, reportCount: 3 }] }];

class Device extends EventTarget {
  opened = false;
  readonly productName = 'Headset One';
  readonly collections = [{ inputReports: INPUT, outputReports: OUTPUT }];
  readonly sent: (readonly [number, readonly number[]])[] = [];
  open = (): Promise<void> => Promise.resolve(void (this.opened = true));
  close = (): Promise<void> => Promise.resolve(void (this.opened = false));
  sendReport = (id: number, data: BufferSource): Promise<void> =>
    Promise.resolve(void this.sent.push([id, [...new Uint8Array(data as ArrayBuffer)]]));
  press(reportId: number, ...bytes: readonly number[]): void {
    this.dispatchEvent(
      Object.assign(new Event('inputreport'), { reportId, data: new DataView(new Uint8Array(bytes).buffer) }),
    );
  }
}

const hidOf = (device: Device): HeadsetDevices => ({
  getDevices: () => Promise.resolve([device]),
  requestDevice: () => Promise.resolve([device]),
});

describe('headset keys', () => {
  it('TE-23 finds the bit of a usage behind what stands before it', () => {
    expect(findBit(INPUT, 0x0b_0020)).toEqual({ reportId: 2, bit: 3, bytes: 2 });
    expect(findBit(INPUT, 0x0b_002f)).toEqual({ reportId: 2, bit: 5, bytes: 2 });
    expect(findBit(INPUT, 0x0b_0099)).toBeNull();
    expect(findBit([], 0x0b_0020)).toBeNull();
  });

  it('TE-23 hears the hook both ways, mute when pressed, and nothing twice', async () => {
    const device = new Device();
    const heard: string[] = [];
    const headset = createHeadset(hidOf(device), (key, on) => heard.push(`${key} ${on}`));
    expect(await headset.open(false)).toEqual(['Headset One']);
    device.press(1, 0xff);
    device.press(2, 0b0000_1000, 0);
    device.press(2, 0b0000_1000, 0);
    device.press(2, 0b0010_1000, 0);
    device.press(2, 0b0000_1000, 0);
    device.press(2, 0, 0);
    device.press(2);
    expect(heard).toEqual(['hook true', 'mute true', 'hook false']);
    await headset.close();
    device.press(2, 0b0000_1000, 0);
    expect(heard).toHaveLength(3);
    expect(device.opened).toBe(false);
  });

  it('TE-23 shows ringing, off hook and mute in one report', async () => {
    const device = new Device();
    const headset = createHeadset(hidOf(device), () => undefined);
    await headset.open(true);
    headset.show({ ringing: true, offHook: false, muted: true });
    expect(device.sent).toEqual([[3, [0b110]]]);
    expect(lampReports([[null, true]]).size).toBe(0);
  });
});

/** A telephone that says what a test tells it to, and notes what it is asked. */
const phone = () => {
  const asked: string[] = [];
  let tell = (_state: PhoneState): void => undefined;
  const port = {
    subscribe: (listener: typeof tell) => {
      tell = listener;
      listener(SILENT_PHONE);
      return () => undefined;
    },
    setMuted: (muted: boolean) => asked.push(`muted ${muted}`),
    answer: (id: string) => asked.push(`answer ${id}`),
    hangUp: (id: string) => asked.push(`hangUp ${id}`),
  };
  return { port: port as unknown as TelephonyPort, asked, say: (state: PhoneState) => tell(state) };
};
const callIn = (phase: PhoneCall['phase'], more: Partial<PhoneCall> = {}): PhoneState => ({
  ...SILENT_PHONE,
  calls: [{ id: 'one', direction: 'out', hold: 'none', phase, ...more } as PhoneCall],
});
const OFF_HOOK = 0b001;
const MUTED = 0b010;
const RING = 0b100;
const lastLamp = (device: Device): number | undefined => device.sent.at(-1)?.[1][0];

describe('a headset at the telephone', () => {
  it('SH-01 its keys answer, mute and end, and its lamp follows the call', async () => {
    const device = new Device();
    const { port, asked, say } = phone();
    const headset = followHeadset(port, hidOf(device));
    await headset.open(false);
    say(callIn('incoming', { direction: 'in' }));
    expect(lastLamp(device)).toBe(RING);
    device.press(2, 0b0000_1000, 0);
    say(callIn('active', { direction: 'in' }));
    expect(lastLamp(device)).toBe(OFF_HOOK);
    device.press(2, 0b0010_1000, 0);
    say({ ...callIn('active', { direction: 'in' }), muted: true });
    expect(lastLamp(device)).toBe(OFF_HOOK | MUTED);
    device.press(2, 0b0000_1000, 0);
    device.press(2, 0, 0);
    say({ ...callIn('ended'), muted: false });
    expect(lastLamp(device)).toBe(0);
    expect(asked).toEqual(['answer one', 'muted true', 'hangUp one']);
  });

  it('SH-25 behind a lock it answers nothing, and still mutes and ends', async () => {
    const device = new Device();
    const { port, asked, say } = phone();
    await followHeadset(port, hidOf(device), () => false).open(false);
    say(callIn('incoming', { direction: 'in' }));
    device.press(2, 0b0000_1000, 0);
    expect(asked).toEqual([]);
    say(callIn('active'));
    device.press(2, 0b0010_1000, 0);
    device.press(2, 0, 0);
    expect(asked).toEqual(['muted true', 'hangUp one']);
  });

  it('SH-01 it is off the hook from the first ring-back and through a hold, and told once of what stays', async () => {
    const device = new Device();
    const { port, say } = phone();
    await followHeadset(port, hidOf(device)).open(false);
    say(callIn('ringing'));
    expect(lastLamp(device)).toBe(OFF_HOOK);
    const before = device.sent.length;
    say(callIn('active'));
    say(callIn('active', { hold: 'held' }));
    expect(device.sent).toHaveLength(before);
  });

  it('SH-01 plugged in during a call it shows the call, and unplugged it is silent', async () => {
    const device = new Device();
    const { port, asked, say } = phone();
    const hid = Object.assign(new EventTarget(), { ...hidOf(device), getDevices: () => Promise.resolve([]) });
    await followHeadset(port, hid).open(false);
    say({ ...callIn('active'), muted: true });
    const plug = (name: string): boolean => hid.dispatchEvent(Object.assign(new Event(name), { device }));
    plug('connect');
    await Promise.resolve();
    await Promise.resolve();
    expect(lastLamp(device)).toBe(OFF_HOOK | MUTED);
    plug('disconnect');
    device.press(2, 0b0010_1000, 0);
    expect(asked).toEqual([]);
  });
});
