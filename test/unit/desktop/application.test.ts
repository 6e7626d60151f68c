import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runApplication } from '../../../src-main/desktop/application.ts';
import { placesIn } from '../../../src-main/desktop/places.ts';
import { createFakeElectron } from './fake-electron.ts';

let top = '';
beforeEach(() => {
  top = mkdtempSync(path.join(tmpdir(), 'sollecito-desktop-'));
  mkdirSync(path.join(top, 'out', 'renderer'), { recursive: true });
  writeFileSync(path.join(top, 'out', 'renderer', 'index.html'), '<!doctype html>');
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const start = async (facts: Parameters<typeof createFakeElectron>[0] = {}, connect: string | null = null) => {
  const fake = createFakeElectron(facts);
  const warned: string[] = [];
  const run = runApplication({
    electron: fake.electron,
    places: placesIn(top, path.join(top, 'home')),
    platform: 'linux',
    connect,
    openUpdaterPort: () => Promise.resolve(null),
    warn: (message) => void warned.push(message),
  });
  return { ...fake, run, warned };
};

const started = async (facts: Parameters<typeof createFakeElectron>[0] = {}, connect: string | null = null) => {
  const fake = await start(facts, connect);
  await fake.run;
  const window = fake.windows[0];
  if (!window) throw new Error('no window was opened');
  return { ...fake, window };
};

const ok = (value: unknown) => ({ ok: true, value });

describe('DT-01 the page is locked in', () => {
  test('DT-01 sandbox, isolation and no Node in the page, whatever the defaults are', async () => {
    const { seen, window } = await started();
    expect(seen.sandboxed).toBe(true);
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
    });
    expect(window.webContents.loaded).toEqual(['app://sollecito/index.html']);
  });

  test('DT-01 every page that is ever created is locked, not only the first', async () => {
    const { app, window } = await started();
    expect(window.webContents.openHandler({ url: 'https://evil.example' })).toEqual({ action: 'deny' });
    const other = new (await import('./fake-electron.ts')).FakeContents();
    app.emit('web-contents-created', {}, other);
    expect(other.openHandler({ url: 'app://sollecito/' })).toEqual({ action: 'deny' });
  });
});

describe('DT-02 one application per user', () => {
  test('DT-02 a second start opens nothing and ends', async () => {
    const { run, windows, seen } = await start({ firstInstance: false });
    await run;
    expect(windows).toHaveLength(0);
    expect(seen.quits).toBe(1);
  });

  test('DT-02 the first one comes to the front, also when it was minimised', async () => {
    const { app, window } = await started();
    window.minimized = true;
    app.emit('second-instance');
    expect(window.calls).toEqual(['restore', 'show', 'focus']);
  });
});

describe('DT-09 leader mode', () => {
  test('DT-09 a coordinator started from the page is remembered and started again next time', async () => {
    const first = await started();
    const asked = first.invoke('coordinator:start', [{ sample: true, share: false }]);
    await vi.waitFor(() => expect(first.children).toHaveLength(1));
    first.children[0]?.ready('http://127.0.0.1:4871');
    expect(await asked).toEqual(ok({ state: 'running', url: 'http://127.0.0.1:4871' }));
    expect(await first.invoke('address:get', [])).toEqual(ok('http://127.0.0.1:4871'));

    const second = await start();
    await vi.waitFor(() => expect(second.children).toHaveLength(1));
    second.children[0]?.ready();
    await second.run;
    expect(second.windows).toHaveLength(1);
  });

  test('DT-09 while it serves others, closing the window only hides it', async () => {
    const { invoke, children, window } = await started();
    expect(window.clickClose()).toBe(true);
    const asked = invoke('coordinator:start', [{ sample: false, share: true }]);
    await vi.waitFor(() => expect(children).toHaveLength(1));
    children[0]?.ready();
    await asked;
    expect(window.clickClose()).toBe(false);
    expect(window.calls).toContain('hide');
  });

  test('DT-09 quitting waits until the coordinator has ended', async () => {
    const { app, invoke, children } = await started();
    const asked = invoke('coordinator:start', [{ sample: false, share: false }]);
    await vi.waitFor(() => expect(children).toHaveLength(1));
    children[0]?.ready();
    await asked;
    const quit = vi.fn();
    app.on('quit', quit);
    app.quit();
    expect(children[0]?.kills).toBe(1);
    expect(quit).not.toHaveBeenCalled();
    children[0]?.emit('exit', 0);
    await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce());
  });
});

describe('DT-20 a call under a window that is closed', () => {
  const STAY = 0;
  const LEAVE = 1;

  test('DT-20 whoever closes the window is asked, and stays or goes', async () => {
    const { seen, window, app } = await started({ answers: [STAY, LEAVE], locale: 'en-GB' });
    const closed = vi.fn();
    window.on('closed', closed);
    window.webContents.inCall = true;
    window.close();
    expect(seen.asked[0]).toMatchObject({ buttons: ['Stay in the call', 'Close and hang up'], defaultId: STAY });
    expect(closed).not.toHaveBeenCalled();
    expect(seen.quits).toBe(0);
    const quit = vi.fn();
    app.on('quit', quit);
    window.close();
    expect(closed).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce());
  });

  test('DT-20 nobody is asked without a call', async () => {
    const { seen, window, app } = await started();
    const quit = vi.fn();
    app.on('quit', quit);
    window.close();
    expect(seen.asked).toEqual([]);
    await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce());
  });

  test('DT-20 whoever quits and stays has quit nothing: the coordinator goes on, and the cross only hides', async () => {
    const { app, invoke, children, window } = await started({ answers: [STAY, LEAVE] });
    const asked = invoke('coordinator:start', [{ sample: false, share: true }]);
    await vi.waitFor(() => expect(children).toHaveLength(1));
    children[0]?.ready();
    await asked;
    window.webContents.inCall = true;
    const quit = vi.fn();
    app.on('quit', quit);
    app.quit();
    expect(children[0]?.kills).toBe(0);
    expect(window.clickClose()).toBe(false);
    app.quit();
    expect(children[0]?.kills).toBe(1);
    children[0]?.emit('exit', 0);
    await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce());
  });
});

describe('DT-10 the rest of the host', () => {
  test('DT-10 a journal record comes back after a restart', async () => {
    const first = await started();
    expect(await first.invoke('journal:append', [new Uint8Array([1, 2, 3])])).toEqual(ok(1));
    const second = await started();
    expect(await second.invoke('journal:read', [])).toEqual(ok([{ position: 1, record: new Uint8Array([1, 2, 3]) }]));
  });

  test('DT-10 another coordinator loads the page again, the same one does not', async () => {
    const { invoke, window } = await started();
    await invoke('address:set', ['https://10.0.0.5:4870/', 'AB'.repeat(32)]);
    expect(window.webContents.loaded).toHaveLength(2);
    await invoke('address:set', ['https://10.0.0.5:4870', null]);
    expect(window.webContents.loaded).toHaveLength(2);
    const kept = JSON.parse(readFileSync(path.join(top, 'home', 'settings.json'), 'utf8')) as object;
    expect(kept).toMatchObject({ coordinator: { address: 'https://10.0.0.5:4870', fingerprint: 'AB'.repeat(32) } });
  });

  test('DT-10 power, badge, tray and notifications reach the system and back', async () => {
    const { invoke, powerMonitor, seen, window } = await started({ locale: 'en-GB' });
    powerMonitor.emit('lock-screen');
    powerMonitor.emit('resume');
    expect(window.webContents.sent).toEqual([
      ['host:power', 'lock'],
      ['host:power', 'resume'],
    ]);
    expect(await invoke('host:badge', [3])).toEqual(ok(null));
    expect(seen.badge).toBe(3);
    for (const awake of [true, true, false, false]) expect(await invoke('host:stay-awake', [awake])).toEqual(ok(null));
    expect(seen.awake).toEqual(['prevent-app-suspension', 'stop 1']);
    expect(seen.trayMenu.map(({ label }) => label)).toEqual(['Open Sollecito', undefined, 'Quit']);
    expect(await invoke('host:notify', [{ title: 'a', body: 'b', tag: 't' }])).toEqual(ok(true));
    await invoke('host:notify', [{ title: 'c', body: 'd', tag: 't' }]);
    expect(seen.notifications.map(({ closed }) => closed)).toEqual([true, false]);
    seen.notifications[1]?.emit('click');
    expect(window.calls).toContain('focus');
  });

  test('DT-10 the window opens where it was left', async () => {
    const first = await started();
    first.window.bounds = { x: 40, y: 50, width: 1100, height: 700 };
    first.window.clickClose();
    const second = await started();
    expect(second.window.options).toMatchObject({ x: 40, y: 50, width: 1100, height: 700 });
  });
});
