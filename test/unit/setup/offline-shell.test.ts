import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { precacheList } from '../../setup/offline-shell.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'sollecito-shell-'));
  mkdirSync(path.join(directory, 'assets'));
  writeFileSync(path.join(directory, 'index.html'), 'page');
  writeFileSync(path.join(directory, 'assets', 'a.js'), 'code');
  writeFileSync(path.join(directory, 'assets', 'a.js.map'), 'map');
  writeFileSync(path.join(directory, 'service-worker.js'), 'worker');
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('CI-04 the offline shell knows every file of the page', () => {
  test('CI-04 all files but maps and the worker itself, by relative address', async () => {
    const list = await precacheList(directory, ['service-worker.js']);
    expect(list.map(({ url }) => url)).toEqual(['./assets/a.js', './index.html']);
  });

  test('CI-04 a changed byte changes the list, and with it the worker; the same files give the same list', async () => {
    const before = await precacheList(directory, []);
    expect(await precacheList(directory, [])).toEqual(before);
    writeFileSync(path.join(directory, 'index.html'), 'pagE');
    const after = await precacheList(directory, []);
    expect(after.filter(({ revision }, index) => revision !== before[index]?.revision).map(({ url }) => url)).toEqual([
      './index.html',
    ]);
  });
});
