import { contextBridge, ipcRenderer } from 'electron';
import type { Host, PowerEvent } from '../../src-shared/contract/host.ts';
import type { HostFacts, IpcChannel, IpcEnvelope, IpcMap } from '../desktop/ipc-map.ts';

// A sandboxed preload is one file that can load nothing but `electron`: types are shared, the two names are repeated
// (a test holds them equal to those of ipc-map.ts).
const powerChannel = 'host:power';
const factsSwitch = '--sollecito-facts=';

/** Asks the main process; a refusal becomes an exception whose message is the error code. */
const ask = async <Channel extends IpcChannel>(
  channel: Channel,
  ...args: IpcMap[Channel]['args']
): Promise<IpcMap[Channel]['result']> => {
  const answer = (await ipcRenderer.invoke(channel, ...args)) as IpcEnvelope<IpcMap[Channel]['result']>;
  if (!answer.ok) throw new Error(answer.code);
  return answer.value;
};

const readFacts = (): HostFacts => {
  const word = process.argv.find((argument) => argument.startsWith(factsSwitch)) ?? `${factsSwitch}{}`;
  const facts = JSON.parse(decodeURIComponent(word.slice(factsSwitch.length))) as Partial<HostFacts>;
  return { platform: facts.platform ?? 'other', version: facts.version ?? '', secrets: facts.secrets ?? false };
};

const facts = readFacts();
const nothing = async (asked: Promise<null>): Promise<void> => {
  await asked;
};

const host: Host = {
  kind: 'desktop',
  platform: facts.platform,
  version: facts.version,
  secrets: facts.secrets
    ? {
        get: (name) => ask('secrets:get', name),
        set: (name, value) => nothing(ask('secrets:set', name, value)),
        remove: (name) => nothing(ask('secrets:remove', name)),
      }
    : null,
  journalFile: {
    append: (record) => ask('journal:append', record),
    readAll: () => ask('journal:read'),
    truncateBefore: (position) => nothing(ask('journal:truncate', position)),
  },
  coordinatorAddress: {
    get: () => ask('address:get'),
    set: (address, fingerprint) => nothing(ask('address:set', address, fingerprint ?? null)),
  },
  coordinatorControl: {
    state: () => ask('coordinator:state'),
    start: (options) => ask('coordinator:start', options),
    stop: () => ask('coordinator:stop'),
  },
  updates: {
    state: () => ask('updates:state'),
    check: () => ask('updates:check'),
    installAndRestart: () => nothing(ask('updates:install')),
  },
  notify: (notification) => ask('host:notify', notification),
  openExternal: (url) => ask('host:open-external', url),
  setBadge: (count) => nothing(ask('host:badge', count)),
  stayAwake: (awake) => nothing(ask('host:stay-awake', awake)),
  onPower: (listener) => {
    const handler = (_event: unknown, power: PowerEvent): void => listener(power);
    ipcRenderer.on(powerChannel, handler);
    return () => {
      ipcRenderer.removeListener(powerChannel, handler);
    };
  },
};

contextBridge.exposeInMainWorld('sollecito', host);
