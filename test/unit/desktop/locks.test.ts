import { describe, expect, test } from 'vitest';
import { lockContents, lockSession } from '../../../src-main/desktop/locks.ts';
import { isExternalAddress, openExternal } from '../../../src-main/desktop/external.ts';
import { createFakeElectron, FakeContents } from './fake-electron.ts';

type Contents = Parameters<typeof lockContents>[0];

const locked = () => {
  const contents = new FakeContents();
  const asked: string[] = [];
  lockContents(contents as unknown as Contents, (url) => {
    asked.push(url);
    return Promise.resolve(true);
  });
  const tries = (event: string, url: string): boolean => {
    let prevented = false;
    contents.emit(event, { url, preventDefault: () => (prevented = true) });
    return !prevented;
  };
  return { contents, asked, tries };
};

describe('DT-04 the page stays where it is', () => {
  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('DT-04 %s leads nowhere else', (event) => {
    const { tries } = locked();
    expect(tries(event, 'app://sollecito/index.html#/case/1')).toBe(true);
    for (const url of [
      'https://evil.example',
      'file:///etc/passwd',
      'app://sollecito.evil.example/',
      'app://other/',
      'javascript:alert(1)',
      'data:text/html,x',
    ]) {
      expect(tries(event, url)).toBe(false);
    }
  });

  test('DT-04 no new window, no embedded page', () => {
    const { contents, asked, tries } = locked();
    expect(contents.openHandler({ url: 'app://sollecito/index.html' })).toEqual({ action: 'deny' });
    expect(tries('will-attach-webview', 'app://sollecito/')).toBe(false);
    expect(asked).toEqual(['app://sollecito/index.html']);
  });

  test('DT-04 only telephone numbers and e-mail addresses leave the application', async () => {
    for (const url of ['tel:+393330000001', 'tel:0039 02 000', 'mailto:ada@example.example']) {
      expect(isExternalAddress(url)).toBe(true);
    }
    for (const url of ['https://a.example', 'file:///x', 'tel:', 'smb://x', 'tel:$(rm)', 'x-mailto:a', ' tel:1']) {
      expect(isExternalAddress(url)).toBe(false);
    }
    const { electron, seen } = createFakeElectron();
    expect(await openExternal(electron.shell, 'https://a.example')).toBe(false);
    expect(await openExternal(electron.shell, 'tel:+393330000001')).toBe(true);
    expect(seen.opened).toEqual(['tel:+393330000001']);
  });
});

describe('DT-05 the page gets the microphone and notifications, and nothing else', () => {
  const own = 'app://sollecito/';
  const headset = { deviceId: 'h1', collections: [{ usagePage: 0x0c }, { usagePage: 0x0b }] };
  const setUp = () => {
    const { electron, session } = createFakeElectron();
    lockSession(electron.session.defaultSession);
    const asks = (permission: string, details: object = {}): boolean => {
      let granted = false;
      session.permissionRequest?.(null as never, permission as never, (answer) => (granted = answer), {
        requestingUrl: own,
        ...details,
      } as never);
      return granted;
    };
    const checks = (permission: string, origin = own, details: object = {}): boolean =>
      session.permissionCheck?.(null, permission as never, origin, details as never) ?? false;
    return { asks, checks, session };
  };

  test('DT-05 audio and notifications are granted to the own page', () => {
    const { asks, checks } = setUp();
    expect(asks('media', { mediaTypes: ['audio'] })).toBe(true);
    expect(asks('media')).toBe(true);
    expect(asks('notifications')).toBe(true);
    expect(checks('media')).toBe(true);
    expect(checks('media', own, { mediaType: 'audio' })).toBe(true);
  });

  test('DT-05 the camera, other pages and every other permission are refused', () => {
    const { asks, checks, session } = setUp();
    expect(asks('media', { mediaTypes: ['audio', 'video'] })).toBe(false);
    expect(asks('media', { requestingUrl: 'https://evil.example/' })).toBe(false);
    expect(checks('media', own, { mediaType: 'video' })).toBe(false);
    expect(checks('notifications', 'https://evil.example')).toBe(false);
    for (const permission of ['geolocation', 'usb', 'serial', 'midi', 'display-capture', 'openExternal', 'new']) {
      expect(asks(permission)).toBe(false);
      expect(checks(permission)).toBe(false);
    }
    expect(session.device?.({ deviceType: 'usb', origin: own, device: headset } as never)).toBe(false);
  });

  test('SH-02 the own page gets the keys of headsets, and of no keyboard; nobody else gets any', () => {
    const { asks, checks, session } = setUp();
    expect(checks('hid')).toBe(true);
    expect(asks('hid')).toBe(true);
    const may = (device: unknown, origin = own): boolean | undefined =>
      session.device?.({ deviceType: 'hid', origin, device } as never);
    expect(may(headset)).toBe(true);
    expect(may(headset, 'https://evil.example/')).toBe(false);
    expect(may({ deviceId: 'k', collections: [{ usagePage: 0x01 }] })).toBe(false);
    expect(may({ deviceId: 'k' })).toBe(false);
  });

  test('SH-02 asked for a headset, the desktop takes the one that the filter left, for the own page only', () => {
    const { session } = setUp();
    const choose = (url: string | null, deviceList: readonly { deviceId: string }[]): readonly unknown[] => {
      const answers: unknown[] = [];
      const frame = url === null ? null : { url };
      session.hid.emit(
        'select-hid-device',
        { preventDefault: () => answers.push('kept') },
        { deviceList, frame },
        (...id: unknown[]) => answers.push(...id),
      );
      return answers;
    };
    expect(choose(own, [{ deviceId: 'h1' }, { deviceId: 'h2' }])).toEqual(['kept', 'h1']);
    expect(choose(own, [])).toEqual(['kept']);
    expect(choose('https://evil.example/', [{ deviceId: 'h1' }])).toEqual(['kept']);
    expect(choose(null, [{ deviceId: 'h1' }])).toEqual(['kept']);
  });
});
