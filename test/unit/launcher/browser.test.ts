import { describe, expect, test } from 'vitest';
import { browserCandidates, findBrowser } from '../../../src-main/launcher/browser.ts';

const only =
  (...files: readonly string[]) =>
  (file: string): boolean =>
    files.includes(file);

describe('LA-02 the browser that is there is found', () => {
  test('LA-02 on Linux along PATH, Chromium before Chrome before Edge', () => {
    const env = { PATH: '/opt/bin:/usr/bin' };
    const exists = only('/usr/bin/microsoft-edge', '/opt/bin/google-chrome');
    expect(findBrowser({ platform: 'linux', env, exists })).toBe('/opt/bin/google-chrome');
    expect(findBrowser({ platform: 'linux', env: {}, exists: only('/snap/bin/chromium') })).toBe('/snap/bin/chromium');
  });

  test('LA-02 on macOS in both application folders', () => {
    const chrome = '/Users/ada/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(findBrowser({ platform: 'darwin', env: { HOME: '/Users/ada' }, exists: only(chrome) })).toBe(chrome);
  });

  test('LA-02 on Windows in the program folders and in the user’s own', () => {
    const env = { PROGRAMFILES: 'C:\\Program Files', LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' };
    const edge = 'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe';
    expect(findBrowser({ platform: 'win32', env, exists: only(edge) })).toBe(edge);
    expect(browserCandidates({ platform: 'win32', env })).toContain(
      'C:\\Users\\ada\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe',
    );
  });

  test('LA-02 none at all is null', () => {
    expect(findBrowser({ platform: 'linux', env: { PATH: '/bin' }, exists: () => false })).toBeNull();
  });

  test('LA-02 a named program is used, or its absence is said', () => {
    const env = { SOLLECITO_CHROMIUM: '/opt/mine', PATH: '/usr/bin' };
    expect(findBrowser({ platform: 'linux', env, exists: () => true })).toBe('/opt/mine');
    expect(() => findBrowser({ platform: 'linux', env, exists: only('/usr/bin/chromium') })).toThrow('/opt/mine');
  });
});
