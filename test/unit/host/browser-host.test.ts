import { describe, expect, test, vi } from 'vitest';
import { createBrowserHost, isExternalAddress, type BrowserWindow } from '../../../src-renderer/host/browser-host.ts';
import { watchIdle } from '../../../src-renderer/host/idle.ts';
import { platformOf } from '../../../src-renderer/host/platform.ts';

const fakeWindow = (permission: NotificationPermission = 'granted') => {
  const went: string[] = [];
  const shown: string[] = [];
  const document = new EventTarget();
  class FakeNotification extends EventTarget {
    static permission = permission;
    static requestPermission = vi.fn(() => Promise.resolve<NotificationPermission>('granted'));
    close = vi.fn();
    constructor(title: string) {
      super();
      shown.push(title);
    }
  }
  const win = {
    location: { origin: 'http://127.0.0.1:4870', assign: (url: string) => void went.push(url) },
    navigator: {
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
      setAppBadge: () => Promise.reject(new Error('not installed')),
    },
    document,
    Notification: FakeNotification,
  };
  return {
    host: createBrowserHost(win as unknown as BrowserWindow),
    went,
    shown,
    document,
    Notification: FakeNotification,
  };
};

describe('HO-01 a browser has what web standards give it, and says what it has not', () => {
  test('HO-01 no secrets, no file, no coordinator of its own', () => {
    const { host } = fakeWindow();
    expect(host).toMatchObject({ kind: 'browser', platform: 'linux', secrets: null, journalFile: null, updates: null });
    expect(host.coordinatorControl).toBeNull();
    expect(host.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('HO-01 its coordinator is where the page came from; another one is another page', async () => {
    const { host, went } = fakeWindow();
    expect(await host.coordinatorAddress.get()).toBe('http://127.0.0.1:4870');
    await host.coordinatorAddress.set('http://127.0.0.1:4870/');
    expect(went).toEqual([]);
    await host.coordinatorAddress.set('https://10.0.0.5:4870');
    expect(went).toEqual(['https://10.0.0.5:4870/']);
  });

  test('HO-01 only telephone numbers and e-mail addresses leave the page', async () => {
    const { host, went } = fakeWindow();
    expect(await host.openExternal('https://evil.example')).toBe(false);
    expect(await host.openExternal('tel:+393330000001')).toBe(true);
    expect(went).toEqual(['tel:+393330000001']);
    expect(isExternalAddress('javascript:alert(1)//tel:1')).toBe(false);
  });

  test('HO-01 notifications ask once and accept a no', async () => {
    const granted = fakeWindow();
    expect(await granted.host.notify({ title: 'a', body: 'b', tag: 't' })).toBe(true);
    expect(granted.shown).toEqual(['a']);
    const denied = fakeWindow('denied');
    expect(await denied.host.notify({ title: 'a', body: 'b', tag: 't' })).toBe(false);
    expect(denied.Notification.requestPermission).not.toHaveBeenCalled();
    const asking = fakeWindow('default');
    expect(await asking.host.notify({ title: 'a', body: 'b', tag: 't' })).toBe(true);
  });

  test('HO-01 a badge that cannot be shown harms nobody; freezing is told until the listener leaves', async () => {
    const { host, document } = fakeWindow();
    await host.setBadge(3);
    const heard: string[] = [];
    const end = host.onPower((event) => void heard.push(event));
    document.dispatchEvent(new Event('freeze'));
    document.dispatchEvent(new Event('resume'));
    end();
    document.dispatchEvent(new Event('freeze'));
    expect(heard).toEqual(['suspend', 'resume']);
  });

  test('HO-01 the platform is read from the user agent', () => {
    expect(platformOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64)')).toBe('windows');
    expect(platformOf('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)')).toBe('mac');
    expect(platformOf('curl/8')).toBe('other');
  });
});

describe('SH-03 a page knows by itself that nobody is there', () => {
  test('SH-03 ten minutes without a touch are idle, the next touch ends it, and a touch in time puts it off', () => {
    let now = 0;
    const waits: { at: number; run: () => void }[] = [];
    const page = new EventTarget();
    const told: string[] = [];
    const end = watchIdle(
      {
        page,
        now: () => now,
        after: (ms, run) => {
          const wait = { at: now + ms, run };
          waits.push(wait);
          return () => void waits.splice(waits.indexOf(wait), 1);
        },
      },
      (event) => told.push(event),
    );
    const until = (ms: number): void => {
      now = ms;
      for (const wait of waits.filter(({ at }) => at <= now)) {
        waits.splice(waits.indexOf(wait), 1);
        wait.run();
      }
    };
    until(500_000);
    page.dispatchEvent(new Event('keydown'));
    until(600_000);
    expect(told).toEqual([]);
    until(1_100_000);
    expect(told).toEqual(['idle']);
    now = 1_200_000;
    page.dispatchEvent(new Event('pointermove'));
    expect(told).toEqual(['idle', 'active']);
    until(1_800_000);
    expect(told).toEqual(['idle', 'active', 'idle']);
    end();
    page.dispatchEvent(new Event('pointermove'));
    expect(told).toHaveLength(3);
    expect(waits).toEqual([]);
  });

  test('SH-03 the screen is kept lit during a call, again after the page was hidden, and let go afterwards', async () => {
    const document = Object.assign(new EventTarget(), { hidden: false });
    const locks: EventTarget[] = [];
    const released: number[] = [];
    const wakeLock = {
      request: () => {
        const lock = Object.assign(new EventTarget(), {
          release: () => {
            released.push(locks.indexOf(lock));
            lock.dispatchEvent(new Event('release'));
            return Promise.resolve();
          },
        });
        locks.push(lock);
        return Promise.resolve(lock);
      },
    };
    const win = { location: { origin: '' }, navigator: { userAgent: '', wakeLock }, document };
    const host = createBrowserHost(win as unknown as BrowserWindow);
    await host.stayAwake(true);
    await host.stayAwake(true);
    expect(locks).toHaveLength(1);
    locks[0]?.dispatchEvent(new Event('release'));
    document.dispatchEvent(new Event('visibilitychange'));
    await Promise.resolve();
    expect(locks).toHaveLength(2);
    await vi.waitFor(() => host.stayAwake(false));
    await vi.waitFor(() => expect(released).toEqual([1]));
    document.dispatchEvent(new Event('visibilitychange'));
    expect(locks).toHaveLength(2);
  });
});
