/** Which devices the operator wants, by label: ids change with the browser's profile and with the socket in the wall. */
export type DeviceChoice = {
  readonly microphone: string | null;
  readonly speaker: string | null;
  /** May be another one than the speaker: a headset on the table is not heard ringing. */
  readonly ringer: string | null;
};

export type DeviceKind = keyof DeviceChoice;

export type AudioDevice = { readonly id: string; readonly label: string; readonly group: string };

export type AudioDevices = {
  readonly microphones: readonly AudioDevice[];
  readonly speakers: readonly AudioDevice[];
};

export const SYSTEM_DEVICES: DeviceChoice = { microphone: null, speaker: null, ringer: null };

/** Chromium lists the system's default twice more, under these ids and with a prefix before the label. */
const ALIASES = new Set(['default', 'communications']);

export const withoutAliases = (devices: readonly AudioDevice[]): readonly AudioDevice[] =>
  devices.filter(({ id }) => !ALIASES.has(id));

/**
 * The id for a remembered label: that device, or the same model on another socket (the label up to its last bracket, where
 * Chromium writes the USB ids), or `default` when it is not there now. The wish stays: plugged in again, it is used again.
 */
export const deviceFor = (label: string | null, devices: readonly AudioDevice[]): string => {
  if (label === null) return 'default';
  const real = withoutAliases(devices);
  const model = (text: string): string => text.replace(/\s*\([^()]*\)\s*$/u, '');
  const found =
    real.find((device) => device.label === label) ?? real.find((device) => model(device.label) === model(label));
  return found?.id ?? 'default';
};
