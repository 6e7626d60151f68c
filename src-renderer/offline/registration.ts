import type { SecretStore } from '../../src-shared/contract/host.ts';
import { readValue, type Device, type DeviceDb } from './databases.ts';
import type { Wire } from './wire.ts';

/** This computer's name and credential at the coordinator. */
export type Registration = {
  readonly read: () => Promise<Device | null>;
  /** Registers anew; the answer is not written to the journal's database, because its numbers must change with it. */
  readonly register: (token: string) => Promise<Device>;
  readonly ensure: (token: string) => Promise<Device>;
};

const SECRET = 'sollecito.device';

export function createRegistration(deps: {
  readonly db: DeviceDb;
  readonly wire: Wire;
  /** The desktop's key store: it still knows the device after the browser's storage was emptied. */
  readonly secrets: SecretStore | null;
  readonly deviceName: string;
}): Registration {
  const { db, wire, secrets } = deps;
  const register = async (token: string): Promise<Device> => {
    const { deviceId, credential, coordinatorKey, epoch } = await wire.registerDevice(token, deps.deviceName);
    const device = { deviceId, credential, coordinatorKey, epoch };
    await secrets?.set(SECRET, JSON.stringify(device));
    return device;
  };
  const read = async (): Promise<Device | null> => {
    const known = await readValue(db, 'device');
    if (known !== null || secrets === null) return known;
    const kept = parse(await secrets.get(SECRET).catch(() => null));
    if (kept !== null) await db.values.put(kept, 'device');
    return kept;
  };
  return {
    read,
    register,
    ensure: async (token) => {
      const known = await read();
      if (known !== null) return known;
      const device = await register(token);
      await db.values.put(device, 'device');
      return device;
    },
  };
}

function parse(text: string | null): Device | null {
  try {
    return text === null ? null : (JSON.parse(text) as Device);
  } catch {
    return null;
  }
}
