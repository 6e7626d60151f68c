import { describe, expect, test } from 'vitest';
import { readyUrl } from '../../../src-main/launcher/coordinator-process.ts';
import { browserArguments, desktopArguments, hasDisplay } from '../../../src-main/launcher/window.ts';

const place = { url: 'http://127.0.0.1:4870', workspace: '/data/w', root: '/repo', asRoot: false };

describe('LA-03 a window of the application alone', () => {
  test('LA-03 the browser gets the address, a profile in the workspace and, as root, no sandbox', () => {
    expect(browserArguments(place)).toContain('--app=http://127.0.0.1:4870');
    expect(browserArguments(place)).toContain('--user-data-dir=/data/w/browser-profile');
    expect(browserArguments(place)).not.toContain('--no-sandbox');
    expect(browserArguments({ ...place, asRoot: true })).toContain('--no-sandbox');
  });

  test('LA-03 the desktop application is told the coordinator', () => {
    expect(desktopArguments(place)).toEqual([
      '/repo',
      '--connect=http://127.0.0.1:4870',
      '--user-data-dir=/data/w/desktop-profile',
    ]);
  });

  test('LA-03 a Linux without a display has none', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('darwin', {})).toBe(true);
  });
});

describe('LA-04 the ready line', () => {
  test('LA-04 is told from every other line', () => {
    expect(readyUrl('{"ready":true,"url":"http://127.0.0.1:9","pid":4}')).toBe('http://127.0.0.1:9');
    for (const line of ['', 'ready', '{}', 'null', '{"ready":false,"url":"x"}', '{"ready":true}', '{"ready":true']) {
      expect(readyUrl(line)).toBeNull();
    }
  });
});
