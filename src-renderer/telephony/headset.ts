/** What a headset's own keys say, and its lamp shows; nothing of WebHID beyond this file. */
export type HeadsetKey = 'hook' | 'mute';
export type HeadsetLamp = { readonly ringing: boolean; readonly offHook: boolean; readonly muted: boolean };

export type Headset = {
  /** Opens the headsets that this person allowed before; asks for one when `ask` is true (needs a press of a key). */
  readonly open: (ask: boolean) => Promise<readonly string[]>;
  readonly show: (lamp: HeadsetLamp) => void;
  readonly close: () => Promise<void>;
};

/** HID Usage Tables 1.5: Telephony page and LED page. */
const TELEPHONY_PAGE = 0x0b;
const HOOK_SWITCH = 0x0b_0020;
const PHONE_MUTE = 0x0b_002f;
const LED_MUTE = 0x08_0009;
const LED_OFF_HOOK = 0x08_0017;
const LED_RING = 0x08_0018;

type Item = {
  readonly usages?: readonly number[] | undefined;
  readonly reportSize?: number | undefined;
  readonly reportCount?: number | undefined;
  readonly isConstant?: boolean | undefined;
};
type Report = { readonly reportId?: number | undefined; readonly items?: readonly Item[] | undefined };
type Collection = {
  readonly inputReports?: readonly Report[] | undefined;
  readonly outputReports?: readonly Report[] | undefined;
};

/** One bit of a report: where a key's or a lamp's usage stands. */
export type UsageBit = { readonly reportId: number; readonly bit: number; readonly bytes: number };

/** Finds the bit of a usage (page and id in one number) in the reports of a device, or null. */
export const findBit = (reports: readonly Report[], usage: number): UsageBit | null => {
  for (const { reportId = 0, items = [] } of reports) {
    let at = 0;
    let found: number | null = null;
    for (const { usages = [], reportSize = 0, reportCount = 0, isConstant = false } of items) {
      const index = isConstant ? -1 : usages.indexOf(usage);
      if (index >= 0 && index < reportCount) found ??= at + index * reportSize;
      at += reportSize * reportCount;
    }
    if (found !== null) return { reportId, bit: found, bytes: Math.ceil(at / 8) };
  }
  return null;
};

export const readBit = (data: DataView, { bit }: UsageBit): boolean => {
  const byte = bit >> 3;
  return byte < data.byteLength && ((data.getUint8(byte) >> (bit & 7)) & 1) === 1;
};

/** The output reports that show a lamp: bits that share a report are written together. */
export const lampReports = (
  lamps: readonly (readonly [UsageBit | null, boolean])[],
): ReadonlyMap<number, Uint8Array<ArrayBuffer>> => {
  const reports = new Map<number, Uint8Array<ArrayBuffer>>();
  for (const [place, on] of lamps) {
    if (place === null) continue;
    const data = reports.get(place.reportId) ?? new Uint8Array(place.bytes);
    if (on) data[place.bit >> 3] = (data[place.bit >> 3] ?? 0) | (1 << (place.bit & 7));
    reports.set(place.reportId, data);
  }
  return reports;
};

type Device = EventTarget & {
  readonly opened: boolean;
  readonly productName: string;
  readonly collections: readonly Collection[];
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly sendReport: (reportId: number, data: BufferSource) => Promise<void>;
};
type Filter = { readonly usagePage: number };
export type HeadsetDevices = Partial<Pick<EventTarget, 'addEventListener' | 'removeEventListener'>> & {
  readonly getDevices: () => Promise<readonly Device[]>;
  readonly requestDevice: (options: { readonly filters: readonly Filter[] }) => Promise<readonly Device[]>;
};

type InputReport = Event & { readonly reportId: number; readonly data: DataView };

const keysOf = (device: Device): readonly (readonly [HeadsetKey, UsageBit])[] => {
  const reports = device.collections.flatMap(({ inputReports = [] }) => inputReports);
  const hook = findBit(reports, HOOK_SWITCH);
  const mute = findBit(reports, PHONE_MUTE);
  return [...(hook === null ? [] : [['hook', hook] as const]), ...(mute === null ? [] : [['mute', mute] as const])];
};

const show = (device: Device, { ringing, offHook, muted }: HeadsetLamp): void => {
  const reports = device.collections.flatMap(({ outputReports = [] }) => outputReports);
  const lamps = lampReports([
    [findBit(reports, LED_RING), ringing],
    [findBit(reports, LED_OFF_HOOK), offHook],
    [findBit(reports, LED_MUTE), muted],
  ]);
  for (const [reportId, data] of lamps) void device.sendReport(reportId, data).catch(() => undefined);
};

/**
 * Headsets with telephone keys. `onKey` hears a key's change: for the hook whether it is off now, for mute only presses
 * (`on` true), because headsets disagree on whether that key stays down.
 */
export const createHeadset = (hid: HeadsetDevices, onKey: (key: HeadsetKey, on: boolean) => void): Headset => {
  const opened = new Map<Device, () => void>();
  let shown: HeadsetLamp | null = null;
  const attach = async (device: Device): Promise<void> => {
    const keys = keysOf(device);
    if (keys.length === 0 || opened.has(device)) return;
    if (!device.opened) await device.open();
    const before = new Map<HeadsetKey, boolean>();
    const onReport = (event: Event): void => {
      const { reportId, data } = event as InputReport;
      for (const [key, place] of keys) {
        if (place.reportId !== reportId) continue;
        const on = readBit(data, place);
        if (before.get(key) === on) continue;
        before.set(key, on);
        if (key === 'hook' || on) onKey(key, on);
      }
    };
    device.addEventListener('inputreport', onReport);
    opened.set(device, () => device.removeEventListener('inputreport', onReport));
    // Plugged in during a call: its lamp tells what is true already.
    if (shown !== null) show(device, shown);
  };
  const onConnect = (event: Event): void => {
    const { device } = event as Event & { readonly device?: Device };
    // What does not open is as good as none; the person can choose it anew.
    if (device !== undefined) void attach(device).catch(() => undefined);
  };
  const onDisconnect = (event: Event): void => {
    const { device } = event as Event & { readonly device?: Device };
    if (device === undefined) return;
    opened.get(device)?.();
    opened.delete(device);
  };
  hid.addEventListener?.('connect', onConnect);
  hid.addEventListener?.('disconnect', onDisconnect);
  return {
    open: async (ask) => {
      if (ask) await hid.requestDevice({ filters: [{ usagePage: TELEPHONY_PAGE }] });
      for (const device of await hid.getDevices()) await attach(device);
      return [...opened.keys()].map(({ productName }) => productName);
    },
    show: (lamp) => {
      if (
        shown !== null &&
        lamp.ringing === shown.ringing &&
        lamp.offHook === shown.offHook &&
        lamp.muted === shown.muted
      )
        return;
      shown = lamp;
      for (const device of opened.keys()) show(device, lamp);
    },
    close: async () => {
      hid.removeEventListener?.('connect', onConnect);
      hid.removeEventListener?.('disconnect', onDisconnect);
      for (const [device, detach] of opened) {
        detach();
        await device.close();
      }
      opened.clear();
    },
  };
};
