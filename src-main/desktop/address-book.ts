import { coordinatorOrigin } from './arguments.ts';
import type { Pin } from './certificate-pin.ts';
import type { SettingsFile } from './settings.ts';

export type AddressBook = {
  /** The coordinator to speak to now, with the certificate it must show, or null when none was chosen. */
  readonly current: () => Pin | null;
  /** Chooses a coordinator; without a fingerprint the one that is known for this address is kept. */
  readonly choose: (address: string, fingerprint: string | null) => void;
  /** Told by the coordinator of this computer when it is ready. */
  readonly ownIsAt: (address: string, fingerprint: string | null) => void;
};

/**
 * Where the coordinator is: what the command line said, else what was chosen, else the one this computer runs. Only what
 * a person chose is remembered.
 */
export const createAddressBook = (settings: SettingsFile, connect: string | null): AddressBook => {
  let given: Pin | null = connect === null ? null : { address: connect, fingerprint: null };
  let own: Pin | null = null;
  const knownFingerprint = (address: string): string | null =>
    [own, settings.get().coordinator].find((pin) => pin?.address === address)?.fingerprint ?? null;
  return {
    current: () => given ?? settings.get().coordinator ?? own,
    choose: (address, fingerprint) => {
      const origin = coordinatorOrigin(address);
      if (origin === null) throw new TypeError('A coordinator has an http or https address.');
      given = null;
      settings.change({ coordinator: { address: origin, fingerprint: fingerprint ?? knownFingerprint(origin) } });
    },
    ownIsAt: (address, fingerprint) => {
      const before = own?.address ?? null;
      own = { address, fingerprint };
      // Its port or certificate may differ from last time: what was chosen follows the coordinator of this computer.
      const chosen = settings.get().coordinator;
      if (chosen !== null && (chosen.address === address || chosen.address === before)) {
        settings.change({ coordinator: own });
      }
    },
  };
};
