import { describe, expect, test, vi } from 'vitest';
import { createBrowserHost, isExternalAddress, type BrowserWindow } from '../../../src-renderer/host/browser-host.ts';
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
