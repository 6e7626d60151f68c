import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseDesktopArguments } from '../../../src-main/desktop/arguments.ts';
import { createAddressBook } from '../../../src-main/desktop/address-book.ts';
import { menuTemplate } from '../../../src-main/desktop/menu.ts';
import { openSettings } from '../../../src-main/desktop/settings.ts';
import { openUpdaterPort } from '../../../src-main/desktop/updater-port.ts';
import { createUpdates } from '../../../src-main/desktop/updates.ts';
import { placeWindow } from '../../../src-main/desktop/window-state.ts';
import { wordsFor } from '../../../src-main/desktop/words.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'sollecito-parts-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('DT-14 the window can always be seen whole', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1040 };
  const second = { x: 1920, y: 0, width: 1366, height: 728 };
  const at = (x: number, y: number, width: number, height: number) => ({ x, y, width, height, maximized: false });

  test('DT-14 a first start is centred and fits a small screen', () => {
    expect(placeWindow(null, [screen])).toEqual(at(240, 70, 1440, 900));
    expect(placeWindow(null, [second])).toEqual(at(1920, 0, 1366, 728));
    expect(placeWindow(null, []).width).toBe(1440);
  });

  test('DT-14 it comes back where it was, on the display where it was', () => {
    expect(placeWindow(at(2000, 10, 1100, 700), [screen, second])).toEqual(at(2000, 10, 1100, 700));
  });

  test('DT-14 a display that has gone sends it to the first one', () => {
    expect(placeWindow(at(2000, 10, 1100, 700), [screen])).toEqual(at(410, 170, 1100, 700));
  });

  test('DT-14 a part outside is moved in, a size too large is cut', () => {
    expect(placeWindow(at(1500, 900, 1100, 700), [screen])).toEqual(at(820, 340, 1100, 700));
    expect(placeWindow(at(-900, -20, 5000, 5000), [screen])).toEqual(at(0, 0, 1920, 1040));
    expect(placeWindow({ ...at(0, 0, 1100, 700), maximized: true }, [screen]).maximized).toBe(true);
  });
});

describe('DT-15 the desktop’s own settings', () => {
  test('DT-15 are kept, and damage costs only themselves', () => {
    const file = path.join(home, 'sub', 'settings.json');
    openSettings(file).change({ leader: { share: true, sample: false } });
    expect(openSettings(file).get().leader).toEqual({ share: true, sample: false });
    writeFileSync(file, '{"leader": {"share"');
    expect(openSettings(file).get()).toEqual({ window: null, coordinator: null, leader: null });
    writeFileSync(file, '{"window": "large", "leader": {"share": true, "sample": true}}');
    expect(openSettings(file).get()).toMatchObject({ window: null, leader: { share: true } });
    expect(readFileSync(file, 'utf8')).toContain('large');
  });

  test('DT-15 the coordinator: given on the command line, chosen, or our own', () => {
    const settings = openSettings(path.join(home, 'settings.json'));
    const book = createAddressBook(settings, 'http://127.0.0.1:1');
    expect(book.current()?.address).toBe('http://127.0.0.1:1');
    book.choose('https://10.0.0.5:4870/some/page', 'aa');
    expect(book.current()).toEqual({ address: 'https://10.0.0.5:4870', fingerprint: 'aa' });
    book.choose('https://10.0.0.5:4870', null);
    expect(book.current()?.fingerprint).toBe('aa');
    expect(() => book.choose('ftp://x', null)).toThrow(TypeError);
    expect(createAddressBook(settings, null).current()?.address).toBe('https://10.0.0.5:4870');
  });

  test('DT-15 our own coordinator may move to another port or certificate', () => {
    const settings = openSettings(path.join(home, 'settings.json'));
    const book = createAddressBook(settings, null);
    expect(book.current()).toBeNull();
    book.ownIsAt('https://127.0.0.1:4870', 'aa');
    expect(book.current()?.fingerprint).toBe('aa');
    book.choose('https://127.0.0.1:4870', null);
    book.ownIsAt('https://127.0.0.1:5000', 'bb');
    expect(settings.get().coordinator).toEqual({ address: 'https://127.0.0.1:5000', fingerprint: 'bb' });
  });
});

describe('DT-16 updates wait to be asked', () => {
  const fakePort = (check: () => Promise<unknown> = () => Promise.resolve()) => {
    const said: Record<'available' | 'ready' | 'none', (version: string) => void> = {
      available: () => undefined,
      ready: () => undefined,
      none: () => undefined,
    };
    let installs = 0;
    return {
      said,
      installs: () => installs,
      port: {
        check,
        installAndRestart: () => void (installs += 1),
        onAvailable: (listener: (version: string) => void) => void (said.available = listener),
        onReady: (listener: (version: string) => void) => void (said.ready = listener),
        onNone: (listener: () => void) => void (said.none = listener),
      },
    };
  };

  test('DT-16 a build that publishes nowhere has none', async () => {
    expect(await openUpdaterPort(home, true)).toBeNull();
    expect(await openUpdaterPort(home, false)).toBeNull();
    const updates = createUpdates(null);
    expect(await updates.check()).toEqual({ state: 'disabled' });
    updates.installAndRestart();
  });

  test('DT-16 found, fetched, ready, and installed only then', async () => {
    const { port, said, installs } = fakePort();
    const updates = createUpdates(port);
    expect(await updates.check()).toEqual({ state: 'checking' });
    said.available('1.2.0');
    updates.installAndRestart();
    expect(installs()).toBe(0);
    expect(await updates.check()).toEqual({ state: 'downloading', version: '1.2.0' });
    said.ready('1.2.0');
    updates.installAndRestart();
    expect(installs()).toBe(1);
  });

  test('DT-16 a failed look says why and can be repeated', async () => {
    const { port, said } = fakePort(() => Promise.reject(new Error('no route')));
    const updates = createUpdates(port);
    expect(await updates.check()).toEqual({ state: 'failed', reason: 'no route' });
    said.none('');
    expect(updates.state()).toEqual({ state: 'none' });
  });
});

describe('DT-17 words and arguments', () => {
  test('DT-17 what the program was asked to be', () => {
    expect(parseDesktopArguments(['--no-sandbox'])).toEqual({ mode: 'window', connect: null });
    expect(parseDesktopArguments(['--connect=http://127.0.0.1:5/x'])).toEqual({
      mode: 'window',
      connect: 'http://127.0.0.1:5',
    });
    expect(parseDesktopArguments(['--connect=javascript:1'])).toEqual({ mode: 'window', connect: null });
    expect(parseDesktopArguments(['--coordinator', 'user', 'add', '--json'])).toEqual({
      mode: 'coordinator',
      args: ['user', 'add', '--json'],
    });
  });

  test('DT-17 a packaged program has no developer’s window', () => {
    const words = wordsFor('it');
    expect(JSON.stringify(menuTemplate(words, 'linux', true))).not.toMatch(/DevTools|reload/);
    expect(JSON.stringify(menuTemplate(words, 'linux', false))).toMatch(/DevTools/);
    expect(wordsFor('de-AT').quit).toBe('Quit');
    expect(wordsFor('').quit).toBe('Esci');
  });
});
