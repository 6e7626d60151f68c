import { describe, expect, it } from 'vitest';
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
