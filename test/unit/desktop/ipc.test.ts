import { readFileSync } from 'node:fs';
import type { WebContents } from 'electron';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { factsSwitch, ipcArguments, powerChannel, type IpcMap } from '../../../src-main/desktop/ipc-map.ts';
import { registerIpc, type IpcHandlers } from '../../../src-main/desktop/ipc.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { createFakeElectron } from './fake-electron.ts';

const page = { mainFrame: { url: 'app://sollecito/index.html#/queue' } };

const register = (handlers: Partial<Record<keyof IpcMap, (...args: never[]) => unknown>>) => {
  const fake = createFakeElectron();
  const failed: string[] = [];
  const all = Object.fromEntries(Object.keys(ipcArguments).map((channel) => [channel, () => null]));
  registerIpc(
    fake.electron.ipcMain,
    () => page as unknown as WebContents,
    { ...all, ...handlers } as unknown as IpcHandlers,
    (channel) => void failed.push(channel),
  );
  const call = (channel: keyof IpcMap, args: readonly unknown[], frame: unknown = page.mainFrame) =>
    fake.invoke(channel, args, frame);
  return { call, failed, channels: fake.channels };
};

describe('DT-03 only the application’s own page may ask, and only what the map says', () => {
  test('DT-03 every channel of the map is answered, and no other', () => {
    expect([...register({}).channels.keys()].sort()).toEqual(Object.keys(ipcArguments).sort());
  });

  test('DT-03 another frame is refused, also one that shows the application’s address', async () => {
    const { call } = register({});
    const forbidden = { ok: false, code: 'forbidden' };
    expect(await call('secrets:get', ['a'], { url: page.mainFrame.url })).toEqual(forbidden);
    expect(await call('secrets:get', ['a'], null)).toEqual(forbidden);
  });

  test('DT-03 the own frame is refused once it shows another address', async () => {
    const { call } = register({});
    page.mainFrame.url = 'https://evil.example/';
    expect(await call('secrets:get', ['a'])).toEqual({ ok: false, code: 'forbidden' });
    page.mainFrame.url = 'app://sollecito/index.html';
    expect(await call('secrets:get', ['a'])).toEqual({ ok: true, value: null });
  });

  test.each([
    ['secrets:get', []],
    ['secrets:get', ['../key']],
    ['secrets:get', ['a', 'b']],
    ['journal:append', ['text']],
    ['journal:truncate', [-1]],
    ['address:set', ['file:///etc/passwd', null]],
    ['address:set', ['https://a.example', 'zz']],
    ['coordinator:start', [{ sample: true, share: false, data: '/etc' }]],
    ['host:badge', [1.5]],
    ['host:notify', [{ title: 'x' }]],
  ] as const)('DT-03 %s with %j is refused', async (channel, args) => {
    expect(await register({}).call(channel, args)).toEqual({ ok: false, code: 'bad-request' });
  });

  test('DT-03 an exception becomes a code and never crosses the process', async () => {
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const thrown = (error: Error) => () => {
      throw error;
    };
    const { call, failed } = register({
      'journal:append': thrown(full),
      'secrets:set': thrown(new AppError('storage-unavailable')),
      'updates:check': thrown(new Error('secret detail')),
    });
    expect(await call('journal:append', [new Uint8Array(1)])).toEqual({ ok: false, code: 'disk-full' });
    expect(await call('secrets:set', ['a', 'b'])).toEqual({ ok: false, code: 'storage-unavailable' });
    expect(await call('updates:check', [])).toEqual({ ok: false, code: 'internal' });
    expect(failed).toEqual(['journal:append', 'secrets:set', 'updates:check']);
  });

  test('DT-03 the two names that the preload repeats are the ones of the map', () => {
    const preload = readFileSync(new URL('../../../src-main/preload/preload.ts', import.meta.url), 'utf8');
    expect(preload).toContain(`const powerChannel = '${powerChannel}'`);
    expect(preload).toContain(`const factsSwitch = '${factsSwitch}'`);
    expectTypeOf<IpcMap['journal:append']['args']>().toEqualTypeOf<[Uint8Array]>();
  });
});
