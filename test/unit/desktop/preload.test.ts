import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { factsSwitch, ipcArguments, powerChannel, type IpcChannel } from '../../../src-main/desktop/ipc-map.ts';
import type { Host } from '../../../src-shared/contract/host.ts';

const bridge = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  asked: [] as unknown[][],
  answer: { ok: true, value: null } as unknown,
  events: null as unknown as EventEmitter,
}));

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => void bridge.exposed.set(name, value) },
  ipcRenderer: {
    invoke: (...message: unknown[]) => {
      bridge.asked.push(message);
      return Promise.resolve(bridge.answer);
    },
    on: (name: string, listener: (...args: unknown[]) => void) => bridge.events.on(name, listener),
    removeListener: (name: string, listener: (...args: unknown[]) => void) => bridge.events.off(name, listener),
  },
}));

const load = async (facts: object): Promise<Host> => {
  const before = process.argv;
  process.argv = [...before, `${factsSwitch}${encodeURIComponent(JSON.stringify(facts))}`];
  vi.resetModules();
  await import('../../../src-main/preload/preload.ts');
  process.argv = before;
  return bridge.exposed.get('sollecito') as Host;
};

beforeEach(() => {
  bridge.exposed.clear();
  bridge.asked.length = 0;
  bridge.answer = { ok: true, value: null };
  bridge.events = new EventEmitter();
});

describe('DT-03 the preload says nothing but what the map knows', () => {
  test('DT-03 every function of the host asks one channel, with arguments that its schema accepts', async () => {
    const host = await load({ platform: 'linux', version: '1.2.3', secrets: true });
    expect([...bridge.exposed.keys()]).toEqual(['sollecito']);
    expect(host).toMatchObject({ kind: 'desktop', platform: 'linux', version: '1.2.3' });
    await host.secrets?.get('a');
    await host.secrets?.set('a', 'b');
    await host.secrets?.remove('a');
    await host.journalFile?.append(new Uint8Array(1));
    await host.journalFile?.readAll();
    await host.journalFile?.truncateBefore(3);
    await host.coordinatorAddress.get();
    await host.coordinatorAddress.set('https://10.0.0.5:4870');
    await host.coordinatorAddress.set('https://10.0.0.5:4870', 'ab'.repeat(32));
    await host.coordinatorControl?.state();
    await host.coordinatorControl?.start({ sample: true, share: false });
    await host.coordinatorControl?.stop();
    await host.updates?.state();
    await host.updates?.check();
    await host.updates?.installAndRestart();
    await host.notify({ title: 'a', body: 'b', tag: 'c' });
    await host.openExternal('tel:+393330000001');
    await host.setBadge(2);
    await host.stayAwake(true);
    for (const [channel, ...args] of bridge.asked) {
      const parsed = ipcArguments[channel as IpcChannel].safeParse(args);
      expect(parsed.success, `${String(channel)} ${JSON.stringify(args)}`).toBe(true);
    }
    expect(new Set(bridge.asked.map(([channel]) => channel))).toEqual(new Set(Object.keys(ipcArguments)));
  });

  test('DT-03 a refusal becomes an error with its code', async () => {
    const host = await load({});
    bridge.answer = { ok: false, code: 'disk-full' };
    await expect(host.journalFile?.append(new Uint8Array(1))).rejects.toThrow('disk-full');
  });

  test('DT-07 without a key store the host offers no secrets', async () => {
    expect((await load({ secrets: false })).secrets).toBeNull();
    expect((await load({})).platform).toBe('other');
  });

  test('DT-10 power events reach the page until it stops listening', async () => {
    const host = await load({});
    const heard: string[] = [];
    const end = host.onPower((event) => void heard.push(event));
    bridge.events.emit(powerChannel, {}, 'suspend');
    end();
    bridge.events.emit(powerChannel, {}, 'resume');
    expect(heard).toEqual(['suspend']);
  });
});
