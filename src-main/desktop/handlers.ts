import type { HostNotification, JournalFile } from '../../src-shared/contract/host.ts';
import type { AddressBook } from './address-book.ts';
import type { CoordinatorChild } from './coordinator-child.ts';
import type { IpcHandlers } from './ipc.ts';
import type { Secrets } from './secrets.ts';
import type { SettingsFile } from './settings.ts';
import type { UpdateControl } from './updates.ts';

export type HandlerParts = {
  readonly secrets: Secrets;
  readonly journal: () => Promise<JournalFile>;
  readonly addresses: AddressBook;
  readonly settings: SettingsFile;
  readonly coordinator: CoordinatorChild;
  readonly updates: UpdateControl;
  readonly notify: (notification: HostNotification) => boolean;
  readonly openExternal: (url: string) => Promise<boolean>;
  readonly setBadge: (count: number) => void;
  readonly stayAwake: (awake: boolean) => void;
  /** Loads the page again, so that its policy names the coordinator it now speaks to. */
  readonly reloadPage: () => void;
};

/** What the main process does for each channel of the map. */
export const createHandlers = (parts: HandlerParts): IpcHandlers => ({
  'secrets:get': (name) => parts.secrets.get(name),
  'secrets:set': (name, value) => {
    parts.secrets.set(name, value);
    return null;
  },
  'secrets:remove': (name) => {
    parts.secrets.remove(name);
    return null;
  },
  'journal:append': async (record) => (await parts.journal()).append(record),
  'journal:read': async () => (await parts.journal()).readAll(),
  'journal:truncate': async (position) => {
    await (await parts.journal()).truncateBefore(position);
    return null;
  },
  'address:get': () => parts.addresses.current()?.address ?? null,
  'address:set': (address, fingerprint) => {
    const before = parts.addresses.current()?.address;
    parts.addresses.choose(address, fingerprint);
    if (parts.addresses.current()?.address !== before) parts.reloadPage();
    return null;
  },
  'coordinator:state': () => parts.coordinator.state(),
  'coordinator:start': async (options) => {
    const state = await parts.coordinator.start(options);
    if (state.state === 'running') parts.settings.change({ leader: options });
    return state;
  },
  'coordinator:stop': async () => {
    parts.settings.change({ leader: null });
    return parts.coordinator.stop();
  },
  'updates:state': () => parts.updates.state(),
  'updates:check': () => parts.updates.check(),
  'updates:install': () => {
    parts.updates.installAndRestart();
    return null;
  },
  'host:notify': parts.notify,
  'host:open-external': parts.openExternal,
  'host:badge': (count) => {
    parts.setBadge(count);
    return null;
  },
  'host:stay-awake': (awake) => {
    parts.stayAwake(awake);
    return null;
  },
});
