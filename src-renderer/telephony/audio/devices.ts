import type { AudioDevice, AudioDevices } from '../device-choice.ts';

const asDevice = ({ deviceId, label, groupId }: MediaDeviceInfo): AudioDevice => ({
  id: deviceId,
  label: label.replace(/^(?:Default|Predefinito|Communications|Comunicazioni) - /u, ''),
  group: groupId,
});

/** What is plugged in now; labels are empty until the microphone was allowed once. */
export const listDevices = async (media: Pick<MediaDevices, 'enumerateDevices'>): Promise<AudioDevices> => {
  const found = await media.enumerateDevices();
  return {
    microphones: found.filter(({ kind }) => kind === 'audioinput').map(asDevice),
    speakers: found.filter(({ kind }) => kind === 'audiooutput').map(asDevice),
  };
};
